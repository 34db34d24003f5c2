package io.tributary.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.tributary.config.NearestName;
import io.tributary.config.Settings;
import io.tributary.job.JobFailure;
import io.tributary.lake.StoredLake;
import io.tributary.report.Rows;
import io.tributary.segment.EvaluateSegments;
import io.tributary.segment.SegmentDefinition;
import io.tributary.segment.SegmentOverlap;
import io.tributary.segment.SegmentPreview;
import io.tributary.segment.Segments;
import io.tributary.tables.gold.SegmentMembers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at segments: how large one would be, what two share, who came and left and why. */
@Command(
    name = "segment",
    description = "Preview a segment, see what segments share, and who came and left and why.",
    subcommands = {
      SegmentCommand.Preview.class,
      SegmentCommand.Overlap.class,
      SegmentCommand.Changes.class
    },
    footer = {"", "Example: tributary segment preview vip"})
public final class SegmentCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw JobFailure.config(
        "segment needs a command",
        "there are preview, overlap and changes",
        "see tributary segment --help");
  }

  /** Evaluates one definition over the tables as they are. */
  @Command(
      name = "preview",
      description = "Who would be in a segment now, and why. Writes nothing.",
      footer = {"", "Example: tributary segment preview my-draft.conf"})
  static final class Preview implements Callable<Integer> {
    @Mixin GlobalOptions global = new GlobalOptions();

    @Parameters(
        index = "0",
        paramLabel = "NAME|FILE",
        description = "A segment in segments/, or a file with a definition.")
    String what = "";

    @Option(
        names = "--as-of",
        paramLabel = "INSTANT",
        description = "The clock of the definition; the last evaluation unless said otherwise.")
    @Nullable String asOf;

    @Override
    public Integer call() {
      try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
        Settings settings = workspace.settings();
        Map<String, SegmentDefinition> definitions =
            new TreeMap<>(settings.definitions("segments", SegmentDefinition.class));
        String name = named(definitions);
        SegmentPreview preview =
            SegmentPreview.of(
                name,
                Segments.of(definitions),
                settings.bind("segment", EvaluateSegments.Config.class),
                workspace.lake(),
                asOf == null ? lastAsOf(workspace) : GlobalOptions.asOf(asOf, workspace.zone()),
                workspace.zone());
        System.out.println(global.json ? json(name, preview) : text(name, preview));
        return 0;
      }
    }

    /** A file takes its name, as it would in segments/. */
    private String named(Map<String, SegmentDefinition> definitions) {
      Path file = Path.of(what);
      if (definitions.containsKey(what) || !what.matches(".*(/|\\.conf$).*")) {
        return what;
      }
      if (!Files.isRegularFile(file)) {
        throw JobFailure.config(
            "No file " + what, "it does not exist or is no file", "name a segment or a definition");
      }
      String name = file.getName(file.getNameCount() - 1).toString().replaceFirst("\\.conf$", "");
      definitions.put(name, Settings.definition(file, SegmentDefinition.class));
      return name;
    }

    private static String json(String name, SegmentPreview preview) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("segment", name);
      json.put("sentence", preview.sentence());
      json.put("members", preview.members());
      json.put("reasons", preview.reasons());
      return Json.of(json);
    }

    private static String text(String name, SegmentPreview preview) {
      TextTable table = new TextTable("customers", "because");
      preview.reasons().entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .forEach(reason -> table.row(reason.getValue(), reason.getKey()));
      return name
          + ": "
          + preview.sentence()
          + "\n"
          + preview.members()
          + " members\n"
          + table.render("  ");
    }
  }

  /** What each two segments share. */
  @Command(
      name = "overlap",
      description = "How many customers each two segments share; on the diagonal, their sizes.",
      footer = {"", "Example: tributary segment overlap --json"})
  static final class Overlap implements Callable<Integer> {
    @Mixin GlobalOptions global = new GlobalOptions();

    @Override
    public Integer call() {
      try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
        Map<String, Map<String, Long>> shared = new TreeMap<>();
        SegmentOverlap.of(workspace.lake().read(SegmentMembers.TABLE))
            .collectAsList()
            .forEach(
                row ->
                    shared
                        .computeIfAbsent(row.getString(0), name -> new TreeMap<>())
                        .put(row.getString(1), row.getLong(2)));
        System.out.println(global.json ? Json.of(shared) : text(shared));
        return 0;
      }
    }

    private static String text(Map<String, Map<String, Long>> shared) {
      List<String> names = List.copyOf(shared.keySet());
      String[] header = new String[names.size() + 1];
      header[0] = "shares with";
      for (int i = 0; i < names.size(); i++) {
        header[i + 1] = names.get(i);
      }
      TextTable table = new TextTable(header);
      shared.forEach(
          (name, others) -> {
            Object[] cells = new Object[header.length];
            cells[0] = name;
            for (int i = 0; i < names.size(); i++) {
              cells[i + 1] = others.getOrDefault(names.get(i), 0L);
            }
            table.row(cells);
          });
      return table.render("");
    }
  }

  /** Who came and who left, counted by reason. */
  @Command(
      name = "changes",
      description = "How many customers came into each segment and left it, by reason.",
      footer = {"", "Example: tributary segment changes vip"})
  static final class Changes implements Callable<Integer> {
    @Mixin GlobalOptions global = new GlobalOptions();

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "NAME",
        description = "One segment; all of them unless said otherwise.")
    @Nullable String name;

    @Option(
        names = "--as-of",
        paramLabel = "INSTANT",
        description = "Of this evaluation; the last with a change unless said otherwise.")
    @Nullable String asOf;

    @Override
    public Integer call() {
      try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
        Instant at =
            asOf == null ? lastAsOf(workspace) : GlobalOptions.asOf(asOf, workspace.zone());
        Column isAt = lit(Timestamp.from(at));
        StoredLake lake = workspace.lake();
        Dataset<Row> counted =
            lake.read(SegmentMembers.TABLE)
                .where(col(SegmentMembers.ENTERED_AT).equalTo(isAt))
                .select(
                    col(SegmentMembers.SEGMENT),
                    lit("came").as("change"),
                    col(SegmentMembers.ENTRY_REASON).as("because"))
                .union(
                    lake.read(SegmentMembers.TABLE)
                        .where(col(SegmentMembers.LEFT_AT).equalTo(isAt))
                        .select(
                            col(SegmentMembers.SEGMENT),
                            lit("left"),
                            col(SegmentMembers.EXIT_REASON)))
                .where(name == null ? lit(true) : col(SegmentMembers.SEGMENT).equalTo(name))
                .groupBy(col(SegmentMembers.SEGMENT), col("change"), col("because"))
                .agg(count(lit(1)).as("customers"))
                .orderBy(col(SegmentMembers.SEGMENT), col("change"), col("customers").desc());
        List<Map<String, @Nullable Object>> changes = Rows.of(counted);
        if (changes.isEmpty()) {
          requireSegment(workspace.settings());
        }
        System.out.println(global.json ? json(at, changes) : text(at, changes));
        return 0;
      }
    }

    /** One that is gone from the settings may have left its stays behind. */
    private void requireSegment(Settings settings) {
      Set<String> names = settings.definitions("segments", SegmentDefinition.class).keySet();
      if (name != null && !names.contains(name)) {
        throw JobFailure.config(
            "No segment '" + name + "'" + NearestName.hint(name, names),
            "there is no segments/" + name + ".conf beside the settings",
            "choose one of " + String.join(", ", new TreeSet<>(names)));
      }
    }

    private static String json(Instant at, List<Map<String, @Nullable Object>> changes) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("as_of", at.toString());
      json.put("changes", changes);
      return Json.of(json);
    }

    private static String text(Instant at, List<Map<String, @Nullable Object>> changes) {
      if (changes.isEmpty()) {
        return "As of " + at + " nobody came or left";
      }
      TextTable table = new TextTable("segment", "change", "customers", "because");
      for (Map<String, @Nullable Object> row : changes) {
        table.row(
            Answer.text(row.get(SegmentMembers.SEGMENT)),
            Answer.text(row.get("change")),
            Answer.text(row.get("customers")),
            Answer.text(row.get("because")));
      }
      return "As of " + at + "\n" + table.render("  ");
    }
  }

  /** Of the last evaluation that changed anything; of now in an empty lake. */
  private static Instant lastAsOf(Workspace workspace) {
    Row last =
        workspace
            .lake()
            .read(SegmentMembers.TABLE)
            .select(
                org.apache
                    .spark
                    .sql
                    .functions
                    .greatest(col(SegmentMembers.ENTERED_AT), col(SegmentMembers.LEFT_AT))
                    .as("at"))
            .agg(max(col("at")))
            .first();
    return last.isNullAt(0) ? Clock.systemUTC().instant() : last.getTimestamp(0).toInstant();
  }
}

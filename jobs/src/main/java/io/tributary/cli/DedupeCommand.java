package io.tributary.cli;

import io.tributary.job.JobFailure;
import io.tributary.linkage.Evaluation;
import io.tributary.linkage.LinkRecord;
import io.tributary.linkage.Linkage;
import io.tributary.linkage.Linker;
import io.tributary.linkage.Role;
import io.tributary.linkage.Schema;
import io.tributary.linkage.Table;
import io.tributary.linkage.UnreadColumn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds the records of any files that are one customer; needs no lake, no labels, no settings. */
@Command(
    name = "dedupe",
    description = {
      "Find which records of your own files are one customer, by a model trained on the files.",
      "Columns are recognised by name and content; several files are linked as sources. Writes"
          + " clusters.csv, pairs.csv, model.json and report.html."
    },
    footer = {"", "Example: tributary dedupe customers.csv --id customer_id --out linked"})
public final class DedupeCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "CSV (also .gz) or Parquet.")
  List<Path> files = List.of();

  @Option(
      names = "--id",
      required = true,
      split = ",",
      paramLabel = "COL",
      description = "Column that names a record; for several files each one's, separated by comma.")
  List<String> ids = List.of();

  @Option(
      names = "--map",
      split = ",",
      paramLabel = "ROLE=COL",
      description =
          "What columns hold, over what is recognised: first_name, last_name, full_name, birth_date,"
              + " gender, address, city, postal_code, email, phone, national_id, country, identifier,"
              + " category, date, text, ignored. Several columns may have one role:"
              + " phone=mobile_no,phone=contact_no.")
  List<String> mapping = List.of();

  @Option(
      names = "--truth",
      paramLabel = "COL",
      description = "Column with the true customer: only to measure the result.")
  @Nullable String truthColumn;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
  Path out = Path.of(".");

  private final Map<String, String> truth = new HashMap<>();

  @Override
  public Integer call() {
    long started = System.nanoTime();
    List<Table> tables = tables();
    Map<String, Role> stated = roles(tables);
    Linkage linkage = Linker.link(tables, stated);
    sayWhatIsLeftOut(linkage.schema());
    sayIfNothingIsLinked(linkage);
    UnreadColumn.of(tables, linkage.schema(), stated).forEach(DedupeCommand::sayWhatIsUnread);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("records", linkage.records().size());
    json.put("clusters", Arrays.stream(linkage.clusters()).distinct().count());
    json.put("candidates", linkage.candidates());
    json.put("threshold", linkage.model().cut());
    LinkageFiles written =
        new LinkageFiles(out, linkage, truthColumn == null ? null : truths(linkage));
    written.write();
    json.put("seconds", Math.round((System.nanoTime() - started) / 1e7) / 100.0);
    json.put("reachable_share_estimated", linkage.reach().estimatedShare());
    written
        .evaluation()
        .ifPresent(evaluation -> json.put("evaluation", evaluation(evaluation, written)));
    System.out.println(global.json ? Json.of(json) : text(json));
    return 0;
  }

  private static void sayWhatIsLeftOut(Schema schema) {
    if (!schema.leftOut().isEmpty()) {
      System.err.println(
          "note: more fields than can be compared; these take no part (--map puts one in front): "
              + String.join(", ", schema.leftOut()));
    }
  }

  private static void sayIfNothingIsLinked(Linkage linkage) {
    int records = linkage.records().size();
    if (records > 1 && Arrays.stream(linkage.clusters()).distinct().count() == records) {
      System.err.println(
          "note: no two records are linked: none are of one customer, or the columns say too little"
              + " to tell (--map says what they hold)");
    }
  }

  private static void sayWhatIsCut(String name, long rows) {
    if (rows > 0) {
      System.err.printf(
          Locale.ROOT,
          "note: %d rows of %s have more cells than its header; these are left out, and others may"
              + " stand in the wrong columns (quote cells that hold the delimiter)%n",
          rows,
          name);
    }
  }

  private static void sayWhatIsUnread(UnreadColumn unread) {
    String then =
        unread.role() == unread.taken()
            ? "the others count as missing"
            : "it takes part as " + unread.taken().label() + " (--map says otherwise)";
    System.err.printf(
        Locale.ROOT,
        "note: %.0f %% of column %s of %s can be read as %s; %s%n",
        Math.floor(100 * unread.share()),
        unread.column(),
        unread.table(),
        unread.role().label(),
        then);
  }

  private List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    try (LocalSession session = new LocalSession()) {
      Set<String> names = new HashSet<>();
      for (Path file : files) {
        String name = file.getFileName().toString();
        tables.add(table(names.add(name) ? name : file.toString(), TableFile.read(file, session)));
      }
    }
    return tables;
  }

  /** A file without its ids and its truth, which nothing after this sees. */
  private Table table(String name, TableFile file) {
    sayWhatIsCut(name, file.cut());
    int id = ids.stream().mapToInt(file::position).filter(at -> at >= 0).findFirst().orElse(-1);
    if (id < 0) {
      throw JobFailure.config(
          "No column --id in " + name,
          "the file has " + String.join(", ", file.columns()),
          "name one of them");
    }
    int truthAt = truthColumn == null ? -1 : file.position(truthColumn);
    if (truthColumn != null && truthAt < 0) {
      throw JobFailure.config(
          "No column --truth in " + name,
          "the file has " + String.join(", ", file.columns()),
          "name one of them");
    }
    List<Integer> kept = new ArrayList<>();
    for (int c = 0; c < file.columns().size(); c++) {
      if (!ids.contains(file.columns().get(c)) && c != truthAt) {
        kept.add(c);
      }
    }
    List<String> recordIds = new ArrayList<>();
    List<@Nullable String[]> rows = new ArrayList<>();
    for (@Nullable String[] cells : file.rows()) {
      String recordId = cells[id];
      if (recordId == null) {
        throw JobFailure.input(
            "A row of " + name + " has no id", "column --id is empty", "give every row an id");
      }
      recordIds.add(recordId);
      if (truthAt >= 0) {
        truth.put(
            name + '\n' + recordId,
            cells[truthAt] == null ? name + '\n' + recordId : cells[truthAt]);
      }
      rows.add(kept.stream().map(c -> cells[c]).toArray(String[]::new));
    }
    if (new HashSet<>(recordIds).size() < recordIds.size()) {
      throw JobFailure.input(
          "Ids of " + name + " repeat", "column --id must name a record", "choose a unique column");
    }
    return new Table(name, kept.stream().map(file.columns()::get).toList(), recordIds, rows);
  }

  private Map<String, Role> roles(List<Table> tables) {
    Set<String> columns = new LinkedHashSet<>();
    tables.forEach(table -> columns.addAll(table.columns()));
    return StatedRoles.of(mapping, columns);
  }

  private int[] truths(Linkage linkage) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] truths = new int[linkage.records().size()];
    for (int r = 0; r < truths.length; r++) {
      LinkRecord record = linkage.records().get(r);
      String customer = String.valueOf(truth.get(record.source() + '\n' + record.id()));
      truths[r] = numbers.computeIfAbsent(customer, key -> numbers.size());
    }
    return truths;
  }

  private static Map<String, Object> evaluation(Evaluation evaluation, LinkageFiles written) {
    Map<String, Object> json = EvaluateCommand.json(evaluation);
    json.put("ceiling", written.ceiling());
    return json;
  }

  private String text(Map<String, Object> json) {
    TextTable table = new TextTable("result", "");
    EvaluateCommand.plainRows(json, table);
    EvaluateCommand.rows(json.get("evaluation"), table);
    return table.render("") + "\nSee " + out.resolve("report.html");
  }
}

package io.tributary.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.when;

import io.tributary.job.JobFailure;
import io.tributary.lake.StoredLake;
import io.tributary.report.Rows;
import io.tributary.segment.SegmentDefinition;
import io.tributary.serve.Destination;
import io.tributary.tables.gold.CustomerConsents;
import io.tributary.tables.gold.DeliveredKeys;
import io.tributary.tables.gold.Deliveries;
import io.tributary.tables.gold.DeliveryExclusions;
import io.tributary.tables.gold.SegmentMembers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Looks at what was sent: the last files, and what went out about one customer and why not more.
 */
@Command(
    name = "export",
    description =
        "See the files that were sent, and what was sent about a customer, or why nothing.",
    subcommands = {ExportCommand.Files.class, ExportCommand.Why.class},
    footer = {"", "Example: tributary export list"})
public final class ExportCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw JobFailure.config(
        "export needs a command", "there are list and why", "see tributary export --help");
  }

  /** The files of the last runs, with the reasons why members are not in them. */
  @Command(
      name = "list",
      description = "The last files of each destination: members, allowed, rows, who was left out.",
      footer = {"", "Example: tributary export list --runs 3"})
  static final class Files implements Callable<Integer> {
    @Mixin GlobalOptions global = new GlobalOptions();

    @Option(
        names = "--runs",
        defaultValue = "1",
        description = "Of how many data intervals (default 1, the last).")
    int runs = 1;

    @Override
    public Integer call() {
      if (runs < 1) {
        throw JobFailure.config(
            "--runs is a number of data intervals", "it is zero or negative", "say 1 or more");
      }
      try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
        StoredLake lake = workspace.lake();
        Dataset<Row> intervals =
            lake.read(Deliveries.TABLE)
                .select(Deliveries.AS_OF)
                .distinct()
                .orderBy(col(Deliveries.AS_OF).desc())
                .limit(runs);
        Dataset<Row> leftOut =
            lake.read(DeliveryExclusions.TABLE)
                .groupBy(col(DeliveryExclusions.DELIVERY_ID))
                .agg(
                    concat_ws(
                            ", ",
                            sort_array(
                                collect_list(
                                    concat_ws(
                                        " ",
                                        col(DeliveryExclusions.REASON),
                                        col(DeliveryExclusions.CUSTOMER_COUNT).cast("string")))))
                        .as("left_out"));
        Dataset<Row> files =
            lake.read(Deliveries.TABLE)
                .join(intervals, new String[] {Deliveries.AS_OF}, "left_semi")
                .join(leftOut, new String[] {Deliveries.DELIVERY_ID}, "left")
                .orderBy(
                    col(Deliveries.AS_OF).desc(),
                    col(Deliveries.DESTINATION),
                    col(Deliveries.SEGMENT),
                    col(Deliveries.MODE))
                .select(
                    Deliveries.AS_OF,
                    Deliveries.DESTINATION,
                    Deliveries.SEGMENT,
                    Deliveries.MODE,
                    Deliveries.MEMBER_COUNT,
                    Deliveries.ALLOWED_COUNT,
                    Deliveries.ROWS,
                    Deliveries.STATE,
                    Deliveries.FILE_NAME,
                    Deliveries.REASON,
                    "left_out");
        System.out.println(global.json ? Json.of(Rows.of(files)) : text(Rows.of(files)));
        return 0;
      }
    }

    private static String text(List<Map<String, @Nullable Object>> files) {
      TextTable table =
          new TextTable(
              "as of", "destination", "segment", "members", "allowed", "rows", "file", "left out");
      for (Map<String, @Nullable Object> file : files) {
        boolean isSent = "PUBLISHED".equals(file.get(Deliveries.STATE));
        table.row(
            Answer.text(file.get(Deliveries.AS_OF)),
            Answer.text(file.get(Deliveries.DESTINATION)),
            Answer.text(file.get(Deliveries.SEGMENT)),
            Answer.text(file.get(Deliveries.MEMBER_COUNT)),
            Answer.text(file.get(Deliveries.ALLOWED_COUNT)),
            Answer.text(file.get(Deliveries.ROWS)),
            isSent
                ? Answer.text(file.get(Deliveries.FILE_NAME))
                : file.get(Deliveries.STATE) + ": " + file.get(Deliveries.REASON),
            Answer.text(file.get("left_out")));
      }
      return table.render("");
    }
  }

  /** One line an audience: whether the customer is in it, what they agreed to, what was sent. */
  @Command(
      name = "why",
      description = "What was sent about a customer to each destination, or why nothing.",
      footer = {"", "Example: tributary export why 0912345678"})
  static final class Why implements Callable<Integer> {
    @Mixin GlobalOptions global = new GlobalOptions();

    @Parameters(
        index = "0",
        paramLabel = "WHO",
        description = "Customer id, phone, e-mail or card.")
    String who = "";

    @Override
    public Integer call() {
      try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
        Map<String, Destination> destinations =
            workspace.settings().definitions("destinations", Destination.class);
        Map<String, SegmentDefinition> segments =
            workspace.settings().definitions("segments", SegmentDefinition.class);
        String id = CustomerCommand.find(workspace, who);
        StoredLake lake = workspace.lake();
        List<Map<String, Object>> lines =
            lines(destinations, segments, stays(lake, id), answers(lake, id), held(lake, id));
        System.out.println(global.json ? Json.of(json(id, lines)) : text(id, lines));
        return 0;
      }
    }

    private static List<Map<String, Object>> lines(
        Map<String, Destination> destinations,
        Map<String, SegmentDefinition> segments,
        Map<String, String> stays,
        Map<String, String> answers,
        Map<String, Long> held) {
      List<Map<String, Object>> lines = new ArrayList<>();
      for (Destination destination : new TreeMap<>(destinations).values()) {
        for (String segment : destination.segments()) {
          SegmentDefinition definition = segments.get(segment);
          String channel = destination.consent().channel();
          String purpose =
              definition == null ? destination.consent().purpose() : definition.purpose().text();
          Map<String, Object> line = new LinkedHashMap<>();
          line.put("destination", destination.name());
          line.put("segment", segment);
          line.put("member", stays.getOrDefault(segment, "no"));
          line.put(
              "destination_purpose", answer(answers, destination.consent().purpose(), channel));
          line.put("segment_purpose", answer(answers, purpose, channel));
          line.put("keys_there", held.getOrDefault(destination.name() + "|" + segment, 0L));
          lines.add(line);
        }
      }
      return lines;
    }

    private static String answer(Map<String, String> answers, String purpose, String channel) {
      return purpose
          + " by "
          + channel
          + ": "
          + answers.getOrDefault(purpose + "|" + channel, "UNKNOWN");
    }

    private static Map<String, String> stays(StoredLake lake, String id) {
      Map<String, String> stays = new TreeMap<>();
      lake.read(SegmentMembers.TABLE)
          .where(col(SegmentMembers.CUSTOMER_ID).equalTo(id))
          .where(col(SegmentMembers.LEFT_AT).isNull())
          .select(
              col(SegmentMembers.SEGMENT),
              when(col(SegmentMembers.ARM).equalTo("control"), "held out").otherwise("yes"))
          .collectAsList()
          .forEach(row -> stays.put(row.getString(0), row.getString(1)));
      return stays;
    }

    private static Map<String, String> answers(StoredLake lake, String id) {
      Map<String, String> answers = new TreeMap<>();
      lake.read(CustomerConsents.TABLE)
          .where(col(CustomerConsents.CUSTOMER_ID).equalTo(id))
          .select(
              concat_ws("|", col(CustomerConsents.PURPOSE), col(CustomerConsents.CHANNEL)),
              when(
                      col(CustomerConsents.STATE)
                          .equalTo("GRANTED")
                          .and(col(CustomerConsents.HAS_EVIDENCE).equalTo(false)),
                      "GRANTED without evidence")
                  .otherwise(col(CustomerConsents.STATE)))
          .collectAsList()
          .forEach(row -> answers.put(row.getString(0), row.getString(1)));
      return answers;
    }

    /** How many keys a destination holds of the customer; one of a replaced list is not counted. */
    private static Map<String, Long> held(StoredLake lake, String id) {
      Map<String, Long> held = new TreeMap<>();
      lake.read(DeliveredKeys.TABLE)
          .where(col(DeliveredKeys.CUSTOMER_ID).equalTo(id))
          .where(col(DeliveredKeys.REMOVED_BY).isNull())
          .groupBy(
              concat_ws("|", col(DeliveredKeys.DESTINATION), col(DeliveredKeys.SEGMENT)).as("key"))
          .agg(count(lit(1)).as("keys"))
          .collectAsList()
          .forEach(row -> held.put(row.getString(0), row.getLong(1)));
      return held;
    }

    private static Map<String, Object> json(String id, List<Map<String, Object>> lines) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("customer_id", id);
      json.put("audiences", lines);
      return json;
    }

    private static String text(String id, List<Map<String, Object>> lines) {
      TextTable table =
          new TextTable(
              "destination", "segment", "member", "destination asks", "segment asks", "keys there");
      lines.forEach(line -> table.row(line.values().toArray()));
      return "Customer " + id + "\n" + table.render("  ");
    }
  }
}

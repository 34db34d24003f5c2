package io.tributary.cli;

import static org.apache.spark.sql.functions.col;

import io.tributary.identity.RecordPair;
import io.tributary.job.JobFailure;
import io.tributary.lake.StoredLake;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.LinkDecisions;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands of a steward have in common: two records, a name, a reason. */
final class Decision {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", paramLabel = "A", description = "Key of a record: crm:KH000000106.")
  String one = "";

  @Parameters(index = "1", paramLabel = "B", description = "Key of the other record.")
  String other = "";

  @Option(
      names = "--by",
      required = true,
      paramLabel = "NAME",
      description = "Who decides; kept with the decision.")
  String by = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; kept with the decision.")
  String reason = "";

  @Option(names = "--withdraw", description = "Take back what the same command decided on the two.")
  boolean isWithdrawn;

  /** Writes the decision; it holds from the next run of identity on, whatever is rebuilt. */
  Integer write(String decision) {
    RecordPair pair = RecordPair.of(one, other);
    if (by.isBlank() || reason.isBlank()) {
      throw JobFailure.config(
          "A decision needs a name and a reason",
          "whoever looks at it later asks for them",
          "give --by and --reason a text");
    }
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      Instant now = Clock.systemUTC().instant();
      Optional<Row> last = last(workspace.lake(), pair);
      requireLater(now, last);
      requireNoOther(decision, last, workspace);
      if (!isWithdrawn) {
        requireKnown(workspace.lake(), pair);
      }
      String kept = isWithdrawn ? LinkDecisions.WITHDRAWN : decision;
      StoredLake lake = workspace.lakeToWrite(LinkDecisions.TABLE, decision, now);
      Row row = RowFactory.create(pair.left(), pair.right(), kept, by, reason, Timestamp.from(now));
      lake.upsert(LinkDecisions.TABLE, lake.rows(LinkDecisions.TABLE.schema(), List.of(row)));
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("left_key", pair.left());
      json.put("right_key", pair.right());
      json.put("decision", kept);
      System.out.println(
          global.json
              ? Json.of(json)
              : "%s %s %s: holds from the next run of identity on"
                  .formatted(kept, pair.left(), pair.right()));
      return 0;
    }
  }

  private static Optional<Row> last(StoredLake lake, RecordPair pair) {
    return lake
        .read(LinkDecisions.TABLE)
        .where(col(LinkDecisions.LEFT_KEY).equalTo(pair.left()))
        .where(col(LinkDecisions.RIGHT_KEY).equalTo(pair.right()))
        .orderBy(col(LinkDecisions.DECIDED_AT).desc())
        .takeAsList(1)
        .stream()
        .findFirst();
  }

  /** The last decision counts: one that is dated before it would be kept and change nothing. */
  private static void requireLater(Instant now, Optional<Row> last) {
    if (last.isPresent() && !now.isAfter(decidedAt(last.get()))) {
      throw JobFailure.config(
          "The last decision on the two records bears a later time",
          "the clock of this machine, or of the one where it was made, is wrong",
          "set the clock and decide again");
    }
  }

  /** Nobody takes back or replaces what another decided without having seen it. */
  private void requireNoOther(String decision, Optional<Row> last, Workspace workspace) {
    String standing =
        last.map(row -> row.<String>getAs(LinkDecisions.DECISION)).orElse(LinkDecisions.WITHDRAWN);
    boolean stands = !standing.equals(LinkDecisions.WITHDRAWN);
    boolean isFirst = !stands && !isWithdrawn;
    if (isFirst || standing.equals(decision)) {
      return;
    }
    last.ifPresent(row -> show(row, decision, workspace));
    if (stands) {
      String command = command(standing);
      throw JobFailure.config(
          "A decision of `" + command + "` stands on the two records",
          "it is taken back by its own command, and replaced only after that",
          "ask who decided; `tributary " + command + " A B --withdraw` takes it back");
    }
    throw JobFailure.config(
        "No decision of `" + command(decision) + "` stands on the two records",
        "nobody decided so, or it was taken back",
        "compare the keys with those in silver.link_decisions");
  }

  /** To the person at the screen; an error would carry the names further. */
  private static void show(Row row, String decision, Workspace workspace) {
    Look.atTables(command(decision), List.of(LinkDecisions.TABLE)).record(workspace);
    System.err.printf(
        Locale.ROOT,
        "%s %s %s, by %s at %s: %s%n",
        row.getAs(LinkDecisions.DECISION),
        row.getAs(LinkDecisions.LEFT_KEY),
        row.getAs(LinkDecisions.RIGHT_KEY),
        row.getAs(LinkDecisions.DECIDED_BY),
        decidedAt(row),
        row.getAs(LinkDecisions.REASON));
  }

  private static Instant decidedAt(Row row) {
    return row.<Timestamp>getAs(LinkDecisions.DECIDED_AT).toInstant();
  }

  private static String command(String decision) {
    return decision.toLowerCase(Locale.ROOT);
  }

  private static void requireKnown(StoredLake lake, RecordPair pair) {
    List<Row> known =
        lake.read(CustomerRecords.TABLE)
            .where(col(CustomerRecords.RECORD_KEY).isin(pair.left(), pair.right()))
            .select(CustomerRecords.RECORD_KEY)
            .collectAsList();
    if (known.size() < 2) {
      throw JobFailure.config(
          "A record is not known",
          "no source delivered a record under that key",
          "take keys as `tributary customer` and `tributary review` print them");
    }
  }
}

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
import java.util.Map;
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

  @Option(names = "--withdraw", description = "Take an earlier decision on the two back.")
  boolean isWithdrawn;

  /** Writes the decision; it holds from the next run on, whatever is rebuilt. */
  Integer write(String decision) {
    RecordPair pair = RecordPair.of(one, other);
    if (by.isBlank() || reason.isBlank()) {
      throw JobFailure.config(
          "A decision needs a name and a reason",
          "whoever looks at it later asks for them",
          "give --by and --reason a text");
    }
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      requireKnown(workspace.lake(), pair);
      Instant now = Clock.systemUTC().instant();
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
              : kept + " " + pair.left() + " " + pair.right() + ": holds from the next run on");
      return 0;
    }
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

package io.tributary.cli;

import io.tributary.identity.ReviewQueue;
import io.tributary.job.JobFailure;
import io.tributary.lake.StoredLake;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.LinkDecisions;
import io.tributary.tables.silver.LinkEvidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the pairs that wait for a steward. */
@Command(
    name = "review",
    description = {
      "List doubtful pairs of records, the most likely first; link and unlink decide them.",
      "Shows keys and how well the records agree, and none of their values."
    },
    footer = {"", "Example: tributary review --limit 20"})
public final class ReviewCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Option(names = "--limit", paramLabel = "N", description = "Most pairs to list. Default: 20.")
  int limit = 20;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw JobFailure.config("--limit is a number of pairs", "it is below 1", "say 1 or more");
    }
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      StoredLake lake = workspace.lake();
      List<Row> pairs =
          ReviewQueue.of(
                  lake.read(LinkEvidence.TABLE),
                  lake.read(CustomerLinks.TABLE),
                  lake.read(LinkDecisions.TABLE))
              .limit(limit)
              .collectAsList();
      System.out.println(global.json ? Json.of(json(pairs)) : text(pairs));
      return 0;
    }
  }

  private static List<Map<String, Object>> json(List<Row> pairs) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Row pair : pairs) {
      Map<String, Object> json = new LinkedHashMap<>();
      for (String column : pair.schema().fieldNames()) {
        json.put(
            column,
            column.equals(LinkEvidence.LEVELS)
                ? pair.getList(pair.fieldIndex(column))
                : pair.getAs(column));
      }
      list.add(json);
    }
    return list;
  }

  private static String text(List<Row> pairs) {
    if (pairs.isEmpty()) {
      return "No pair waits.";
    }
    TextTable table = new TextTable("bits", "record", "record", "refused by", "how they agree");
    for (Row pair : pairs) {
      String refusedBy = pair.getAs(LinkEvidence.REFUSED_BY);
      table.row(
          String.format(Locale.ROOT, "%.1f", pair.<Double>getAs(LinkEvidence.WEIGHT_LOG2)),
          pair.getAs(LinkEvidence.LEFT_KEY),
          pair.getAs(LinkEvidence.RIGHT_KEY),
          refusedBy == null ? "" : refusedBy,
          String.join(", ", pair.<String>getList(pair.fieldIndex(LinkEvidence.LEVELS))));
    }
    return table.render("");
  }
}

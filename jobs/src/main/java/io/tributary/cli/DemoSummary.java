package io.tributary.cli;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.job.JobOutcome;
import io.tributary.job.RunOutcome;
import io.tributary.lake.StoredLake;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.gold.Deliveries;
import io.tributary.tables.gold.DeliveryExclusions;
import io.tributary.tables.gold.SegmentMembers;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.silver.CustomerLinks;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What came out of the demo, as a person enjoys reading it; every figure is read from the tables.
 */
final class DemoSummary {
  private final StoredLake lake;
  private final Workspace workspace;
  private final Path samples;
  private final Path out;

  DemoSummary(Workspace workspace, Path samples, Path out) {
    this.workspace = workspace;
    this.lake = workspace.lake();
    this.samples = samples;
    this.out = out;
  }

  Map<String, Object> json(List<RunOutcome> outcomes) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("runs", outcomes.stream().map(Json::run).toList());
    Row lines = lines();
    json.put(
        "lines",
        Map.of(
            "delivered", lines.getLong(0),
            "loaded", lines.getLong(1),
            "rejected", lines.getLong(2),
            "duplicates", lines.getLong(3)));
    json.put("customers", customers().getLong(0));
    Match match = match();
    json.put("truth", Map.of("precision", match.precision(), "recall", match.recall()));
    Map<String, Object> segments = new TreeMap<>();
    for (Row segment : segments(outcomes)) {
      segments.put(
          segment.getString(0),
          Map.of(
              "members",
              segment.getLong(1),
              "entered",
              segment.getLong(2),
              "left",
              segment.getLong(3)));
    }
    json.put("segments", segments);
    return json;
  }

  String text(List<RunOutcome> outcomes) {
    StringJoiner text = new StringJoiner("\n");
    text.add("");
    collected(text);
    people(text);
    segments(text, outcomes);
    deliveries(text);
    double seconds =
        outcomes.stream()
            .flatMap(run -> run.jobs().stream())
            .mapToDouble(JobOutcome::seconds)
            .sum();
    text.add(String.format(Locale.ROOT, "%d nights in %.0f s of jobs.", outcomes.size(), seconds));
    text.add("");
    next(text);
    return text.toString();
  }

  private Row lines() {
    return lake.read(CollectedFiles.TABLE)
        .agg(
            coalesce(sum(CollectedFiles.LINES), lit(0L)),
            coalesce(sum(CollectedFiles.LOADED), lit(0L)),
            coalesce(sum(CollectedFiles.REJECTED), lit(0L)),
            coalesce(sum(CollectedFiles.DUPLICATES), lit(0L)),
            count(lit(1)),
            count_distinct(col(CollectedFiles.SOURCE)))
        .head();
  }

  private void collected(StringJoiner text) {
    Row lines = lines();
    text.add("What was delivered");
    text.add(
        String.format(
            Locale.ROOT,
            "  %,d lines in %,d files of %d sources = %,d loaded + %,d rejected + %,d duplicates",
            lines.getLong(0),
            lines.getLong(4),
            lines.getLong(5),
            lines.getLong(1),
            lines.getLong(2),
            lines.getLong(3)));
    text.add("");
  }

  private Row customers() {
    return lake.read(Customers.TABLE)
        .agg(
            count(lit(1)),
            coalesce(sum(Customers.RECORD_COUNT), lit(0L)),
            sum(Customers.NET_VALUE),
            max(Customers.VALUE_CURRENCY),
            coalesce(sum(Customers.ORDER_COUNT), lit(0L)),
            count(when(col(Customers.ORDER_COUNT).gt(0), 1)))
        .head();
  }

  private void people(StringJoiner text) {
    Row row = customers();
    Match match = match();
    text.add("Who they are");
    text.add(
        String.format(
            Locale.ROOT, "  %,d records are %,d customers", row.getLong(1), row.getLong(0)));
    text.add(
        String.format(
            Locale.ROOT,
            "  against the truth: %,d records of %,d customers; of the pairs linked %.1f %% are right, of the true pairs %.1f %% were found",
            match.records(),
            match.entities(),
            100 * match.precision(),
            100 * match.recall()));
    text.add(
        String.format(
            Locale.ROOT,
            "  %,d of them bought: %,d orders worth %,.2f %s",
            row.getLong(5),
            row.getLong(4),
            row.getDecimal(2),
            row.getString(3)));
    text.add("");
  }

  /** Pairs by group sizes: n·(n−1)/2 within customers, within true entities, and within both. */
  private Match match() {
    Dataset<Row> truth =
        workspace
            .session()
            .read()
            .option("header", true)
            .csv(samples.resolve("truth/customers.csv").toString())
            .where(col("kind").notEqual("TICKET"));
    Dataset<Row> both =
        truth.join(
            lake.read(CustomerLinks.TABLE)
                .select(CustomerLinks.RECORD_KEY, CustomerLinks.CUSTOMER_ID),
            CustomerLinks.RECORD_KEY);
    Row totals = both.agg(count(lit(1)), count_distinct(col("entity_id"))).head();
    return new Match(
        totals.getLong(0),
        totals.getLong(1),
        pairs(both, CustomerLinks.CUSTOMER_ID),
        pairs(both, "entity_id"),
        pairs(both, CustomerLinks.CUSTOMER_ID, "entity_id"));
  }

  private static long pairs(Dataset<Row> rows, String... by) {
    Dataset<Row> sizes =
        rows.groupBy(Arrays.stream(by).map(name -> col(name)).toArray(Column[]::new))
            .agg(count(lit(1)).as("n"));
    return sizes.agg(coalesce(sum(col("n").multiply(col("n").minus(1))), lit(0L))).head().getLong(0)
        / 2;
  }

  private record Match(long records, long entities, long linked, long truePairs, long right) {
    double precision() {
      return linked == 0 ? 1 : (double) right / linked;
    }

    double recall() {
      return truePairs == 0 ? 1 : (double) right / truePairs;
    }
  }

  private List<Row> segments(List<RunOutcome> outcomes) {
    Instant last = outcomes.get(outcomes.size() - 1).asOf();
    Timestamp lastNight = Timestamp.from(last);
    return lake.read(SegmentMembers.TABLE)
        .groupBy(SegmentMembers.SEGMENT)
        .agg(
            count(when(col(SegmentMembers.LEFT_AT).isNull(), 1)),
            count(when(col(SegmentMembers.ENTERED_AT).equalTo(lastNight), 1)),
            count(when(col(SegmentMembers.LEFT_AT).equalTo(lastNight), 1)))
        .orderBy(SegmentMembers.SEGMENT)
        .collectAsList();
  }

  private void segments(StringJoiner text, List<RunOutcome> outcomes) {
    TextTable table = new TextTable("segment", "members", "came", "went");
    for (Row row : segments(outcomes)) {
      table.row(row.getString(0), row.getLong(1), row.getLong(2), row.getLong(3));
    }
    text.add("Segments, and what came and went in the last night");
    text.add(table.render("  "));
    text.add("");
  }

  private void deliveries(StringJoiner text) {
    Dataset<Row> last = lake.read(Deliveries.TABLE);
    Map<String, StringJoiner> reasons = new TreeMap<>();
    for (Row row :
        lake.read(DeliveryExclusions.TABLE)
            .orderBy(col(DeliveryExclusions.CUSTOMER_COUNT).desc(), col(DeliveryExclusions.REASON))
            .collectAsList()) {
      reasons
          .computeIfAbsent(row.getAs(DeliveryExclusions.DELIVERY_ID), id -> new StringJoiner(", "))
          .add(
              row.getAs(DeliveryExclusions.REASON)
                  + " "
                  + row.getAs(DeliveryExclusions.CUSTOMER_COUNT));
    }
    TextTable table =
        new TextTable("destination", "segment", "members", "allowed", "rows", "file", "left out");
    for (Row row :
        last.where(
                col(Deliveries.AS_OF)
                    .equalTo(last.agg(max(Deliveries.AS_OF)).head().getTimestamp(0)))
            .orderBy(Deliveries.DESTINATION, Deliveries.SEGMENT, Deliveries.MODE)
            .collectAsList()) {
      boolean isSent = "PUBLISHED".equals(row.getAs(Deliveries.STATE));
      table.row(
          row.getAs(Deliveries.DESTINATION),
          row.getAs(Deliveries.SEGMENT),
          cell(row.getAs(Deliveries.MEMBER_COUNT)),
          cell(row.getAs(Deliveries.ALLOWED_COUNT)),
          cell(row.getAs(Deliveries.ROWS)),
          isSent
              ? row.getAs(Deliveries.FILE_NAME)
              : row.getAs(Deliveries.STATE) + ": " + row.getAs(Deliveries.REASON),
          reasons.getOrDefault(row.<String>getAs(Deliveries.DELIVERY_ID), new StringJoiner("")));
    }
    text.add("Files of the last night, in " + out.resolve("outbox"));
    text.add(table.render("  "));
    text.add("");
  }

  private static String cell(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private void next(StringJoiner text) {
    String set = "--set lake.root=" + out.resolve("lake");
    text.add("Try next");
    text.add(
        "  ./tributary sql " + set + " \"SELECT region, count(*) customers, sum(net_value) value");
    text.add("      FROM gold.customers GROUP BY region ORDER BY value DESC\"");
    text.add("  ./tributary plan");
    text.add("  ./tributary source draft YOUR_FILE.csv");
  }
}

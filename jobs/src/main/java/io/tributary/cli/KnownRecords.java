package io.tributary.cli;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import io.tributary.identity.OtherCuts;
import io.tributary.linkage.Evaluation;
import io.tributary.linkage.Evaluation.Overlap;
import io.tributary.linkage.EvaluationErrors;
import io.tributary.tables.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Records whose true customer is known, and clusters of them. They are counted where they lie: what
 * comes to the driver is each combination of sizes that occurs, and the errors to show.
 *
 * @param rows key, cluster, customer, and in_truth: the records of this customer
 */
record KnownRecords(Dataset<Row> rows) {
  private static final String CLUSTER = "cluster";
  private static final String CUSTOMER = "customer";
  private static final String IN_TRUTH = "in_truth";
  private static final String IN_CLUSTER = "in_cluster";
  private static final String RECORDS = "records";
  private static final String FIRST = "first";

  /**
   * The records that both know. One that comes more than once has the greatest of its labels; they
   * are few beside those of a truth, which is why this comes after the join.
   *
   * @param truth rows of {@link LabelFile}
   * @param clusters rows of {@link LabelFile}
   */
  static KnownRecords of(Dataset<Row> truth, Dataset<Row> clusters) {
    Dataset<Row> known =
        truth
            .withColumnRenamed(LabelFile.LABEL, CUSTOMER)
            .join(clusters.withColumnRenamed(LabelFile.LABEL, CLUSTER), LabelFile.KEY)
            .groupBy(col(LabelFile.KEY))
            .agg(max(col(CUSTOMER)).as(CUSTOMER), max(col(CLUSTER)).as(CLUSTER));
    return new KnownRecords(
        known
            .withColumn(IN_TRUTH, count(lit(1)).over(Window.partitionBy(col(CUSTOMER))))
            .localCheckpoint(true, StorageLevel.MEMORY_AND_DISK()));
  }

  long size() {
    return rows.count();
  }

  Evaluation evaluation() {
    return Evaluation.of(everywhere(overlaps(rows.withColumn(OtherCuts.CUT, noCut()))));
  }

  /**
   * @param clusters rows of {@link LabelFile}; a record that is missing is a cluster of its own
   */
  Evaluation evaluation(Dataset<Row> clusters) {
    return Evaluation.of(everywhere(overlaps(in(clusters.withColumn(OtherCuts.CUT, noCut())))));
  }

  /**
   * @param clusters rows of {@link LabelFile} for each {@link OtherCuts#CUT}, or for all of them if
   *     that is null; a record that is missing is a cluster of its own
   */
  SortedMap<Double, Evaluation> evaluations(List<Double> cuts, Dataset<Row> clusters) {
    Map<@Nullable Double, SortedMap<Overlap, Long>> overlaps = overlaps(in(clusters));
    SortedMap<Double, Evaluation> evaluations = new TreeMap<>();
    for (Double cut : cuts) {
      SortedMap<Overlap, Long> all = new TreeMap<>(everywhere(overlaps));
      overlaps
          .getOrDefault(cut, new TreeMap<>())
          .forEach((overlap, times) -> all.merge(overlap, times, Long::sum));
      evaluations.put(cut, Evaluation.of(all));
    }
    return evaluations;
  }

  /** The errors that cost most pairs. */
  EvaluationErrors errors(int most) {
    Dataset<Row> cells =
        rows.groupBy(col(CLUSTER), col(CUSTOMER))
            .agg(count(lit(1)).as(RECORDS), min(col(LabelFile.KEY)).as(FIRST))
            .localCheckpoint(true, StorageLevel.MEMORY_AND_DISK());
    return new EvaluationErrors(examples(cells, CLUSTER, most), examples(cells, CUSTOMER, most));
  }

  /** Two records of each group that is made of several parts, the most wrong pairs first. */
  private static List<List<String>> examples(Dataset<Row> cells, String group, int most) {
    return cells
        .groupBy(col(group))
        .agg(
            sum(col(RECORDS)).as("all"),
            sum(col(RECORDS).multiply(col(RECORDS))).as("right"),
            min(col(FIRST)).as("one"),
            max(col(FIRST)).as("other"))
        .where(col("one").lt(col("other")))
        .orderBy(col("all").multiply(col("all")).minus(col("right")).desc(), col("one"))
        .limit(most)
        .select(col("one"), col("other"))
        .collectAsList()
        .stream()
        .map(row -> List.of(row.getString(0), row.getString(1)))
        .toList();
  }

  private Dataset<Row> in(Dataset<Row> clusters) {
    return rows.drop(CLUSTER)
        .join(clusters, new String[] {LabelFile.KEY}, "left")
        .withColumn(CLUSTER, coalesce(col(LabelFile.LABEL), col(LabelFile.KEY)));
  }

  /** How often each combination of sizes occurs, by cut. */
  private static Map<@Nullable Double, SortedMap<Overlap, Long>> overlaps(Dataset<Row> clustered) {
    Map<@Nullable Double, SortedMap<Overlap, Long>> overlaps = new HashMap<>();
    clustered
        .groupBy(col(OtherCuts.CUT), col(CLUSTER), col(CUSTOMER), col(IN_TRUTH))
        .agg(count(lit(1)).as(RECORDS))
        .withColumn(
            IN_CLUSTER,
            sum(col(RECORDS)).over(Window.partitionBy(col(OtherCuts.CUT), col(CLUSTER))))
        .groupBy(col(OtherCuts.CUT), col(RECORDS), col(IN_CLUSTER), col(IN_TRUTH))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(
            row ->
                overlaps
                    .computeIfAbsent(
                        row.isNullAt(0) ? null : row.getDouble(0), c -> new TreeMap<>())
                    .put(
                        new Overlap(row.getLong(1), row.getLong(2), row.getLong(3)),
                        row.getLong(4)));
    return overlaps;
  }

  private static SortedMap<Overlap, Long> everywhere(
      Map<@Nullable Double, SortedMap<Overlap, Long>> overlaps) {
    return overlaps.getOrDefault(null, new TreeMap<>());
  }

  private static Column noCut() {
    return lit(null).cast(Types.DOUBLE);
  }
}

package io.tributary.report;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.map_values;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.Lake;
import io.tributary.tables.ops.Runs;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/** The last intervals, newest first, for the index of reports. */
final class PastRuns {
  private static final int SHOWN = 200;

  private PastRuns() {}

  static List<Map<String, @Nullable Object>> of(Lake lake) {
    Column isSkipped = col(Runs.STATE).equalTo("SKIPPED");
    Column isFailed = col(Runs.STATE).equalTo("FAILED");
    return Rows.of(
        lake.read(Runs.TABLE)
            .groupBy(Runs.PIPELINE, Runs.AS_OF)
            .agg(
                sort_array(collect_set(col(Runs.RUN_ID))).as("run_ids"),
                coalesce(sum(when(isSkipped, 0.0).otherwise(col(Runs.SECONDS))), lit(0.0))
                    .as("seconds"),
                count(when(col(Runs.STATE).equalTo("SUCCEEDED"), 1)).as("done"),
                count(when(isSkipped, 1)).as("skipped"),
                max(when(isFailed, col(Runs.JOB))).as("failed_once"),
                sum(counted("delivered ")).as("delivered"),
                sum(counted("rejected ")).as("rejected"),
                sum(counted("files published")).as("files_published"),
                sum(counted("files refused")).as("files_refused"))
            .where(col("done").gt(0).or(col("failed_once").isNotNull()))
            .orderBy(col(Runs.AS_OF).desc(), col(Runs.PIPELINE))
            .limit(SHOWN));
  }

  /** The sum of a job's figures whose names begin so. */
  private static Column counted(String name) {
    return aggregate(
        map_values(map_filter(col(Runs.COUNTS), (key, value) -> key.startsWith(name))),
        lit(0L),
        (total, value) -> total.plus(value.cast("long")));
  }
}

package io.tributary.report;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.flatten;
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

/**
 * The last intervals in which a job did something, newest first, for the index of reports. Lines
 * and files are those of all attempts; each job stands as {@link Standing} says.
 */
final class PastRuns {
  private static final int SHOWN = 200;
  private static final String STANDING = "standing";
  private static final String RUN_IDS = "run_ids";
  private static final List<String> FIGURES =
      List.of("delivered", "rejected", "files_published", "files_refused");

  private PastRuns() {}

  static List<Map<String, @Nullable Object>> of(Lake lake) {
    Column state = col(STANDING).getField(Runs.STATE);
    Column isFailed = state.equalTo("FAILED");
    Column needsLook = col(STANDING).getField(Standing.NEEDS_LOOK);
    return Rows.of(
        lake.read(Runs.TABLE)
            .where(col(Runs.JOB).notEqual(Standing.RUN))
            .groupBy(Runs.PIPELINE, Runs.AS_OF, Runs.JOB)
            .agg(
                Standing.ofAttempts().as(STANDING),
                collect_list(col(Runs.RUN_ID)).as(RUN_IDS),
                sum(counted("delivered ")).as("delivered"),
                sum(counted("rejected ")).as("rejected"),
                sum(counted("files published")).as("files_published"),
                sum(counted("files refused")).as("files_refused"))
            .groupBy(Runs.PIPELINE, Runs.AS_OF)
            .agg(
                sort_array(array_distinct(flatten(collect_list(col(RUN_IDS))))).as(RUN_IDS),
                summed(
                    sum(col(STANDING).getField(Runs.SECONDS)).as("seconds"),
                    count(when(state.equalTo("SUCCEEDED"), 1)).as("done"),
                    max(when(isFailed, col(Runs.JOB))).as("failed"),
                    count(when(needsLook, 1)).as(Standing.NEEDS_LOOK)))
            .where(col("done").gt(0).or(col(Standing.NEEDS_LOOK).gt(0)))
            .orderBy(col(Runs.AS_OF).desc(), col(Runs.PIPELINE))
            .limit(SHOWN));
  }

  private static Column[] summed(Column... others) {
    return java.util.stream.Stream.concat(
            java.util.Arrays.stream(others), FIGURES.stream().map(figure -> sum(figure).as(figure)))
        .toArray(Column[]::new);
  }

  /** The sum of a job's figures whose names begin so. */
  private static Column counted(String name) {
    return aggregate(
        map_values(map_filter(col(Runs.COUNTS), (key, value) -> key.startsWith(name))),
        lit(0L),
        (total, value) -> total.plus(value.cast("long")));
  }
}

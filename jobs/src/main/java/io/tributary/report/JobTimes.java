package io.tributary.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.min;

import io.tributary.lake.Lake;
import io.tributary.tables.ops.Runs;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * How the jobs of the interval stand, how long they took and what that cost. Of a job that ran more
 * than once for the interval the attempt counts that {@link Standing} chooses.
 */
final class JobTimes {
  private static final String STANDING = "standing";
  private static final String RUN_IDS = "run_ids";

  private JobTimes() {}

  /**
   * @param pricePerHour what an hour of the machine or cluster costs
   */
  static Map<String, Object> of(Lake lake, Interval interval, double pricePerHour) {
    // Bounded by the jobs of a pipeline. They are told in the order in which they first began.
    List<Row> attempted =
        lake.read(Runs.TABLE)
            .where(
                col(Runs.AS_OF)
                    .equalTo(Timestamp.from(interval.asOf()))
                    .and(col(Runs.PIPELINE).equalTo(interval.pipeline()))
                    .and(col(Runs.JOB).notEqual(Standing.RUN)))
            .groupBy(Runs.JOB)
            .agg(
                Standing.ofAttempts().as(STANDING),
                collect_set(col(Runs.RUN_ID)).as(RUN_IDS),
                min(Runs.STARTED_AT).as(Runs.STARTED_AT))
            .orderBy(Runs.STARTED_AT, Runs.JOB)
            .collectAsList();
    List<Map<String, @Nullable Object>> jobs =
        attempted.stream().map(row -> Rows.of(row.<Row>getAs(STANDING))).toList();
    TreeSet<String> runIds = new TreeSet<>();
    attempted.forEach(row -> runIds.addAll(row.getList(row.fieldIndex(RUN_IDS))));
    double seconds = jobs.stream().mapToDouble(JobTimes::seconds).sum();
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("jobs", jobs);
    section.put(RUN_IDS, List.copyOf(runIds));
    section.put("seconds", seconds);
    section.put("cost", seconds / 3600 * pricePerHour);
    section.put(
        "failed", jobs.stream().filter(job -> "FAILED".equals(job.get(Runs.STATE))).count());
    section.put(
        Standing.NEEDS_LOOK,
        jobs.stream().filter(job -> Boolean.TRUE.equals(job.get(Standing.NEEDS_LOOK))).count());
    return section;
  }

  private static double seconds(Map<String, @Nullable Object> attempt) {
    return ((Number) Objects.requireNonNull(attempt.get(Runs.SECONDS))).doubleValue();
  }
}

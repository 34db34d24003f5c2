package io.tributary.report;

import static org.apache.spark.sql.functions.col;

import io.tributary.lake.Lake;
import io.tributary.tables.ops.Runs;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the jobs of the interval did, how long they took and what that cost. Of a job that ran more
 * than once for the same as-of its last attempt that was not skipped counts.
 */
final class JobTimes {
  private static final String RUN = "run";

  private JobTimes() {}

  /**
   * @param pricePerHour what an hour of the machine or cluster costs
   */
  static Map<String, Object> of(Lake lake, Interval interval, double pricePerHour) {
    // Bounded by the jobs and the attempts of one interval.
    List<Map<String, @Nullable Object>> attempts =
        Rows.of(
            lake.read(Runs.TABLE)
                .where(col(Runs.AS_OF).equalTo(Timestamp.from(interval.asOf())))
                .drop(Runs.FINGERPRINT, Runs.INPUTS, Runs.OUTPUTS)
                .orderBy(Runs.RUN_NO, Runs.STARTED_AT));
    Map<String, Map<String, @Nullable Object>> jobs = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> attempt : attempts) {
      String job = String.valueOf(attempt.get(Runs.JOB));
      boolean isSkipped = "SKIPPED".equals(attempt.get(Runs.STATE));
      if (!job.equals(RUN) && !(isSkipped && jobs.containsKey(job))) {
        jobs.put(job, attempt);
      }
    }
    double seconds = jobs.values().stream().mapToDouble(JobTimes::seconds).sum();
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("jobs", List.copyOf(jobs.values()));
    section.put("run_ids", attempts.stream().map(row -> row.get(Runs.RUN_ID)).distinct().toList());
    section.put("seconds", seconds);
    section.put("cost", seconds / 3600 * pricePerHour);
    section.put(
        "failed",
        jobs.values().stream().filter(row -> "FAILED".equals(row.get(Runs.STATE))).count());
    return section;
  }

  private static double seconds(Map<String, @Nullable Object> attempt) {
    return ((Number) Objects.requireNonNull(attempt.get(Runs.SECONDS))).doubleValue();
  }
}

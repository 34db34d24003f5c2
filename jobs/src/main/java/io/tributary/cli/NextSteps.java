package io.tributary.cli;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.StoredLake;
import io.tributary.report.Standing;
import io.tributary.tables.gold.Deliveries;
import io.tributary.tables.ops.Runs;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What stands between now and a good next run, as the ledgers of runs and deliveries tell it: of
 * each pipeline its last interval, of each audience its last delivery.
 */
final class NextSteps {
  private static final String STANDING = "standing";
  private static final String OVERTAKEN = "is_overtaken";

  private final StoredLake lake;
  private final Map<String, String> lastJobs;
  private final ZoneId zone;

  /**
   * @param lastJobs of each pipeline the job with which it ends
   * @param zone the business time zone
   */
  NextSteps(StoredLake lake, Map<String, String> lastJobs, ZoneId zone) {
    this.lake = lake;
    this.lastJobs = lastJobs;
    this.zone = zone;
  }

  /**
   * How a job stands in an interval.
   *
   * @param runNo the last run that tried it
   * @param isOvertaken whether its pipeline has done it for a later interval: what is sent only
   *     moves forward, so what was held back then is not to be made up for
   */
  private record Attempt(
      String pipeline,
      Instant asOf,
      String job,
      String state,
      String message,
      boolean needsLook,
      long runNo,
      String runId,
      boolean isOvertaken) {

    static Attempt of(Row row) {
      Row standing = row.getAs(STANDING);
      return new Attempt(
          row.getAs(Runs.PIPELINE),
          row.<Timestamp>getAs(Runs.AS_OF).toInstant(),
          row.getAs(Runs.JOB),
          standing.getAs(Runs.STATE),
          standing.<String>getAs(Runs.MESSAGE).replace('\n', ' '),
          standing.<Boolean>getAs(Standing.NEEDS_LOOK),
          row.<Long>getAs(Runs.RUN_NO),
          standing.getAs(Runs.RUN_ID),
          row.<Boolean>getAs(OVERTAKEN));
    }

    boolean isRun() {
      return job.equals(Standing.RUN);
    }

    boolean isOpen() {
      return needsLook && !(state.equals("SKIPPED") && isOvertaken);
    }

    /** Whether a run of a whole pipeline has done the same job since, on the same data or later. */
    boolean isSettledBy(Attempt later) {
      return later.job.equals(job)
          && !later.needsLook
          && !later.pipeline.equals(job)
          && later.runNo > runNo
          && !later.asOf.isBefore(asOf);
    }

    String sentence() {
      String what =
          switch (state) {
            case "FAILED" -> " failed in " + job + ". ";
            case "SKIPPED" -> " did not run " + job + ": ";
            default -> " left something open in " + job + ". ";
          };
      return runId + what + (message.endsWith(".") ? message : message + ".");
    }
  }

  /** What to do about the runs, the latest first. */
  List<String> ofRuns() {
    Map<String, List<Attempt>> pipelines = new LinkedHashMap<>();
    // Bounded by pipelines and their jobs.
    List<Attempt> all = lastIntervals().collectAsList().stream().map(Attempt::of).toList();
    all.stream()
        .sorted(Comparator.comparingLong(Attempt::runNo).reversed())
        .forEach(one -> pipelines.putIfAbsent(one.pipeline(), new ArrayList<>()));
    for (Attempt one : all) {
      Objects.requireNonNull(pipelines.get(one.pipeline())).add(one);
    }
    List<String> steps = new ArrayList<>();
    pipelines.forEach((pipeline, attempts) -> steps.addAll(ofInterval(pipeline, attempts, all)));
    return steps;
  }

  /** How each job stands in the last interval of its pipeline, in the order of the jobs. */
  private Dataset<Row> lastIntervals() {
    Dataset<Row> runs = lake.read(Runs.TABLE);
    Dataset<Row> last =
        runs.groupBy(Runs.PIPELINE).agg(max_by(col(Runs.AS_OF), col(Runs.RUN_NO)).as(Runs.AS_OF));
    Dataset<Row> done =
        runs.where(col(Runs.STATE).equalTo("SUCCEEDED"))
            .groupBy(Runs.PIPELINE, Runs.JOB)
            .agg(max(Runs.AS_OF).as(OVERTAKEN));
    return runs.join(last, new String[] {Runs.PIPELINE, Runs.AS_OF}, "left_semi")
        .groupBy(Runs.PIPELINE, Runs.AS_OF, Runs.JOB)
        .agg(
            Standing.ofAttempts().as(STANDING),
            max(Runs.RUN_NO).as(Runs.RUN_NO),
            min(Runs.STARTED_AT).as(Runs.STARTED_AT))
        .join(done, new String[] {Runs.PIPELINE, Runs.JOB}, "left")
        .withColumn(OVERTAKEN, coalesce(col(OVERTAKEN).gt(col(Runs.AS_OF)), lit(false)))
        .orderBy(Runs.STARTED_AT, Runs.JOB);
  }

  private List<String> ofInterval(String pipeline, List<Attempt> attempts, List<Attempt> all) {
    List<Attempt> open =
        attempts.stream()
            .filter(Attempt::isOpen)
            .filter(attempt -> all.stream().noneMatch(attempt::isSettledBy))
            .toList();
    List<String> steps = new ArrayList<>();
    for (Attempt attempt : open) {
      boolean isFirst = steps.isEmpty();
      steps.add(attempt.sentence() + (isFirst ? again(attempt, "goes on at that job") : ""));
    }
    if (attempts.stream().noneMatch(Attempt::needsLook)) {
      attempts.stream()
          .filter(Attempt::isRun)
          .filter(run -> hasNoEnd(run, attempts))
          .forEach(
              run ->
                  steps.add(
                      run.runId()
                          + " of "
                          + pipeline
                          + " has no end: it was broken off, or is running still."
                          + again(run, "goes on where it was")));
    }
    return steps;
  }

  /** A run that began and recorded nothing, or an interval without the last job. */
  private boolean hasNoEnd(Attempt run, List<Attempt> attempts) {
    boolean hasRecorded =
        attempts.stream().anyMatch(other -> !other.isRun() && other.runNo() >= run.runNo());
    String last = lastJobs.getOrDefault(run.pipeline(), "");
    boolean isWhole =
        last.isEmpty() || attempts.stream().anyMatch(other -> other.job().equals(last));
    return !hasRecorded || !isWhole;
  }

  private String again(Attempt attempt, String how) {
    String asOf = " --as-of " + GlobalOptions.text(attempt.asOf(), zone);
    if (lastJobs.containsKey(attempt.pipeline())) {
      return " Then: tributary run " + attempt.pipeline() + asOf + ", which " + how + ".";
    }
    return attempt.pipeline().equals(attempt.job())
        ? " Then: tributary job " + attempt.job() + asOf + "."
        : " Then the same command again.";
  }

  /** Audiences whose last interval was not delivered to its end. */
  List<String> ofDeliveries() {
    Column isOpen = col(Deliveries.STATE).isin("FAILED", "PREPARED");
    Column undelivered = when(isOpen, col(Deliveries.DELIVERY_ID));
    return lake
        .read(Deliveries.TABLE)
        .groupBy(Deliveries.SEGMENT, Deliveries.DESTINATION, Deliveries.AS_OF)
        .agg(max(undelivered).as("undelivered"), max(Deliveries.REASON).as(Deliveries.REASON))
        .groupBy(Deliveries.SEGMENT, Deliveries.DESTINATION)
        .agg(
            max_by(col("undelivered"), col(Deliveries.AS_OF)).as("undelivered"),
            max_by(col(Deliveries.REASON), col(Deliveries.AS_OF)).as(Deliveries.REASON))
        .where(col("undelivered").isNotNull())
        .orderBy(Deliveries.DESTINATION, Deliveries.SEGMENT)
        .collectAsList()
        .stream()
        .map(
            row ->
                row.getString(0)
                    + " for "
                    + row.getString(1)
                    + " is not delivered"
                    + (row.isNullAt(3) ? "." : ": " + row.getString(3))
                    + " The next run sends it again.")
        .toList();
  }
}

package io.tributary.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.job.JobOutcome.State;
import io.tributary.lake.Stamp;
import io.tributary.lake.StoredLake;
import io.tributary.lake.TableWrite;
import io.tributary.tables.ops.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code ops.runs}: what each job did, and what it need not do again. */
final class RunLedger {
  /**
   * How much finished work may wait for its row: a run that is killed does that much again. A
   * commit for each of many quick jobs would cost more than the jobs.
   */
  private static final Duration UNRECORDED_AT_MOST = Duration.ofSeconds(20);

  private final StoredLake lake;

  RunLedger(StoredLake lake) {
    this.lake = lake;
  }

  /**
   * What is known of one job. Pipelines share their jobs, and their runs take turns stage by stage.
   *
   * @param greatestRun number of the last run, in whatever pipeline, that attempted the job
   * @param fingerprint of the last success
   * @param asOf the latest of a success, in whatever pipeline
   * @param doneFor as-of of this pipeline's last attempt, when it ended well; of the last one in
   *     any, where this pipeline never tried the job: a job that is run by itself builds on others.
   *     An attempt elsewhere neither stands in for a failure here (it may take fewer sources) nor
   *     makes what was done here undone: it may be for an earlier interval
   * @param isSound whether the last attempt in whatever pipeline ended well. One that did not saw
   *     the tables and the landing after ours: it may have met a withdrawal and missed it
   * @param isDone whether it ever ended well in a run of this pipeline for this data interval
   * @param asOfHere the latest of a success in this pipeline
   */
  record Success(
      long greatestRun,
      @Nullable String fingerprint,
      @Nullable Instant asOf,
      @Nullable Instant doneFor,
      boolean isSound,
      boolean isDone,
      @Nullable Instant asOfHere) {}

  /** One row a job: bounded by the number of jobs. */
  Map<String, Success> lastSuccesses(String pipeline, Instant asOf) {
    Column isHere = col(Runs.PIPELINE).equalTo(pipeline);
    Column isOfThisInterval = isHere.and(col(Runs.AS_OF).equalTo(java.sql.Timestamp.from(asOf)));
    Map<String, Success> successes = new HashMap<>();
    List<Row> rows =
        lake(Stamp.forLedger())
            .read(Runs.TABLE)
            .groupBy(col(Runs.JOB))
            .agg(
                max(Runs.RUN_NO),
                max_by(
                    when(col(Runs.STATE).equalTo(State.SUCCEEDED.name()), col(Runs.FINGERPRINT)),
                    when(col(Runs.STATE).equalTo(State.SUCCEEDED.name()), col(Runs.RUN_NO))),
                max(when(col(Runs.STATE).equalTo(State.SUCCEEDED.name()), col(Runs.AS_OF))),
                max_by(when(endedWell(), col(Runs.AS_OF)), struct(isHere, col(Runs.RUN_NO))),
                max_by(endedWell(), col(Runs.RUN_NO)),
                max(endedWell().and(isOfThisInterval)),
                max(
                    when(
                        col(Runs.STATE).equalTo(State.SUCCEEDED.name()).and(isHere),
                        col(Runs.AS_OF))))
            .collectAsList();
    for (Row row : rows) {
      successes.put(
          row.getString(0),
          new Success(
              row.getLong(1),
              row.getString(2),
              instant(row, 3),
              instant(row, 4),
              row.getBoolean(5),
              row.getBoolean(6),
              instant(row, 7)));
    }
    return successes;
  }

  private static @Nullable Instant instant(Row row, int column) {
    return row.isNullAt(column) ? null : row.getTimestamp(column).toInstant();
  }

  private StoredLake lake(Stamp stamp) {
    return lake.forJob(stamp, Set.of(Runs.TABLE), Set.of(Runs.TABLE), write -> {});
  }

  /** A job that deferred a failure has no fingerprint. */
  private static Column endedWell() {
    return col(Runs.STATE)
        .isin(State.SUCCEEDED.name(), State.SKIPPED.name())
        .and(col(Runs.FINGERPRINT).notEqual(""));
  }

  /** The rows of one run. */
  Entries entries(String pipeline, Instant asOf, long runNo, String runId) {
    return new Entries(pipeline, asOf, runNo, runId);
  }

  /** Rows of one run, written a few at a time. */
  final class Entries {
    private final String pipeline;
    private final Instant asOf;
    private final long runNo;
    private final String runId;
    private final List<Row> unwritten = new ArrayList<>();
    private Duration unrecorded = Duration.ZERO;

    private Entries(String pipeline, Instant asOf, long runNo, String runId) {
      this.pipeline = pipeline;
      this.asOf = asOf;
      this.runNo = runNo;
      this.runId = runId;
    }

    /** What a job did; written at once when it did not end well. */
    void record(
        JobOutcome outcome,
        Instant startedAt,
        String fingerprint,
        Map<String, Long> inputs,
        Map<String, Long> outputs) {
      Map<String, String> counts = texts(outcome.counts());
      for (Map.Entry<String, TableWrite> write : outcome.writes().entrySet()) {
        counts.put("rows " + write.getKey(), Long.toString(write.getValue().rows()));
      }
      unwritten.add(
          RowFactory.create(
              runNo,
              outcome.job(),
              outcome.stage(),
              runId,
              pipeline,
              java.sql.Timestamp.from(asOf),
              fingerprint,
              outcome.state().name(),
              texts(inputs),
              texts(outputs),
              counts,
              outcome.message(),
              java.sql.Timestamp.from(startedAt),
              outcome.seconds()));
      unrecorded = unrecorded.plusMillis(Math.round(outcome.seconds() * 1000));
      boolean canWait = outcome.state() == State.SUCCEEDED || outcome.state() == State.SKIPPED;
      if (!canWait || unrecorded.compareTo(UNRECORDED_AT_MOST) > 0) {
        flush();
      }
    }

    /** Writes what waits. */
    void flush() {
      if (unwritten.isEmpty()) {
        return;
      }
      List<Row> rows = List.copyOf(unwritten);
      unwritten.clear();
      unrecorded = Duration.ZERO;
      StoredLake ledger = lake(new Stamp(runNo, runId, "job-runner", asOf));
      ledger.appendOnce(
          Runs.TABLE,
          runId,
          rows.get(0).getString(1),
          ledger.rows(Runs.TABLE.schema(), rows).coalesce(1));
    }

    private static Map<String, String> texts(Map<String, Long> numbers) {
      Map<String, String> texts = new TreeMap<>();
      numbers.forEach((key, value) -> texts.put(key, value.toString()));
      return texts;
    }
  }
}

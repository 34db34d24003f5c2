package io.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.tables.ops.Runs;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How jobs stand after several runs for one interval, on the page and in the index. */
@ExtendWith(SparkExtension.class)
class RunLedgerTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-10T17:00:00Z");

  /** Run, job, pipeline, state, message; of one interval. */
  private static final List<String[]> ATTEMPTS =
      List.of(
          new String[] {"1", "run", "nightly", "STARTED", ""},
          new String[] {"1", "done", "nightly", "SUCCEEDED", ""},
          new String[] {"2", "done", "nightly", "SKIPPED", ""},
          new String[] {"1", "failed-then-done", "nightly", "FAILED", "No."},
          new String[] {"2", "failed-then-done", "nightly", "SUCCEEDED", ""},
          new String[] {"1", "open-then-idle", "nightly", "SUCCEEDED", "crm is missing."},
          new String[] {"2", "open-then-idle", "nightly", "SKIPPED", ""},
          new String[] {"1", "open", "nightly", "SUCCEEDED", ""},
          new String[] {"2", "open", "nightly", "SUCCEEDED", "crm is missing."},
          new String[] {"1", "withheld", "nightly", "SUCCEEDED", ""},
          new String[] {"2", "withheld", "nightly", "SKIPPED", "withheld: crm is missing"},
          new String[] {"3", "done", "hourly", "FAILED", "No."});

  @Test
  void theLastAttemptThatDidSomethingSaysHowAJobStands(SparkSession spark, @TempDir Path dir) {
    TestRows rows = TestRows.of(Runs.TABLE);
    for (int i = 0; i < ATTEMPTS.size(); i++) {
      String[] attempt = ATTEMPTS.get(i);
      rows.row(
          Runs.RUN_NO,
          Long.parseLong(attempt[0]),
          Runs.RUN_ID,
          "run-" + attempt[0],
          Runs.JOB,
          attempt[1],
          Runs.PIPELINE,
          attempt[2],
          Runs.AS_OF,
          MIDNIGHT,
          Runs.STATE,
          attempt[3],
          Runs.MESSAGE,
          attempt[4],
          Runs.COUNTS,
          Map.of("delivered crm", "5"),
          Runs.STARTED_AT,
          MIDNIGHT.plusSeconds(i),
          Runs.SECONDS,
          Double.parseDouble(attempt[0]));
    }
    TestLake lake = new TestLake(spark, dir).with(Runs.TABLE, rows.in(spark));

    Map<String, Object> work =
        JobTimes.of(lake.lake(), new Interval("nightly", MIDNIGHT, TestLake.ZONE), 3600);

    List<?> jobs = (List<?>) work.get("jobs");
    assertThat(jobs)
        .extracting("job", "state", "seconds", "needs_look")
        .containsExactly(
            tuple("done", "SUCCEEDED", 1.0, false),
            tuple("failed-then-done", "SUCCEEDED", 2.0, false),
            tuple("open-then-idle", "SKIPPED", 2.0, false),
            tuple("open", "SUCCEEDED", 2.0, true),
            tuple("withheld", "SKIPPED", 2.0, true));
    assertThat(work)
        .containsEntry("run_ids", List.of("run-1", "run-2"))
        .containsEntry("seconds", 9.0)
        .containsEntry("cost", 9.0)
        .containsEntry("failed", 0L)
        .containsEntry("needs_look", 2L);
    assertThat(PastRuns.of(lake.lake()))
        .extracting("pipeline", "failed", "needs_look", "seconds", "delivered", "run_ids")
        .containsExactly(
            tuple("hourly", "done", 1L, 3.0, 5L, List.of("run-3")),
            tuple("nightly", null, 2L, 9.0, 50L, List.of("run-1", "run-2")));
  }
}

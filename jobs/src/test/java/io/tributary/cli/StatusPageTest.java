package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collect.SourceContract;
import io.tributary.config.Settings;
import io.tributary.tables.gold.Deliveries;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.ops.Runs;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class StatusPageTest {
  private static final Path CONF =
      Path.of(System.getProperty("project.root", ".."), "conf").toAbsolutePath();

  private static StatusPage page(TestLake lake) {
    Map<String, SourceContract> contracts =
        Settings.load(CONF, CONF.resolve("local.conf"), Map.of())
            .definitions("sources", SourceContract.class);
    contracts.keySet().retainAll(List.of("crm", "pos", "weblog"));
    NextSteps steps =
        new NextSteps(
            lake.lake(),
            Map.of("nightly", "deliver-audiences", "hourly", "deliver-audiences"),
            TestLake.ZONE);
    return new StatusPage(lake.lake(), contracts, LocalDate.of(2026, 11, 10), steps, 5);
  }

  /** Runs as {@code number pipeline as-of job state message}. */
  private static TestLake with(TestLake lake, SparkSession spark, String... runs) {
    TestRows rows = TestRows.of(Runs.TABLE);
    for (int i = 0; i < runs.length; i++) {
      String[] run = runs[i].split(" ", 6);
      rows.row(
          Runs.RUN_NO,
          Long.parseLong(run[0]),
          Runs.RUN_ID,
          "run-" + run[0],
          Runs.PIPELINE,
          run[1],
          Runs.AS_OF,
          Instant.parse(run[2]),
          Runs.JOB,
          run[3],
          Runs.STATE,
          run[4],
          Runs.MESSAGE,
          run.length > 5 ? run[5] : "",
          Runs.STARTED_AT,
          Instant.EPOCH.plusSeconds(i),
          Runs.SECONDS,
          2.0);
    }
    return lake.with(Runs.TABLE, rows.in(spark));
  }

  private static List<String> next(TestLake lake) {
    return new NextSteps(
            lake.lake(),
            Map.of("nightly", "deliver-audiences", "hourly", "deliver-audiences"),
            TestLake.ZONE)
        .ofRuns();
  }

  @Test
  void saysWhatFailedAndWhatIsLateAndHowToGoOn(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    assertThat(page(lake).json().get("next").toString()).contains("Nothing ran yet");

    with(
        lake,
        spark,
        "7 nightly 2026-11-10T17:00:00Z deliver-audiences FAILED The server is gone. To do: wait.");
    lake.with(
        CollectedFiles.TABLE,
        TestRows.of(CollectedFiles.TABLE)
            .row(
                CollectedFiles.FILE_ID,
                "a",
                CollectedFiles.SOURCE,
                "crm",
                CollectedFiles.DELIVERED_ON,
                LocalDate.of(2026, 11, 10),
                CollectedFiles.STATE,
                "LOADED")
            .row(
                CollectedFiles.FILE_ID,
                "b",
                CollectedFiles.SOURCE,
                "pos",
                CollectedFiles.DELIVERED_ON,
                LocalDate.of(2026, 11, 7),
                CollectedFiles.STATE,
                "LOADED")
            .row(
                CollectedFiles.FILE_ID,
                "copy of what was refused, read anew",
                CollectedFiles.SOURCE,
                "pos",
                CollectedFiles.DELIVERED_ON,
                LocalDate.of(2026, 11, 10),
                CollectedFiles.STATE,
                "SUPERSEDED")
            .in(spark));
    StatusPage page = page(lake);

    assertThat(page.json().get("next"))
        .isEqualTo(
            List.of(
                "run-7 failed in deliver-audiences. The server is gone. To do: wait. Then:"
                    + " tributary run nightly --as-of 2026-11-10, which goes on at that job.",
                "Source pos: 3 days old: late (every 1 d). Ask Store systems.",
                "Source weblog: no delivery yet. Ask Content team."));
    assertThat(page.json().get("sources").toString()).contains("owner=CRM team");
    assertThat(page.text()).contains("run-7").contains("deliver-audiences").contains("fresh");
  }

  /** As a scheduler runs them: each stage, and each retry, has a number of its own. */
  @Test
  void theStagesOfANightAreOneRun(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    with(
        lake,
        spark,
        "1 nightly 2026-11-10T17:00:00Z run STARTED",
        "1 nightly 2026-11-10T17:00:00Z collect-files FAILED No.",
        "2 hourly 2026-11-10T18:00:00Z collect-files SUCCEEDED",
        "3 nightly 2026-11-10T17:00:00Z collect-files SUCCEEDED crm is missing. To do: wait.",
        "4 nightly 2026-11-10T17:00:00Z conform-visits SUCCEEDED",
        "5 hourly 2026-11-10T18:00:00Z conform-visits FAILED No visits.",
        "6 nightly 2026-11-10T17:00:00Z conform-visits SKIPPED",
        "6 nightly 2026-11-10T17:00:00Z link-customers SKIPPED");

    assertThat((List<?>) page(lake).json().get("runs"))
        .extracting(Object::toString)
        .containsExactly(
            "{pipeline=nightly, as_of=2026-11-10T17:00:00Z, run_no=6, run_id=run-6, jobs=3,"
                + " skipped=1, failed=null, message=null, open=[collect-files], seconds=8.0}",
            "{pipeline=hourly, as_of=2026-11-10T18:00:00Z, run_no=5, run_id=run-5, jobs=2,"
                + " skipped=0, failed=conform-visits, message=No visits., open=[], seconds=4.0}");
  }

  @Test
  void everyPipelineIsLookedAtAndEachCommandGoesOnWhereItStopped(
      SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);

    // A night without a required file sent nothing; hours and single jobs are named as they ran.
    with(
        lake,
        spark,
        "1 nightly 2026-11-09T17:00:00Z collect-files FAILED Of a night that is over.",
        "2 nightly 2026-11-10T17:00:00Z run STARTED",
        "2 nightly 2026-11-10T17:00:00Z collect-files SUCCEEDED crm is missing. To do: wait.",
        "2 nightly 2026-11-10T17:00:00Z deliver-audiences SKIPPED withheld: a file is missing",
        "3 hourly 2026-11-11T02:00:00Z conform-visits FAILED No.",
        "4 link-customers 2026-11-10T17:00:00Z link-customers FAILED No.");
    assertThat(next(lake))
        .containsExactly(
            "run-4 failed in link-customers. No. Then: tributary job link-customers --as-of"
                + " 2026-11-10.",
            "run-3 failed in conform-visits. No. Then: tributary run hourly --as-of"
                + " 2026-11-11T02:00:00Z, which goes on at that job.",
            "run-2 left something open in collect-files. crm is missing. To do: wait. Then:"
                + " tributary run nightly --as-of 2026-11-10, which goes on at that job.",
            "run-2 did not run deliver-audiences: withheld: a file is missing.");

    // What a later run of a pipeline has done is settled, and so is what was tried again.
    with(
        lake,
        spark,
        "3 hourly 2026-11-11T02:00:00Z run STARTED",
        "3 hourly 2026-11-11T02:00:00Z conform-visits FAILED No.",
        "4 link-customers 2026-11-10T17:00:00Z link-customers FAILED No.",
        "5 nightly 2026-11-11T17:00:00Z conform-visits FAILED No.",
        "6 nightly 2026-11-11T17:00:00Z conform-visits SUCCEEDED",
        "6 nightly 2026-11-11T17:00:00Z link-customers SUCCEEDED",
        "6 nightly 2026-11-11T17:00:00Z deliver-audiences SUCCEEDED");
    assertThat(next(lake)).isEmpty();

    // A night of the past: its files would be older than what has gone out since.
    with(
        lake,
        spark,
        "7 nightly 2026-11-11T17:00:00Z deliver-audiences SUCCEEDED",
        "8 nightly 2026-11-08T17:00:00Z collect-files SUCCEEDED",
        "8 nightly 2026-11-08T17:00:00Z deliver-audiences SKIPPED what is sent is at 2026-11-11");
    assertThat(next(lake)).isEmpty();

    // A run that was killed, before its first record or after.
    with(
        lake,
        spark,
        "7 nightly 2026-11-12T17:00:00Z run STARTED",
        "7 nightly 2026-11-12T17:00:00Z collect-files SUCCEEDED",
        "8 hourly 2026-11-12T18:00:00Z deliver-audiences SUCCEEDED",
        "9 hourly 2026-11-12T18:00:00Z run STARTED",
        "10 link-customers 2026-11-12T18:00:00Z run STARTED",
        "10 link-customers 2026-11-12T18:00:00Z link-customers SUCCEEDED");
    assertThat(next(lake))
        .containsExactly(
            "run-9 of hourly has no end: it was broken off, or is running still. Then: tributary"
                + " run hourly --as-of 2026-11-12T18:00:00Z, which goes on where it was.",
            "run-7 of nightly has no end: it was broken off, or is running still. Then: tributary"
                + " run nightly --as-of 2026-11-12, which goes on where it was.");
  }

  @Test
  void onlyTheLatestDeliveryOfAnAudienceIsToBeSentAgain(SparkSession spark, @TempDir Path dir) {
    TestRows deliveries = TestRows.of(Deliveries.TABLE);
    for (String delivery :
        List.of(
            "vip sms 2026-11-09T17:00:00Z FAILED No answer.",
            "vip sms 2026-11-10T17:00:00Z PUBLISHED",
            "vip partner 2026-11-09T17:00:00Z PUBLISHED",
            "vip partner 2026-11-10T17:00:00Z FAILED No answer.",
            "buyers meta 2026-11-10T17:00:00Z PREPARED",
            "buyers google 2026-11-09T17:00:00Z FAILED No answer.",
            "buyers google 2026-11-10T17:00:00Z REFUSED 3 rows, and at least 100 are needed.")) {
      String[] cells = delivery.split(" ", 5);
      deliveries.row(
          Deliveries.DELIVERY_ID,
          delivery,
          Deliveries.SEGMENT,
          cells[0],
          Deliveries.DESTINATION,
          cells[1],
          Deliveries.AS_OF,
          Instant.parse(cells[2]),
          Deliveries.STATE,
          cells[3],
          Deliveries.REASON,
          cells.length > 4 ? cells[4] : null);
    }
    TestLake lake = new TestLake(spark, dir).with(Deliveries.TABLE, deliveries.in(spark));

    assertThat(new NextSteps(lake.lake(), Map.of(), TestLake.ZONE).ofDeliveries())
        .containsExactly(
            "buyers for meta is not delivered. The next run sends it again.",
            "vip for partner is not delivered: No answer. The next run sends it again.");
  }
}

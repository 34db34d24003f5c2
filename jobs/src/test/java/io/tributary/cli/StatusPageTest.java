package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collect.SourceContract;
import io.tributary.config.Settings;
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
    return new StatusPage(lake.lake(), contracts, LocalDate.of(2026, 11, 10), TestLake.ZONE, 5);
  }

  @Test
  void saysWhatFailedAndWhatIsLateAndHowToGoOn(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    assertThat(page(lake).json().get("next").toString()).contains("Nothing ran yet");

    lake.with(
        Runs.TABLE,
        TestRows.of(Runs.TABLE)
            .row(
                Runs.RUN_NO,
                7L,
                Runs.JOB,
                "deliver-audiences",
                Runs.RUN_ID,
                "run-000007",
                Runs.PIPELINE,
                "nightly",
                Runs.AS_OF,
                Instant.parse("2026-11-10T17:00:00Z"),
                Runs.STATE,
                "FAILED",
                Runs.MESSAGE,
                "The server is gone. To do: wait.",
                Runs.SECONDS,
                2.0)
            .in(spark));
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
            .in(spark));
    StatusPage page = page(lake);

    assertThat(page.json().get("next"))
        .isEqualTo(
            List.of(
                "run-000007 failed in deliver-audiences. The server is gone. To do: wait. Then:"
                    + " tributary run nightly --as-of 2026-11-10, which goes on at that job.",
                "Source pos: 3 days old: late (every 1 d).",
                "Source weblog: no delivery yet."));
    assertThat(page.text()).contains("run-000007").contains("deliver-audiences").contains("fresh");
  }
}

package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Pipeline;
import io.tributary.config.Settings;
import io.tributary.job.Job;
import io.tributary.lake.Roots;
import io.tributary.lake.StoredLake;
import io.tributary.lake.WriterLease;
import io.tributary.tables.Tables;
import io.tributary.tables.ops.Runs;
import io.tributary.testing.Installation;
import io.tributary.testing.SparkCluster;
import io.tributary.testing.SparkExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code run hourly --every} as a process of its own, stopped as systemd stops it. */
@Tag("full")
@ExtendWith(SparkExtension.class)
class StoppedServiceTest {
  private static final int STOPPED_BY_SIGTERM = 143;

  /** Its jobs are many, and quick on tables without rows. */
  private static final String STAGE = "conform";

  private static final WriterLease.Config AT_ONCE =
      new WriterLease.Config(Duration.ZERO, Duration.ofSeconds(30), Duration.ofHours(1));

  @Test
  void aServiceThatIsAskedToStopEndsItsRoundAndLeavesTheLakeToTheNext(
      SparkSession spark, @TempDir Path directory) throws Exception {
    Installation installation =
        Installation.in(directory, "local.conf", directory.resolve("secrets/hmac.key"));
    List<String> jobs = jobs(installation);
    Process service = start(installation);
    List<String> said = new ArrayList<>();
    int exitCode;
    try (BufferedReader lines = service.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (line.contains(" " + jobs.get(0) + " ")) {
          // The handle leaves what the process still says readable.
          service.toHandle().destroy();
        }
      }
      exitCode = service.waitFor();
    } finally {
      service.toHandle().destroyForcibly();
    }

    assertThat(exitCode).as(String.join("\n", said)).isEqualTo(STOPPED_BY_SIGTERM);
    assertThat(said).filteredOn(line -> line.startsWith("Run hourly")).hasSize(1);
    Roots roots = new Roots(directory.resolve("lake").toString(), Optional.empty());
    try (WriterLease next = WriterLease.take(spark, roots, "next", AT_ONCE, Clock.systemUTC())) {
      next.confirm();
    }
    assertThat(
            StoredLake.open(spark, roots, Tables.ALL)
                .read(Runs.TABLE)
                .where("run_no = 1 AND state IN ('SUCCEEDED', 'SKIPPED')")
                .collectAsList())
        .extracting(row -> row.<String>getAs(Runs.JOB))
        .containsExactlyInAnyOrderElementsOf(jobs);
  }

  private static Process start(Installation installation) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of(SparkCluster.SHORT_LIVED.split(" ")));
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Dlog4j2.configurationFile=" + Installation.project("conf/log4j2.properties"),
            "-cp",
            System.getProperty("java.class.path"),
            "io.tributary.Main",
            "run",
            "hourly",
            "--stage",
            STAGE,
            "--every",
            "1m",
            "--conf",
            installation.conf().toString()));
    return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static List<String> jobs(Installation installation) {
    Path conf = installation.conf();
    return Pipeline.of(Settings.load(conf.getParent(), conf, Map.of()))
        .jobs("hourly", List.of(STAGE))
        .stream()
        .map(Job::name)
        .toList();
  }
}

package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.crypto.KeyFile;
import io.tributary.tables.ops.Runs;
import io.tributary.tables.silver.Rates;
import io.tributary.testing.Printed;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class DoctorCommandTest {

  @Test
  void namesATornTableAndARunOfTheFuture(SparkSession spark, @TempDir Path dir) throws Exception {
    TestLake lake = TestLake.onDisk(spark, dir);
    Path key = dir.resolve("hmac.key");
    KeyFile.createIfMissing(key);
    lake.with(Runs.TABLE, began(Instant.now().minus(Duration.ofDays(1))).in(spark));
    Printed well = doctor(dir, key);
    lake.with(Runs.TABLE, began(Instant.now().plus(Duration.ofDays(1))).in(spark));
    Path log = Path.of(lake.roots().path(Rates.TABLE), "_delta_log");
    Files.createDirectories(log);
    Files.writeString(log.resolve("00000000000000000000.json"), "{\"commitInfo\": {");
    Printed ill = doctor(dir, key);

    assertThat(found(well, "bad")).isEmpty();
    assertThat(found(well, "warn")).doesNotContain("clock");
    assertThat(well.exitCode()).isZero();
    assertThat(found(ill, "bad")).containsExactly(Rates.TABLE.qualifiedName());
    assertThat(found(ill, "warn")).contains("clock");
    assertThat(ill.exitCode()).isEqualTo(2);
  }

  private static TestRows began(Instant at) {
    return TestRows.of(Runs.TABLE)
        .row(
            Runs.RUN_ID,
            "run-1",
            Runs.RUN_NO,
            1L,
            Runs.PIPELINE,
            "nightly",
            Runs.JOB,
            "RUN",
            Runs.STARTED_AT,
            at);
  }

  private static Printed doctor(Path dir, Path key) {
    return Printed.by(
        List.of(
            "doctor",
            "--json",
            "--set=lake.root=" + dir.resolve("lake"),
            "--set=landing.root=" + dir,
            "--set=outbox.root=" + dir.resolve("outbox"),
            "--set=report.root=" + dir.resolve("reports"),
            "--set=keys.hmac-file=" + key));
  }

  /** What stands so, each with its remedy. */
  private static List<String> found(Printed printed, String level) throws Exception {
    return StreamSupport.stream(new ObjectMapper().readTree(printed.out()).spliterator(), false)
        .filter(finding -> finding.get("level").asText().equals(level))
        .filter(finding -> !finding.get("remedy").asText().isBlank())
        .map(finding -> finding.get("what"))
        .map(JsonNode::asText)
        .toList();
  }
}

package io.tributary;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.config.Settings;
import io.tributary.crypto.KeyFile;
import io.tributary.job.Job;
import io.tributary.job.JobOutcome;
import io.tributary.job.JobRunner;
import io.tributary.job.Progress;
import io.tributary.job.RunOutcome;
import io.tributary.lake.DeltaLake;
import io.tributary.lake.WriterLease;
import io.tributary.tables.Table;
import io.tributary.tables.Tables;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.gold.Deliveries;
import io.tributary.tables.gold.DeliveryExclusions;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One night of data-samples through the shipped pipeline, twice. */
@Tag("full")
@ExtendWith(SparkExtension.class)
class EndToEndTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final Instant NIGHT = Instant.parse("2026-11-08T17:00:00Z");
  private static final WriterLease.Config LEASE =
      new WriterLease.Config(Duration.ZERO, Duration.ofSeconds(30), Duration.ofMinutes(2));

  @Test
  void aSecondIdenticalRunChangesNothing(SparkSession spark, @TempDir Path dir) throws IOException {
    copy(ROOT.resolve("data-samples/landing"), dir.resolve("landing"));
    Path key = dir.resolve("hmac.key");
    KeyFile.createIfMissing(key);
    TestLake lake = new TestLake(spark, dir);
    Settings settings =
        Settings.load(
            ROOT.resolve("conf").toAbsolutePath(),
            ROOT.resolve("conf/local.conf").toAbsolutePath(),
            Map.of("keys.hmac-file", key.toString()));
    List<Job> jobs = Pipeline.of(settings).jobs("nightly", Optional.empty());
    JobRunner runner =
        new JobRunner(
            lake.lake(),
            lake.files(),
            TestLake.ZONE,
            Clock.systemUTC(),
            () -> WriterLease.take(spark, lake.lake().roots(), "test", LEASE, Clock.systemUTC()),
            Progress.SILENT);

    RunOutcome first = runner.run("nightly", jobs, NIGHT);
    Map<String, Long> versions = versions(lake.lake());
    RunOutcome second = runner.run("nightly", jobs, NIGHT);

    assertThat(first.failures()).isEmpty();
    assertThat(second.jobs()).extracting(JobOutcome::state).containsOnly(JobOutcome.State.SKIPPED);
    assertThat(versions(lake.lake())).isEqualTo(versions);
    nothingIsLost(lake.lake());
    everyLiveRecordHasOneCustomer(lake.lake());
    everyMemberIsAllowedOrExcludedOnce(lake.lake());
  }

  private static void nothingIsLost(DeltaLake lake) {
    assertThat(
            lake.read(CollectedFiles.TABLE)
                .where(
                    col(CollectedFiles.LINES)
                        .notEqual(
                            col(CollectedFiles.LOADED)
                                .plus(col(CollectedFiles.REJECTED))
                                .plus(col(CollectedFiles.DUPLICATES))))
                .count())
        .isZero();
  }

  private static void everyLiveRecordHasOneCustomer(DeltaLake lake) {
    var live =
        lake.read(CustomerRecords.TABLE).where(col(CustomerRecords.IS_DELETED).equalTo(lit(false)));
    var links = lake.read(CustomerLinks.TABLE);

    assertThat(live.join(links, CustomerLinks.RECORD_KEY).count()).isEqualTo(live.count());
    assertThat(links.count()).isEqualTo(live.count());
    assertThat(lake.read(Customers.TABLE).count())
        .isEqualTo(links.select(CustomerLinks.CUSTOMER_ID).distinct().count());
  }

  /** Members = allowed + excluded, each excluded one once. */
  private static void everyMemberIsAllowedOrExcludedOnce(DeltaLake lake) {
    var excluded =
        lake.read(DeliveryExclusions.TABLE)
            .groupBy(DeliveryExclusions.DELIVERY_ID)
            .sum(DeliveryExclusions.CUSTOMER_COUNT)
            .toDF(Deliveries.DELIVERY_ID, "excluded");
    var unbalanced =
        lake.read(Deliveries.TABLE)
            .join(excluded, Deliveries.DELIVERY_ID)
            .where(
                col(Deliveries.MEMBER_COUNT)
                    .notEqual(col(Deliveries.ALLOWED_COUNT).plus(col("excluded"))));

    assertThat(lake.read(Deliveries.TABLE).count()).isPositive();
    assertThat(unbalanced.count()).isZero();
  }

  private static Map<String, Long> versions(DeltaLake lake) {
    Map<String, Long> versions = new TreeMap<>();
    for (Table table : Tables.ALL) {
      if (table.layer() != Table.Layer.OPS) {
        versions.put(table.qualifiedName(), lake.version(table));
      }
    }
    return versions;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }
}

package io.tributary.lake;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.job.JobFailure;
import io.tributary.tables.silver.Products;
import io.tributary.tables.silver.Rates;
import io.tributary.testing.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaStoreTest extends LakeContract {

  @Override
  TestLake open(SparkSession spark, Path directory) {
    return TestLake.onDisk(spark, directory);
  }

  @Test
  void refusesATableThatNotEveryEngineReads(SparkSession spark, @TempDir Path dir) {
    TestLake lake = TestLake.onDisk(spark, dir);
    lake.writing(Products.TABLE, 1).overwrite(Products.TABLE, products(spark, "a", "A"));
    spark.sql(
        "ALTER TABLE delta.`"
            + lake.roots().path(Products.TABLE)
            + "` SET TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')");

    assertThatThrownBy(
            () -> lake.writing(Products.TABLE, 2).upsert(Products.TABLE, products(spark, "b", "B")))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("silver.products asks for a newer Delta reader");
    assertThat(runs(lake)).containsExactly("a:A:1");
  }

  @Test
  void tellsABrokenTableFromAHealthyOne(SparkSession spark, @TempDir Path dir) throws Exception {
    TestLake lake = TestLake.onDisk(spark, dir);
    assertThat(lake.lake().health(Products.TABLE)).isEqualTo(TableHealth.NEVER_WRITTEN);
    lake.writing(Products.TABLE, 1).overwrite(Products.TABLE, products(spark, "a", "A"));
    Path table = Path.of(lake.roots().path(Products.TABLE));
    TableHealth healthy = lake.lake().health(Products.TABLE);
    try (var files = Files.list(table)) {
      Files.delete(files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow());
    }
    TableHealth withoutData = lake.lake().health(Products.TABLE);
    Path copy = Path.of(lake.roots().path(Rates.TABLE));
    Files.createDirectories(copy.resolve("_delta_log"));
    Files.writeString(copy.resolve("_delta_log/00000000000000000000.json"), "{\"commitInfo\": {");

    assertThat(healthy.problem()).isEmpty();
    assertThat(healthy.files()).isPositive();
    assertThat(withoutData.problem()).contains("1 of its data files are missing");
    assertThat(lake.lake().health(Rates.TABLE).problem().orElse("")).contains("Delta log");
  }

  @Test
  void erasesByJoinSoThatNoKeyReachesTheLog(SparkSession spark, @TempDir Path dir)
      throws Exception {
    TestLake lake = TestLake.onDisk(spark, dir);
    lake.writing(Products.TABLE, 1)
        .upsert(Products.TABLE, products(spark, "secret-sku", "A", "b", "B"));

    lake.writing(Products.TABLE, 2)
        .erase(
            Products.TABLE,
            Products.SKU,
            products(spark, "secret-sku", "").select(col(Products.SKU)));

    assertThat(runs(lake)).containsExactly("b:B:1");
    String lastCommit =
        java.nio.file.Files.readString(
            Path.of(lake.roots().path(Products.TABLE), "_delta_log", "00000000000000000001.json"));
    assertThat(lastCommit).contains("\"operation\":\"MERGE\"").doesNotContain("secret-sku");
  }

  @Test
  void compactingTakesFromDiskWhatNoRecentVersionNeeds(SparkSession spark, @TempDir Path dir)
      throws Exception {
    TestLake lake = TestLake.onDisk(spark, dir);
    lake.writing(Products.TABLE, 1).overwrite(Products.TABLE, products(spark, "old", "A"));
    lake.writing(Products.TABLE, 2).overwrite(Products.TABLE, products(spark, "new", "B"));
    Path table = Path.of(lake.roots().path(Products.TABLE));

    long written = dataFiles(table);
    lake.writing(Products.TABLE, 3).compact(Products.TABLE);
    assertThat(dataFiles(table)).as("younger than a week").isGreaterThanOrEqualTo(written);
    spark.sql(
        "ALTER TABLE delta.`"
            + table
            + "` SET TBLPROPERTIES ('delta.deletedFileRetentionDuration' = 'interval 0 seconds')");
    long version = lake.lake().version(Products.TABLE);
    lake.writing(Products.TABLE, 4).compact(Products.TABLE);

    assertThat(dataFiles(table)).isEqualTo(lake.lake().health(Products.TABLE).files());
    assertThat(dataFiles(table)).isLessThan(written);
    assertThat(lake.lake().version(Products.TABLE)).as("no commit").isEqualTo(version);
    assertThat(runs(lake)).containsExactly("new:B:2");
  }

  private static long dataFiles(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }

  @Test
  void keepsTablesReadableByEveryEngineAndStatisticsToKeysAndDates(
      SparkSession spark, @TempDir Path dir) {
    TestLake lake = TestLake.onDisk(spark, dir);
    lake.writing(Products.TABLE, 1).overwrite(Products.TABLE, products(spark, "a", "A"));

    Row detail =
        io.delta.tables.DeltaTable.forPath(spark, lake.roots().path(Products.TABLE))
            .detail()
            .select("minReaderVersion", "properties")
            .head();

    assertThat(detail.getInt(0)).isEqualTo(1);
    assertThat(detail.<String, String>getJavaMap(1))
        .containsEntry("delta.dataSkippingStatsColumns", "sku,_run");
  }
}

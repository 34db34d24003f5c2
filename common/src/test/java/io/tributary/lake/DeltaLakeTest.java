package io.tributary.lake;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.job.JobFailure;
import io.tributary.tables.Table;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.gold.SegmentSnapshots;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.tables.silver.Products;
import io.tributary.tables.silver.Rates;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class DeltaLakeTest {

  private static Dataset<Row> products(SparkSession spark, String... skusAndNames) {
    TestRows rows = TestRows.of(Products.TABLE);
    for (int i = 0; i < skusAndNames.length; i += 2) {
      rows.row(Products.SKU, skusAndNames[i], Products.NAME, skusAndNames[i + 1]);
    }
    return rows.in(spark);
  }

  private static List<String> stored(
      SparkSession spark, TestLake lake, Table table, String... columns) {
    return spark
        .read()
        .format("delta")
        .load(lake.lake().roots().path(table))
        .selectExpr(columns)
        .as(org.apache.spark.sql.Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private static List<String> runs(SparkSession spark, TestLake lake) {
    return stored(spark, lake, Products.TABLE, "concat_ws(':', sku, name, _run)");
  }

  @Test
  void refusesATableThatNotEveryEngineReads(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    lake.writing(Products.TABLE, 1).overwrite(Products.TABLE, products(spark, "a", "A"));
    spark.sql(
        "ALTER TABLE delta.`"
            + lake.lake().roots().path(Products.TABLE)
            + "` SET TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')");

    assertThatThrownBy(
            () -> lake.writing(Products.TABLE, 2).upsert(Products.TABLE, products(spark, "b", "B")))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("silver.products asks for a newer Delta reader");
    assertThat(runs(spark, lake)).containsExactly("a:A:1");
  }

  @Test
  void tellsABrokenTableFromAHealthyOne(SparkSession spark, @TempDir Path dir) throws Exception {
    TestLake lake = new TestLake(spark, dir);
    assertThat(lake.lake().health(Products.TABLE)).isEqualTo(TableHealth.NEVER_WRITTEN);
    lake.writing(Products.TABLE, 1).overwrite(Products.TABLE, products(spark, "a", "A"));
    Path table = Path.of(lake.lake().roots().path(Products.TABLE));
    TableHealth healthy = lake.lake().health(Products.TABLE);
    try (var files = Files.list(table)) {
      Files.delete(files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow());
    }
    TableHealth withoutData = lake.lake().health(Products.TABLE);
    Path copy = Path.of(lake.lake().roots().path(Rates.TABLE));
    Files.createDirectories(copy.resolve("_delta_log"));
    Files.writeString(copy.resolve("_delta_log/00000000000000000000.json"), "{\"commitInfo\": {");

    assertThat(healthy.problem()).isEmpty();
    assertThat(healthy.files()).isPositive();
    assertThat(withoutData.problem()).contains("1 of its data files are missing");
    assertThat(lake.lake().health(Rates.TABLE).problem().orElse("")).contains("Delta log");
  }

  @Test
  void overwriteKeepsTheRunOfUnchangedRows(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    lake.writing(Products.TABLE, 1)
        .overwrite(Products.TABLE, products(spark, "a", "A", "b", "B", "c", "C"));

    lake.writing(Products.TABLE, 2)
        .overwrite(Products.TABLE, products(spark, "a", "A", "b", "B2", "d", "D"));

    assertThat(runs(spark, lake)).containsExactly("a:A:1", "b:B2:2", "d:D:2");
    assertThat(
            lake.lake()
                .readChanges(Products.TABLE, 1)
                .select(Products.SKU)
                .as(org.apache.spark.sql.Encoders.STRING())
                .collectAsList())
        .containsExactlyInAnyOrder("b", "d");
  }

  @Test
  void comparesMapsByTheirEntries(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("a", "1");
    entries.put("b", "2");
    Map<String, String> turned = new LinkedHashMap<>();
    turned.put("b", "2");
    turned.put("a", "1");
    lake.writing(Customers.TABLE, 1)
        .overwrite(Customers.TABLE, customers(spark, entries, Map.of("a", "1")));

    lake.writing(Customers.TABLE, 2)
        .overwrite(Customers.TABLE, customers(spark, turned, Map.of("a", "2")));

    assertThat(
            lake.lake()
                .readChanges(Customers.TABLE, 1)
                .select(Customers.CUSTOMER_ID)
                .as(org.apache.spark.sql.Encoders.STRING())
                .collectAsList())
        .containsExactly("c2");
  }

  private static Dataset<Row> customers(
      SparkSession spark, Map<String, String> first, Map<String, String> second) {
    return TestRows.of(Customers.TABLE)
        .row(Customers.CUSTOMER_ID, "c1", Customers.THIRD_PARTY, first)
        .row(Customers.CUSTOMER_ID, "c2", Customers.THIRD_PARTY, second)
        .in(spark);
  }

  @Test
  void upsertCommitsNothingWhenNothingIsNew(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    lake.writing(Products.TABLE, 1).upsert(Products.TABLE, products(spark, "a", "A", "b", "B"));
    lake.writing(Products.TABLE, 2).upsert(Products.TABLE, products(spark, "b", "B2", "c", "C"));
    long version = lake.lake().version(Products.TABLE);

    lake.writing(Products.TABLE, 3).upsert(Products.TABLE, products(spark, "b", "B2", "c", "C"));

    assertThat(lake.lake().version(Products.TABLE)).isEqualTo(version);
    assertThat(runs(spark, lake)).containsExactly("a:A:1", "b:B2:2", "c:C:2");
  }

  @Test
  void upsertRefusesAKeyThatComesTwiceOrIsNull(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    lake.writing(Products.TABLE, 1).upsert(Products.TABLE, products(spark, "a", "A"));

    assertThatThrownBy(
            () ->
                lake.writing(Products.TABLE, 2)
                    .upsert(Products.TABLE, products(spark, "n", "1", "n", "2")))
        .hasStackTraceContaining("is null or comes twice");
    assertThatThrownBy(
            () ->
                lake.writing(Products.TABLE, 2).upsert(Products.TABLE, products(spark, null, "1")))
        .hasStackTraceContaining("is null or comes twice");
    assertThat(runs(spark, lake)).containsExactly("a:A:1");
  }

  @Test
  void replacesKeysAlsoByNothingAndOnlyThese(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    lake.writing(Products.TABLE, 1)
        .upsert(Products.TABLE, products(spark, "a", "A", "b", "B", "c", "C"));

    lake.writing(Products.TABLE, 2)
        .replaceKeys(Products.TABLE, Products.SKU, List.of("a", "b"), products(spark, "a", "A2"));
    lake.writing(Products.TABLE, 3)
        .replaceKeys(Products.TABLE, Products.SKU, List.of("c"), products(spark));

    assertThat(runs(spark, lake)).containsExactly("a:A2:2");
    assertThatThrownBy(
            () ->
                lake.writing(Products.TABLE, 4)
                    .replaceKeys(
                        Products.TABLE, Products.SKU, List.of("x' OR '1'='1"), products(spark)))
        .hasMessageContaining("plain ids");
  }

  @Test
  void replacesOneSliceAndNoOther(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    for (String[] slice :
        new String[][] {{"2026-11-08", "c1"}, {"2026-11-09", "c2"}, {"2026-11-08", "c3"}}) {
      Dataset<Row> rows =
          TestRows.of(SegmentSnapshots.TABLE)
              .row(
                  SegmentSnapshots.AS_OF_ON,
                  slice[0],
                  SegmentSnapshots.SEGMENT,
                  "vip",
                  SegmentSnapshots.CUSTOMER_ID,
                  slice[1])
              .in(spark);
      lake.writing(SegmentSnapshots.TABLE, 1)
          .replaceSlice(SegmentSnapshots.TABLE, LocalDate.parse(slice[0]), rows);
    }

    assertThat(stored(spark, lake, SegmentSnapshots.TABLE, "concat(as_of_on, ' ', customer_id)"))
        .containsExactly("2026-11-08 c3", "2026-11-09 c2");
  }

  @Test
  void appendsOnceForTheSameInputAndAgainForOther(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    Dataset<Row> events =
        TestRows.of(CustomerEvents.TABLE).row(CustomerEvents.CUSTOMER_ID, "c1").in(spark);

    lake.writing(CustomerEvents.TABLE, 1)
        .appendOnce(CustomerEvents.TABLE, "events", "input-1", events);
    lake.writing(CustomerEvents.TABLE, 2)
        .appendOnce(CustomerEvents.TABLE, "events", "input-1", events);
    lake.writing(CustomerEvents.TABLE, 3)
        .appendOnce(CustomerEvents.TABLE, "events", "input-2", events);

    assertThat(stored(spark, lake, CustomerEvents.TABLE, "cast(_run as string)"))
        .containsExactly("1", "3");
  }

  @Test
  void erasesByJoinSoThatNoKeyReachesTheLog(SparkSession spark, @TempDir Path dir)
      throws Exception {
    TestLake lake = new TestLake(spark, dir);
    lake.writing(Products.TABLE, 1)
        .upsert(Products.TABLE, products(spark, "secret-sku", "A", "b", "B"));

    lake.writing(Products.TABLE, 2)
        .erase(
            Products.TABLE,
            Products.SKU,
            products(spark, "secret-sku", "").select(col(Products.SKU)));

    assertThat(runs(spark, lake)).containsExactly("b:B:1");
    String lastCommit =
        java.nio.file.Files.readString(
            Path.of(
                lake.lake().roots().path(Products.TABLE),
                "_delta_log",
                "00000000000000000001.json"));
    assertThat(lastCommit).contains("\"operation\":\"MERGE\"").doesNotContain("secret-sku");
  }

  @Test
  void refusesUndeclaredTablesAndForeignRows(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    Lake productsOnly = lake.writing(Products.TABLE, 1);

    assertThatThrownBy(() -> productsOnly.read(Rates.TABLE))
        .hasMessageContaining("does not declare it in reads()");
    assertThatThrownBy(
            () -> productsOnly.overwrite(Rates.TABLE, TestRows.of(Rates.TABLE).in(spark)))
        .hasMessageContaining("does not declare it in writes()");
    assertThatThrownBy(
            () ->
                productsOnly.overwrite(
                    Products.TABLE,
                    products(spark).drop(Products.BRAND).withColumn("colour", col("name"))))
        .hasMessageContaining("no column brand")
        .hasMessageContaining("unknown column colour");
  }

  @Test
  void keepsTablesReadableByEveryEngineAndStatisticsToKeysAndDates(
      SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    lake.writing(Products.TABLE, 1).overwrite(Products.TABLE, products(spark, "a", "A"));

    Row detail =
        io.delta.tables.DeltaTable.forPath(spark, lake.lake().roots().path(Products.TABLE))
            .detail()
            .select("minReaderVersion", "properties")
            .head();

    assertThat(detail.getInt(0)).isEqualTo(1);
    assertThat(detail.<String, String>getJavaMap(1))
        .containsEntry("delta.dataSkippingStatsColumns", "sku,_run");
  }
}

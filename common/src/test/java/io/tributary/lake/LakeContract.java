package io.tributary.lake;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.tables.Table;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.gold.SegmentSnapshots;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.tables.silver.Products;
import io.tributary.tables.silver.Rates;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a lake promises, wherever it keeps its tables. */
@ExtendWith(SparkExtension.class)
abstract class LakeContract {
  private static final String ROW = "concat_ws(':', sku, name, brand, is_deleted)";

  abstract TestLake open(SparkSession spark, Path directory);

  static Dataset<Row> products(SparkSession spark, String... skusAndNames) {
    TestRows rows = TestRows.of(Products.TABLE);
    for (int i = 0; i < skusAndNames.length; i += 2) {
      rows.row(Products.SKU, skusAndNames[i], Products.NAME, skusAndNames[i + 1]);
    }
    return rows.in(spark);
  }

  private static List<String> stored(TestLake lake, Table table, String... columns) {
    return lake
        .lake()
        .read(table)
        .selectExpr(columns)
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  /** Products with the run that last changed each, as readers of changes see them. */
  static List<String> runs(TestLake lake) {
    return runs(lake, Products.TABLE, "concat_ws(':', sku, name)");
  }

  private static List<String> runs(TestLake lake, Table table, String text) {
    List<String> runs = new ArrayList<>();
    for (long run = 1; run <= 4; run++) {
      Dataset<Row> later = lake.lake().readChanges(table, run);
      lake.lake()
          .readChanges(table, run - 1)
          .exceptAll(later)
          .selectExpr("concat_ws(':', " + text + ", '" + run + "')")
          .as(Encoders.STRING())
          .collectAsList()
          .forEach(runs::add);
    }
    return runs.stream().sorted().toList();
  }

  @Test
  void overwriteKeepsTheRunOfUnchangedRows(SparkSession spark, @TempDir Path dir) {
    TestLake lake = open(spark, dir);
    lake.writing(Products.TABLE, 1)
        .overwrite(Products.TABLE, products(spark, "a", "A", "b", "B", "c", "C"));

    lake.writing(Products.TABLE, 2)
        .overwrite(Products.TABLE, products(spark, "a", "A", "b", "B2", "d", "D"));

    assertThat(runs(lake)).containsExactly("a:A:1", "b:B2:2", "d:D:2");
    assertThat(
            lake.lake()
                .readChanges(Products.TABLE, 1)
                .select(Products.SKU)
                .as(Encoders.STRING())
                .collectAsList())
        .containsExactlyInAnyOrder("b", "d");
  }

  @Test
  void renewKeepsRowsThatAreGoneAndWhatWasStoredFirst(SparkSession spark, @TempDir Path dir) {
    TestLake lake = open(spark, dir);
    Kept kept = new Kept(Map.of(Products.IS_DELETED, true), Set.of(Products.BRAND));

    renew(lake, 1, kept, branded(spark, "a", "A", "one", "b", "B", "one", "c", "C", null));
    // b is gone, c gets a brand.
    renew(lake, 2, kept, branded(spark, "a", "A", "two", "c", "C", "two", "d", "D", "two"));
    assertThat(runs(lake, Products.TABLE, ROW))
        .containsExactly("a:A:one:false:1", "b:B:one:true:2", "c:C:two:false:2", "d:D:two:false:2");

    // b stays gone, d changes.
    renew(lake, 3, kept, branded(spark, "a", "A", null, "c", "C", "three", "d", "D3", null));
    assertThat(runs(lake, Products.TABLE, ROW))
        .containsExactly(
            "a:A:one:false:1", "b:B:one:true:2", "c:C:two:false:2", "d:D3:two:false:3");

    // b is back, all others are gone.
    renew(lake, 4, kept, branded(spark, "b", "B", "four"));
    assertThat(runs(lake, Products.TABLE, ROW))
        .containsExactly("a:A:one:true:4", "b:B:one:false:4", "c:C:two:true:4", "d:D3:two:true:4");
  }

  @Test
  void renewRefusesAKeyThatComesTwice(SparkSession spark, @TempDir Path dir) {
    TestLake lake = open(spark, dir);
    Kept kept = Kept.marked(Map.of(Products.IS_DELETED, true));
    renew(lake, 1, kept, branded(spark, "a", "A", null));

    assertThatThrownBy(() -> renew(lake, 2, kept, branded(spark, "a", "A", null, "a", "B", null)))
        .hasStackTraceContaining("A key of silver.products is null or comes twice");
    assertThat(runs(lake)).containsExactly("a:A:1");
  }

  private static void renew(TestLake lake, long run, Kept kept, Dataset<Row> rows) {
    lake.writing(Products.TABLE, run).renew(Products.TABLE, rows, kept);
  }

  private static Dataset<Row> branded(SparkSession spark, String... skusNamesAndBrands) {
    TestRows rows = TestRows.of(Products.TABLE);
    for (int i = 0; i < skusNamesAndBrands.length; i += 3) {
      rows.row(
          Products.SKU,
          skusNamesAndBrands[i],
          Products.NAME,
          skusNamesAndBrands[i + 1],
          Products.BRAND,
          skusNamesAndBrands[i + 2],
          Products.IS_DELETED,
          false);
    }
    return rows.in(spark);
  }

  @Test
  void comparesMapsByTheirEntries(SparkSession spark, @TempDir Path dir) {
    TestLake lake = open(spark, dir);
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
                .as(Encoders.STRING())
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
    TestLake lake = open(spark, dir);
    lake.writing(Products.TABLE, 1).upsert(Products.TABLE, products(spark, "a", "A", "b", "B"));
    lake.writing(Products.TABLE, 2).upsert(Products.TABLE, products(spark, "b", "B2", "c", "C"));
    long version = lake.lake().version(Products.TABLE);

    lake.writing(Products.TABLE, 3).upsert(Products.TABLE, products(spark, "b", "B2", "c", "C"));

    assertThat(lake.lake().version(Products.TABLE)).isEqualTo(version);
    assertThat(runs(lake)).containsExactly("a:A:1", "b:B2:2", "c:C:2");
  }

  @Test
  void upsertRefusesAKeyThatComesTwiceOrIsNull(SparkSession spark, @TempDir Path dir) {
    TestLake lake = open(spark, dir);
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
    assertThat(runs(lake)).containsExactly("a:A:1");
  }

  @Test
  void replacesKeysAlsoByNothingAndOnlyThese(SparkSession spark, @TempDir Path dir) {
    TestLake lake = open(spark, dir);
    lake.writing(Products.TABLE, 1)
        .upsert(Products.TABLE, products(spark, "a", "A", "b", "B", "c", "C"));

    lake.writing(Products.TABLE, 2)
        .replaceKeys(Products.TABLE, Products.SKU, List.of("a", "b"), products(spark, "a", "A2"));
    lake.writing(Products.TABLE, 3)
        .replaceKeys(Products.TABLE, Products.SKU, List.of("c"), products(spark));

    assertThat(runs(lake)).containsExactly("a:A2:2");
    assertThatThrownBy(
            () ->
                lake.writing(Products.TABLE, 4)
                    .replaceKeys(
                        Products.TABLE, Products.SKU, List.of("x' OR '1'='1"), products(spark)))
        .hasMessageContaining("plain ids");
  }

  @Test
  void replacesKeysOfAnyFormAndKeepsTheRunOfAllThatStays(SparkSession spark, @TempDir Path dir) {
    TestLake lake = open(spark, dir);
    lake.writing(Products.TABLE, 1)
        .replaceKeys(
            Products.TABLE,
            Products.SKU,
            products(spark, "a", "", "b' OR '1'='1", "", "c", "", "d", "").select(Products.SKU),
            products(spark, "a", "A", "b' OR '1'='1", "B", "c", "C", "d", "D"));

    lake.writing(Products.TABLE, 2)
        .replaceKeys(
            Products.TABLE,
            Products.SKU,
            products(spark, "b' OR '1'='1", "", "c", "", "d", "", "e", "").select(Products.SKU),
            products(spark, "b' OR '1'='1", "B2", "c", "C", "e", "E"));

    assertThat(runs(lake)).containsExactly("a:A:1", "b' OR '1'='1:B2:2", "c:C:1", "e:E:2");
    assertThatThrownBy(
            () ->
                lake.writing(Products.TABLE, 3)
                    .replaceKeys(
                        Products.TABLE,
                        Products.SKU,
                        products(spark, "a", "").select(Products.SKU),
                        products(spark, "a", "A", "a", "A2")))
        .hasStackTraceContaining("is null or comes twice");
  }

  @Test
  void refusesRowsThatAreOfNoReplacedKey(SparkSession spark, @TempDir Path dir) {
    TestLake lake = open(spark, dir);
    lake.writing(Products.TABLE, 1).overwrite(Products.TABLE, products(spark, "a", "A", "b", "B"));

    assertThatThrownBy(
            () ->
                lake.writing(Products.TABLE, 2)
                    .replaceKeys(
                        Products.TABLE,
                        Products.SKU,
                        products(spark, "a", "").select(Products.SKU),
                        products(spark, "a", "A2", "b", "B2")))
        .hasStackTraceContaining("of no replaced key");
    assertThat(runs(lake)).containsExactly("a:A:1", "b:B:1");
  }

  @Test
  void replacesNothingByNothingWithoutACommit(SparkSession spark, @TempDir Path dir) {
    TestLake lake = open(spark, dir);
    Lake products = lake.writing(Products.TABLE, 1);
    products.replaceKeys(Products.TABLE, Products.SKU, List.of("a"), products(spark));
    assertThat(lake.lake().version(Products.TABLE)).as("the table is there").isZero();

    products.overwrite(Products.TABLE, products(spark));
    products.replaceKeys(Products.TABLE, Products.SKU, List.of("a"), products(spark));

    assertThat(lake.lake().version(Products.TABLE)).isZero();
  }

  @Test
  void replacesOneSliceAndNoOther(SparkSession spark, @TempDir Path dir) {
    TestLake lake = open(spark, dir);
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

    assertThat(stored(lake, SegmentSnapshots.TABLE, "concat(as_of_on, ' ', customer_id)"))
        .containsExactly("2026-11-08 c3", "2026-11-09 c2");
  }

  @Test
  void appendsOnceForTheSameInputAndAgainForOther(SparkSession spark, @TempDir Path dir) {
    TestLake lake = open(spark, dir);
    Dataset<Row> events =
        TestRows.of(CustomerEvents.TABLE).row(CustomerEvents.CUSTOMER_ID, "c1").in(spark);

    lake.writing(CustomerEvents.TABLE, 1)
        .appendOnce(CustomerEvents.TABLE, "events", "input-1", events);
    lake.writing(CustomerEvents.TABLE, 2)
        .appendOnce(CustomerEvents.TABLE, "events", "input-1", events);
    lake.writing(CustomerEvents.TABLE, 3)
        .appendOnce(CustomerEvents.TABLE, "events", "input-2", events);

    assertThat(runs(lake, CustomerEvents.TABLE, "customer_id")).containsExactly("c1:1", "c1:3");
  }

  @Test
  void refusesUndeclaredTablesAndForeignRows(SparkSession spark, @TempDir Path dir) {
    TestLake lake = open(spark, dir);
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
  void erasesKeysAndExpiresDays(SparkSession spark, @TempDir Path dir) {
    TestLake lake = open(spark, dir);
    Lake rates = lake.writing(Rates.TABLE, 1);
    rates.overwrite(
        Rates.TABLE, rates(spark, "USD 2026-11-07", "USD 2026-11-08", "EUR 2026-11-08"));

    rates.erase(
        Rates.TABLE, Rates.QUOTE_CURRENCY, rates(spark, "EUR 2026-11-08", "EUR 2026-11-08"));
    assertThat(stored(lake, Rates.TABLE, "concat_ws(' ', quote_currency, rate_on)"))
        .containsExactly("USD 2026-11-07", "USD 2026-11-08");
    lake.writing(Rates.TABLE, 2).expire(Rates.TABLE, Rates.RATE_ON, LocalDate.of(2026, 11, 8));

    assertThat(stored(lake, Rates.TABLE, "concat_ws(' ', quote_currency, rate_on)"))
        .containsExactly("USD 2026-11-08");
    assertThat(lake.lake().lastRun(Rates.TABLE)).isEqualTo(2);
  }

  private static Dataset<Row> rates(SparkSession spark, String... rates) {
    TestRows rows = TestRows.of(Rates.TABLE);
    for (String rate : rates) {
      String[] words = rate.split(" ");
      rows.row(Rates.BASE_CURRENCY, "VND", Rates.QUOTE_CURRENCY, words[0], Rates.RATE_ON, words[1]);
    }
    return rows.in(spark);
  }

  @Test
  void tellsWhatWasWritten(SparkSession spark, @TempDir Path dir) {
    TestLake lake = open(spark, dir);
    List<TableWrite> writes = new ArrayList<>();
    Set<Table> products = Set.of(Products.TABLE);
    Stamp stamp = new Stamp(7, "run-7", "test", Instant.EPOCH);
    Lake told = lake.lake().forJob(stamp, products, products, writes::add);

    told.upsert(Products.TABLE, products(spark, "a", "A", "b", "B"));
    told.upsert(Products.TABLE, products(spark, "b", "B2", "c", "C", "a", "A"));
    told.upsert(Products.TABLE, products(spark, "a", "A"));
    told.erase(Products.TABLE, Products.SKU, products(spark, "a", "", "none", ""));

    assertThat(writes)
        .containsExactly(
            new TableWrite(Products.TABLE, 0, true, 2),
            new TableWrite(Products.TABLE, 1, true, 2),
            new TableWrite(Products.TABLE, 1, false, 0),
            new TableWrite(Products.TABLE, 2, true, 1));
    assertThat(lake.lake().lastRun(Products.TABLE)).isEqualTo(7);
  }
}

package io.tributary.conform;

import static io.tributary.conform.Values.day;
import static io.tributary.conform.Values.decimal;
import static io.tributary.conform.Values.instant;
import static io.tributary.conform.Values.text;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.upper;

import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.bronze.KindFields;
import io.tributary.tables.silver.Products;
import io.tributary.tables.silver.Rates;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** What transactions refer to: products and rates. */
final class References {
  private static final String POSITION = "_position";

  private References() {}

  /**
   * One row for each SKU. Of two catalogues that hold it, one that still does wins over one that
   * dropped it, then the later version, then the source's name.
   *
   * @param delivered rows of {@code bronze.products}
   * @param files rows of {@code ops.collected_files}
   */
  static Dataset<Row> products(Dataset<Row> delivered, Dataset<Row> files) {
    Dataset<Row> versions =
        LatestVersions.of(
            LatestVersions.markAbsent(delivered, files), instant(KindFields.UPDATED_AT));
    Column position =
        row_number()
            .over(
                Window.partitionBy(text(KindFields.SKU))
                    .orderBy(
                        col(LatestVersions.IS_ABSENT),
                        instant(KindFields.UPDATED_AT).desc_nulls_last(),
                        col(DeliveredRows.DELIVERED_ON).desc(),
                        col(DeliveredRows.SOURCE),
                        col(DeliveredRows.NATURAL_KEY)));
    return versions
        .where(text(KindFields.SKU).isNotNull())
        .withColumn(POSITION, position)
        .where(col(POSITION).equalTo(1))
        .select(
            text(KindFields.SKU).as(Products.SKU),
            text(KindFields.NAME).as(Products.NAME),
            text(KindFields.CATEGORY).as(Products.CATEGORY),
            text(KindFields.SUBCATEGORY).as(Products.SUBCATEGORY),
            text(KindFields.BRAND).as(Products.BRAND),
            decimal(KindFields.LIST_PRICE, Types.UNIT_PRICE).as(Products.LIST_PRICE),
            upper(text(KindFields.CURRENCY)).as(Products.CURRENCY),
            col(LatestVersions.IS_ABSENT).as(Products.IS_DELETED));
  }

  /**
   * One row for each pair of currencies and day. A list of rates says nothing of the days that it
   * does not hold, so a rate stays although later lists no longer hold it.
   *
   * @param delivered rows of {@code bronze.rates}
   */
  static Dataset<Row> rates(Dataset<Row> delivered) {
    Column base = upper(text(KindFields.BASE_CURRENCY));
    Column quote = upper(text(KindFields.QUOTE_CURRENCY));
    Column rate = decimal(KindFields.RATE, Types.RATE);
    Dataset<Row> usable =
        delivered.where(
            base.isNotNull()
                .and(quote.isNotNull())
                .and(text(KindFields.RATE_ON).isNotNull())
                .and(rate.gt(0)));
    return LatestVersions.of(
            usable, instant(KindFields.UPDATED_AT), base, quote, day(KindFields.RATE_ON))
        .select(
            base.as(Rates.BASE_CURRENCY),
            quote.as(Rates.QUOTE_CURRENCY),
            day(KindFields.RATE_ON).as(Rates.RATE_ON),
            rate.as(Rates.RATE));
  }
}

package io.tributary.report;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log10;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.Lake;
import io.tributary.tables.gold.Customers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the customers are worth, on how few of them it rests, and the RFM grid. */
final class CustomerValue {
  /**
   * Values of one bucket differ by less than 2.4 %: the curve of concentration is drawn from some
   * hundred buckets and needs no sort of all customers.
   */
  private static final int BUCKETS_A_DECADE = 100;

  private static final int MEDIAN_ACCURACY = 10_000;

  private CustomerValue() {}

  static Map<String, Object> of(Lake lake) {
    Dataset<Row> customers = lake.read(Customers.TABLE);
    Column hasBought = col(Customers.ORDER_COUNT).gt(0);
    Column value = when(hasBought, col(Customers.NET_VALUE));
    Map<String, Object> section = new LinkedHashMap<>();
    section.putAll(
        Rows.of(
            customers
                .agg(
                    count(lit(1)).as("customers"),
                    count(when(hasBought, 1)).as("buyers"),
                    count(when(col(Customers.ORDER_COUNT).gt(1), 1)).as("repeat_buyers"),
                    sum(Customers.ORDER_COUNT).as("orders"),
                    sum(value).as("total"),
                    avg(value).cast("double").as("mean"),
                    percentile_approx(value, lit(0.5), lit(MEDIAN_ACCURACY)).as("median"),
                    max(Customers.VALUE_CURRENCY).as("currency"),
                    count(when(col(Customers.IS_VIP), 1)).as("vips"))
                .head()));
    Dataset<Row> buyers = customers.where(hasBought);
    Column bucket =
        when(
            col(Customers.NET_VALUE).gt(0),
            floor(log10(col(Customers.NET_VALUE)).multiply(BUCKETS_A_DECADE)));
    section.put(
        "buckets",
        Rows.of(
            buyers
                .groupBy(bucket.as("bucket"))
                .agg(count(lit(1)).as("customers"), sum(Customers.NET_VALUE).as("value"))
                .orderBy(col("bucket").desc_nulls_last())));
    section.put(
        "rfm",
        Rows.of(
            buyers
                .groupBy(Customers.RFM_RECENCY, Customers.RFM_FREQUENCY)
                .agg(count(lit(1)).as("customers"), sum(Customers.NET_VALUE).as("value"))
                .orderBy(Customers.RFM_RECENCY, Customers.RFM_FREQUENCY)));
    return section;
  }
}

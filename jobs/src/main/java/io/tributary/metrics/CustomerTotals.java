package io.tributary.metrics;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerMetrics;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Brings together what each kind of fact says of a customer: {@link CustomerMetrics}. */
final class CustomerTotals {

  private CustomerTotals() {}

  /**
   * Joins the facts, each with one row a customer and partitioned by customer already.
   *
   * @param minorDigits digits of the reporting currency after the point
   * @param vipLimit in the reporting currency; without it nobody is known to be a VIP
   */
  static Dataset<Row> of(
      Dataset<Row> purchases,
      Dataset<Row> visits,
      Dataset<Row> responses,
      String reportingCurrency,
      int minorDigits,
      Optional<BigDecimal> vipLimit) {
    Column netValue = coalesce(col(CustomerMetrics.NET_VALUE), lit(0)).cast(Types.MONEY);
    Column isVip =
        vipLimit.map(limit -> netValue.gt(lit(limit))).orElse(lit(null).cast(Types.BOOLEAN));
    Column average =
        when(
            col(CustomerMetrics.ORDER_COUNT).gt(0),
            round(netValue.divide(col(CustomerMetrics.ORDER_COUNT)), minorDigits));
    return purchases
        .join(visits, CustomerMetrics.CUSTOMER_ID, "full_outer")
        .join(responses, CustomerMetrics.CUSTOMER_ID, "full_outer")
        .select(
            col(CustomerMetrics.CUSTOMER_ID),
            col(CustomerMetrics.FIRST_PURCHASE_AT),
            col(CustomerMetrics.LAST_PURCHASE_AT),
            col(CustomerMetrics.FIRST_PURCHASE_CHANNEL),
            countOf(CustomerMetrics.ORDER_COUNT),
            countOf(CustomerMetrics.RETURN_COUNT),
            netValue.as(CustomerMetrics.NET_VALUE),
            lit(reportingCurrency).as(CustomerMetrics.VALUE_CURRENCY),
            average.cast(Types.MONEY).as(CustomerMetrics.AVERAGE_ORDER_VALUE),
            countOf(CustomerMetrics.UNVALUED_COUNT),
            countOf(CustomerMetrics.PURCHASE_DAY_COUNT),
            col(CustomerMetrics.RFM_RECENCY),
            col(CustomerMetrics.RFM_FREQUENCY),
            col(CustomerMetrics.RFM_MONETARY),
            isVip.as(CustomerMetrics.IS_VIP),
            col(CustomerMetrics.LAST_VISIT_AT),
            countOf(CustomerMetrics.VISIT_COUNT),
            countOf(CustomerMetrics.CART_COUNT),
            countOf(CustomerMetrics.SEARCH_COUNT),
            col(CustomerMetrics.LAST_CART_AT),
            col(CustomerMetrics.LAST_RESPONSE_AT));
  }

  private static Column countOf(String column) {
    return coalesce(col(column), lit(0L)).as(column);
  }
}

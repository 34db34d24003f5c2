package io.tributary.metrics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerMetrics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Brings together what each kind of fact says of a customer: {@link CustomerMetrics}. */
final class CustomerTotals {

  private CustomerTotals() {}

  /**
   * One row a customer with at least one fact. The facts of all kinds stand under one record key,
   * so that they meet their customers in one join.
   */
  static Dataset<Row> of(
      Dataset<Row> purchases, Dataset<Row> visits, Dataset<Row> responses, Dataset<Row> links) {
    List<Column> totals = new ArrayList<>(Purchases.totals());
    totals.addAll(Visits.totals());
    totals.addAll(Responses.totals());
    return purchases
        .unionByName(visits, true)
        .unionByName(responses, true)
        .join(
            links.select(CustomerLinks.RECORD_KEY, CustomerLinks.CUSTOMER_ID),
            CustomerLinks.RECORD_KEY)
        .groupBy(col(CustomerLinks.CUSTOMER_ID))
        .agg(totals.get(0), totals.subList(1, totals.size()).toArray(new Column[0]));
  }

  /**
   * The columns of the table.
   *
   * @param scored totals with the RFM scores
   * @param minorDigits digits of the reporting currency after the point
   * @param vipLimit in the reporting currency; without it nobody is known to be a VIP
   */
  static Dataset<Row> metrics(
      Dataset<Row> scored,
      String reportingCurrency,
      int minorDigits,
      Optional<BigDecimal> vipLimit) {
    Column netValue = col(CustomerMetrics.NET_VALUE);
    Column isVip =
        vipLimit.map(limit -> netValue.gt(lit(limit))).orElse(lit(null).cast(Types.BOOLEAN));
    Column average =
        when(
            col(CustomerMetrics.ORDER_COUNT).gt(0),
            round(netValue.divide(col(CustomerMetrics.ORDER_COUNT)), minorDigits));
    return scored.select(
        col(CustomerMetrics.CUSTOMER_ID),
        col(CustomerMetrics.FIRST_PURCHASE_AT),
        col(CustomerMetrics.LAST_PURCHASE_AT),
        col(CustomerMetrics.FIRST_PURCHASE_CHANNEL),
        col(CustomerMetrics.ORDER_COUNT),
        col(CustomerMetrics.RETURN_COUNT),
        netValue,
        lit(reportingCurrency).as(CustomerMetrics.VALUE_CURRENCY),
        average.cast(Types.MONEY).as(CustomerMetrics.AVERAGE_ORDER_VALUE),
        col(CustomerMetrics.UNVALUED_COUNT),
        col(CustomerMetrics.PURCHASE_DAY_COUNT),
        col(CustomerMetrics.RFM_RECENCY),
        col(CustomerMetrics.RFM_FREQUENCY),
        col(CustomerMetrics.RFM_MONETARY),
        isVip.as(CustomerMetrics.IS_VIP),
        col(CustomerMetrics.LAST_VISIT_AT),
        col(CustomerMetrics.VISIT_COUNT),
        col(CustomerMetrics.CART_COUNT),
        col(CustomerMetrics.SEARCH_COUNT),
        col(CustomerMetrics.LAST_CART_AT),
        col(CustomerMetrics.LAST_RESPONSE_AT));
  }
}

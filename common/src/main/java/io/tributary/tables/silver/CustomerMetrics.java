package io.tributary.tables.silver;

import static io.tributary.tables.Types.BOOLEAN;
import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.INT;
import static io.tributary.tables.Types.LONG;
import static io.tributary.tables.Types.MONEY;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One customer with at least one purchase, visit or response. Dates and totals, never "days since",
 * so that a day without events changes nothing.
 */
public final class CustomerMetrics {
  public static final String CUSTOMER_ID = "customer_id";
  public static final String FIRST_PURCHASE_AT = "first_purchase_at";
  public static final String LAST_PURCHASE_AT = "last_purchase_at";
  public static final String FIRST_PURCHASE_CHANNEL = "first_purchase_channel";
  public static final String ORDER_COUNT = "order_count";
  public static final String RETURN_COUNT = "return_count";
  public static final String NET_VALUE = "net_value";
  public static final String VALUE_CURRENCY = "value_currency";
  public static final String AVERAGE_ORDER_VALUE = "average_order_value";
  public static final String UNVALUED_COUNT = "unvalued_count";
  public static final String PURCHASE_DAY_COUNT = "purchase_day_count";
  public static final String RFM_RECENCY = "rfm_recency";
  public static final String RFM_FREQUENCY = "rfm_frequency";
  public static final String RFM_MONETARY = "rfm_monetary";
  public static final String IS_VIP = "is_vip";
  public static final String LAST_VISIT_AT = "last_visit_at";
  public static final String VISIT_COUNT = "visit_count";
  public static final String CART_COUNT = "cart_count";
  public static final String SEARCH_COUNT = "search_count";
  public static final String LAST_CART_AT = "last_cart_at";
  public static final String LAST_RESPONSE_AT = "last_response_at";

  public static final Table TABLE =
      Table.silver(
              "customer_metrics", "One customer with at least one purchase, visit or response.")
          .key(CUSTOMER_ID)
          .pseudonym(CUSTOMER_ID, STRING, "The customer.")
          .attribute(FIRST_PURCHASE_AT, INSTANT, "First sale that counts.")
          .attribute(LAST_PURCHASE_AT, INSTANT, "Last sale that counts.")
          .attribute(FIRST_PURCHASE_CHANNEL, STRING, "Channel of the first sale.")
          .attribute(ORDER_COUNT, LONG, "Sales that count.")
          .attribute(RETURN_COUNT, LONG, "Returns that count.")
          .attribute(NET_VALUE, MONEY, "Lifetime value: sales less returns, in value_currency.")
          .attribute(VALUE_CURRENCY, STRING, "The reporting currency.")
          .attribute(AVERAGE_ORDER_VALUE, MONEY, "net_value / order_count, rounded half up.")
          .attribute(
              UNVALUED_COUNT, LONG, "Tickets without a rate: they do not count and are reported.")
          .attribute(PURCHASE_DAY_COUNT, LONG, "Distinct business days with a sale.")
          .attribute(
              RFM_RECENCY,
              INT,
              "1 (long ago) to 5 (recent), by quintile of customers with a purchase.")
          .attribute(RFM_FREQUENCY, INT, "1 (rare) to 5 (often).")
          .attribute(RFM_MONETARY, INT, "1 (low) to 5 (high).")
          .attribute(
              IS_VIP,
              BOOLEAN,
              "net_value, converted to the currency of the threshold, is above it.")
          .attribute(LAST_VISIT_AT, INSTANT, "End of the last visit that was not a bot.")
          .sensitive()
          .attribute(VISIT_COUNT, LONG, "Visits that were not bots.")
          .sensitive()
          .attribute(CART_COUNT, LONG, "Products put into the cart.")
          .sensitive()
          .attribute(SEARCH_COUNT, LONG, "Searches.")
          .sensitive()
          .attribute(LAST_CART_AT, INSTANT, "Last time something was put into the cart.")
          .sensitive()
          .attribute(LAST_RESPONSE_AT, INSTANT, "Last opened or clicked message.")
          .sensitive()
          .build();

  private CustomerMetrics() {}
}

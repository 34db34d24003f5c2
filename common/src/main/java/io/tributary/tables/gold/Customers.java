package io.tributary.tables.gold;

import static io.tributary.tables.Types.BOOLEAN;
import static io.tributary.tables.Types.DAY;
import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.INT;
import static io.tributary.tables.Types.LONG;
import static io.tributary.tables.Types.MONEY;
import static io.tributary.tables.Types.STRING;
import static io.tributary.tables.Types.TEXTS;

import io.tributary.tables.Table;

/** One live customer. Attributes and metrics as dates and totals; no direct identifier. */
public final class Customers {
  public static final String CUSTOMER_ID = "customer_id";
  public static final String FOUNDED_ON = "founded_on";
  public static final String RECORD_COUNT = "record_count";
  public static final String SOURCE_COUNT = "source_count";
  public static final String AGE_BAND = "age_band";
  public static final String GENDER = "gender";
  public static final String CITY = "city";
  public static final String REGION = "region";
  public static final String COUNTRY = "country";
  public static final String HAS_EMAIL = "has_email";
  public static final String HAS_PHONE = "has_phone";
  public static final String HAS_CARD = "has_card";
  public static final String HAS_ACCOUNT = "has_account";
  public static final String FIRST_PURCHASE_AT = "first_purchase_at";
  public static final String LAST_PURCHASE_AT = "last_purchase_at";
  public static final String FIRST_PURCHASE_CHANNEL = "first_purchase_channel";
  public static final String LAST_VISIT_AT = "last_visit_at";
  public static final String ORDER_COUNT = "order_count";
  public static final String RETURN_COUNT = "return_count";
  public static final String NET_VALUE = "net_value";
  public static final String VALUE_CURRENCY = "value_currency";
  public static final String AVERAGE_ORDER_VALUE = "average_order_value";
  public static final String VISIT_COUNT = "visit_count";
  public static final String CART_COUNT = "cart_count";
  public static final String SEARCH_COUNT = "search_count";
  public static final String LAST_CART_AT = "last_cart_at";
  public static final String RFM_RECENCY = "rfm_recency";
  public static final String RFM_FREQUENCY = "rfm_frequency";
  public static final String RFM_MONETARY = "rfm_monetary";
  public static final String IS_VIP = "is_vip";
  public static final String THIRD_PARTY = "third_party";

  public static final Table TABLE =
      Table.gold("customers", "One live customer.")
          .key(CUSTOMER_ID)
          .pseudonym(CUSTOMER_ID, STRING, "The customer.")
          .attribute(FOUNDED_ON, DAY, "Business day on which the id was given.")
          .attribute(RECORD_COUNT, LONG, "Live records of the customer.")
          .attribute(SOURCE_COUNT, LONG, "Sources that know the customer.")
          .attribute(AGE_BAND, STRING, "Ten-year band at the as-of day.")
          .attribute(GENDER, STRING, "F, M or null.")
          .attribute(CITY, STRING, "Current province or city.")
          .attribute(REGION, STRING, "Region of the city.")
          .attribute(COUNTRY, STRING, "ISO 3166-1 alpha-2.")
          .attribute(HAS_EMAIL, BOOLEAN, "At least one usable e-mail address.")
          .attribute(HAS_PHONE, BOOLEAN, "At least one usable phone.")
          .attribute(HAS_CARD, BOOLEAN, "At least one loyalty card.")
          .attribute(HAS_ACCOUNT, BOOLEAN, "At least one login.")
          .attribute(FIRST_PURCHASE_AT, INSTANT, "First sale that counts.")
          .attribute(LAST_PURCHASE_AT, INSTANT, "Last sale that counts.")
          .attribute(FIRST_PURCHASE_CHANNEL, STRING, "Channel of the first sale.")
          .attribute(LAST_VISIT_AT, INSTANT, "End of the last visit that was not a bot.")
          .sensitive()
          .attribute(ORDER_COUNT, LONG, "Sales that count.")
          .attribute(RETURN_COUNT, LONG, "Returns that count.")
          .attribute(NET_VALUE, MONEY, "Lifetime value in value_currency.")
          .attribute(VALUE_CURRENCY, STRING, "The reporting currency.")
          .attribute(AVERAGE_ORDER_VALUE, MONEY, "net_value / order_count.")
          .attribute(VISIT_COUNT, LONG, "Visits that were not bots.")
          .sensitive()
          .attribute(CART_COUNT, LONG, "Products put into the cart.")
          .sensitive()
          .attribute(SEARCH_COUNT, LONG, "Searches.")
          .sensitive()
          .attribute(LAST_CART_AT, INSTANT, "Last time something was put into the cart.")
          .sensitive()
          .attribute(RFM_RECENCY, INT, "1 (long ago) to 5 (recent).")
          .attribute(RFM_FREQUENCY, INT, "1 (rare) to 5 (often).")
          .attribute(RFM_MONETARY, INT, "1 (low) to 5 (high).")
          .attribute(IS_VIP, BOOLEAN, "Lifetime value above the configured threshold.")
          .attribute(THIRD_PARTY, TEXTS, "Attributes stated by vendors: vendor.attribute to value.")
          .sensitive()
          .build();

  private Customers() {}
}

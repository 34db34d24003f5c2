package io.tributary.tables.silver;

import static io.tributary.tables.Types.BOOLEAN;
import static io.tributary.tables.Types.DAY;
import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.INT;
import static io.tributary.tables.Types.STRING;
import static io.tributary.tables.Types.STRINGS;

import io.tributary.tables.Table;

/**
 * One visit: hits of one visitor without a gap longer than the configured inactivity. The hits
 * themselves are restricted and short-lived.
 */
public final class Sessions {
  public static final String SESSION_ID = "session_id";
  public static final String SOURCE = "source";
  public static final String VISITOR_ID = "visitor_id";
  public static final String RECORD_KEY = "record_key";
  public static final String STARTED_AT = "started_at";
  public static final String ENDED_AT = "ended_at";
  public static final String BUSINESS_ON = "business_on";
  public static final String IS_BOT = "is_bot";
  public static final String PLATFORM = "platform";
  public static final String DEVICE_CLASS = "device_class";
  public static final String HIT_COUNT = "hit_count";
  public static final String PAGE_COUNT = "page_count";
  public static final String SEARCH_COUNT = "search_count";
  public static final String CART_COUNT = "cart_count";
  public static final String WISHLIST_COUNT = "wishlist_count";
  public static final String CHECKOUT_COUNT = "checkout_count";
  public static final String LAST_CART_AT = "last_cart_at";
  public static final String UTM_SOURCE = "utm_source";
  public static final String UTM_MEDIUM = "utm_medium";
  public static final String UTM_CAMPAIGN = "utm_campaign";
  public static final String LANDING_URL = "landing_url";
  public static final String REFERRER_HOST = "referrer_host";
  public static final String HAS_LOGIN = "has_login";
  public static final String HAS_PURCHASE = "has_purchase";
  public static final String ORDER_IDS = "order_ids";

  public static final Table TABLE =
      Table.silver(
              "sessions",
              "One visit: hits of one visitor without a gap longer than the configured inactivity.")
          .key(SESSION_ID)
          .pseudonym(SESSION_ID, STRING, "Hash of source, visitor and first hit.")
          .attribute(SOURCE, STRING, "Name of the source contract.")
          .pseudonym(
              VISITOR_ID,
              STRING,
              "HMAC of the cookie, else device, else account, else address and agent.")
          .pseudonym(
              RECORD_KEY,
              STRING,
              "Login or sighting record of the visitor; null if nothing identifies it.")
          .attribute(STARTED_AT, INSTANT, "First hit.")
          .attribute(ENDED_AT, INSTANT, "Last hit.")
          .attribute(BUSINESS_ON, DAY, "Day of the first hit in the business time zone.")
          .attribute(IS_BOT, BOOLEAN, "A robot by its user agent.")
          .attribute(PLATFORM, STRING, "web or app.")
          .attribute(DEVICE_CLASS, STRING, "Phone, Tablet, Desktop … by the user agent.")
          .attribute(HIT_COUNT, INT, "All hits.")
          .attribute(PAGE_COUNT, INT, "Page views.")
          .sensitive()
          .attribute(SEARCH_COUNT, INT, "Searches.")
          .sensitive()
          .attribute(CART_COUNT, INT, "Products put into the cart.")
          .sensitive()
          .attribute(WISHLIST_COUNT, INT, "Products put on the wish list.")
          .sensitive()
          .attribute(CHECKOUT_COUNT, INT, "Check-outs begun.")
          .sensitive()
          .attribute(LAST_CART_AT, INSTANT, "Last time something was put into the cart.")
          .sensitive()
          .attribute(
              UTM_SOURCE,
              STRING,
              "Campaign of the first hit that told any, in its fields or in the parameters of its address.")
          .attribute(UTM_MEDIUM, STRING, "See utm_source.")
          .attribute(UTM_CAMPAIGN, STRING, "See utm_source.")
          .attribute(LANDING_URL, STRING, "First URL: host, path and allow-listed parameters.")
          .sensitive()
          .attribute(REFERRER_HOST, STRING, "Host of the first referrer.")
          .sensitive()
          .attribute(HAS_LOGIN, BOOLEAN, "The visitor logged in.")
          .attribute(HAS_PURCHASE, BOOLEAN, "An order was placed.")
          .pseudonym(ORDER_IDS, STRINGS, "Orders placed in the visit.")
          .build();

  private Sessions() {}
}

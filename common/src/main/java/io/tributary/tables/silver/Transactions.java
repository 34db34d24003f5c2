package io.tributary.tables.silver;

import static io.tributary.tables.Types.BOOLEAN;
import static io.tributary.tables.Types.DAY;
import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.MONEY;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;
import io.tributary.tables.Types;

/**
 * One ticket or order; latest version. A sale, a return or a cancelled ticket, converted to the
 * reporting currency.
 */
public final class Transactions {
  public static final String TRANSACTION_ID = "transaction_id";
  public static final String SOURCE = "source";
  public static final String CHANNEL = "channel";
  public static final String STORE_ID = "store_id";
  public static final String REGISTER_ID = "register_id";
  public static final String TICKET_NO = "ticket_no";
  public static final String ORDER_ID = "order_id";
  public static final String RECORD_KEY = "record_key";
  public static final String OCCURRED_AT = "occurred_at";
  public static final String BUSINESS_ON = "business_on";
  public static final String UPDATED_AT = "updated_at";
  public static final String KIND = "kind";
  public static final String STATUS = "status";
  public static final String TENDER = "tender";
  public static final String RETURNS_TRANSACTION_ID = "returns_transaction_id";
  public static final String CURRENCY = "currency";
  public static final String NET_AMOUNT = "net_amount";
  public static final String REPORTING_AMOUNT = "reporting_amount";
  public static final String RATE = "rate";
  public static final String RATE_ON = "rate_on";
  public static final String IS_REVENUE = "is_revenue";
  public static final String NOT_REVENUE_REASON = "not_revenue_reason";
  public static final String QUALITY_FLAGS = "quality_flags";
  public static final String IS_DELETED = "is_deleted";

  public static final Table TABLE =
      Table.silver("transactions", "One ticket or order; latest version.")
          .key(TRANSACTION_ID)
          .pseudonym(TRANSACTION_ID, STRING, "source:ticket key.")
          .attribute(SOURCE, STRING, "Name of the source contract.")
          .attribute(CHANNEL, STRING, "store, web, app or marketplace.")
          .attribute(STORE_ID, STRING, "Store, for tickets of a store.")
          .attribute(REGISTER_ID, STRING, "Register, for tickets of a store.")
          .pseudonym(TICKET_NO, STRING, "Number of the ticket in its source.")
          .pseudonym(ORDER_ID, STRING, "Order number shared by sources that saw the same order.")
          .pseudonym(
              RECORD_KEY,
              STRING,
              "Sighting, login or card record of the buyer, for a return without one that of its sale; null for an anonymous ticket.")
          .attribute(OCCURRED_AT, INSTANT, "When it was bought.")
          .attribute(BUSINESS_ON, DAY, "Day of occurred_at in the business time zone.")
          .attribute(UPDATED_AT, INSTANT, "Time of the latest version.")
          .attribute(KIND, STRING, "SALE, RETURN or CANCELLED.")
          .attribute(STATUS, STRING, "placed, paid, delivered, cancelled or returned, for orders.")
          .attribute(TENDER, STRING, "cash, cod, card, wallet or points.")
          .pseudonym(RETURNS_TRANSACTION_ID, STRING, "The sale that a return belongs to.")
          .attribute(CURRENCY, STRING, "ISO 4217.")
          .attribute(
              NET_AMOUNT,
              Types.AMOUNT,
              "Sum of the rounded lines in the currency; negative for a return.")
          .attribute(
              REPORTING_AMOUNT,
              MONEY,
              "Sum of the lines converted and rounded in the reporting currency; null if unvalued.")
          .attribute(
              RATE,
              Types.RATE,
              "Rate that was used; the rounded inverse of one that was delivered the other way round, by which amounts are divided.")
          .attribute(RATE_ON, DAY, "Day of that rate.")
          .attribute(IS_REVENUE, BOOLEAN, "Counts in lifetime value.")
          .attribute(
              NOT_REVENUE_REASON,
              STRING,
              "Why it does not count: CANCELLED, UNDELIVERED, PLACED, SAME_ORDER, NOT_REVENUE_SOURCE or UNVALUED; of a return also why its sale does not.")
          .attribute(
              QUALITY_FLAGS,
              Types.STRINGS,
              "What of the ticket could not be used, for example PHONE_DESTROYED; TOTAL_DIFFERS: its total is not the sum of its lines; ORIGINAL_UNKNOWN: a return of a sale that no file held.")
          .attribute(IS_DELETED, BOOLEAN, "The source took it back.")
          .build();

  private Transactions() {}
}

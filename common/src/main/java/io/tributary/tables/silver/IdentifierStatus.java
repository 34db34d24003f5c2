package io.tributary.tables.silver;

import static io.tributary.tables.Types.LONG;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One identifier that is carried by at least one live record. Whether an identifier may link, and
 * why not. A hot value (a shop phone) links nobody.
 */
public final class IdentifierStatus {
  public static final String IDENTIFIER_ID = "identifier_id";
  public static final String TYPE = "type";
  public static final String CARRIER_COUNT = "carrier_count";
  public static final String STATUS = "status";
  public static final String REASON = "reason";

  public static final Table TABLE =
      Table.silver(
              "identifier_status", "One identifier that is carried by at least one live record.")
          .key(IDENTIFIER_ID)
          .pseudonym(IDENTIFIER_ID, STRING, "HMAC of namespace, type and value.")
          .attribute(TYPE, STRING, "Type of the identifier.")
          .attribute(
              CARRIER_COUNT,
              LONG,
              "Customers that carry it, told apart by name or else by another identifier. Of a value"
                  + " that its payments or accounts made hot: how many those are.")
          .attribute(STATUS, STRING, "OK, HOT or BLOCKED.")
          .attribute(
              REASON,
              STRING,
              "Which limit or list, for HOT and BLOCKED. max-carriers: too many customers; max-carriers"
                  + " by payment: too many means of payment beside it; max-carriers by account: too"
                  + " many records of one name.")
          .build();

  private IdentifierStatus() {}
}

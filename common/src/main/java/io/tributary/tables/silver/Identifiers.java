package io.tributary.tables.silver;

import static io.tributary.tables.Types.BOOLEAN;
import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.INT;
import static io.tributary.tables.Types.LONG;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One identifier of one record. Typed and namespaced: id 17 of two CRMs differ, two feeds of one
 * CRM share.
 */
public final class Identifiers {
  public static final String RECORD_KEY = "record_key";
  public static final String IDENTIFIER_ID = "identifier_id";
  public static final String TYPE = "type";
  public static final String NAMESPACE = "namespace";
  public static final String VALUE = "value";
  public static final String RANK = "rank";
  public static final String FIRST_SEEN_AT = "first_seen_at";
  public static final String LAST_SEEN_AT = "last_seen_at";
  public static final String SEEN_COUNT = "seen_count";
  public static final String IS_VALID = "is_valid";
  public static final String IS_DELETED = "is_deleted";

  public static final Table TABLE =
      Table.silver("identifiers", "One identifier of one record.")
          .key(RECORD_KEY, IDENTIFIER_ID)
          .pseudonym(RECORD_KEY, STRING, "The record that carries the identifier.")
          .pseudonym(IDENTIFIER_ID, STRING, "HMAC of namespace, type and value.")
          .attribute(
              TYPE,
              STRING,
              "email, phone, card, account, crm, cookie, device, payment, zalo, facebook …")
          .attribute(NAMESPACE, STRING, "Where the value means one thing.")
          .direct(VALUE, STRING, "Normalised value.")
          .attribute(RANK, INT, "Position in the record, 1 = main one.")
          .attribute(FIRST_SEEN_AT, INSTANT, "First event or version that carried it.")
          .attribute(LAST_SEEN_AT, INSTANT, "Last event or version that carried it.")
          .attribute(SEEN_COUNT, LONG, "How many events or versions carried it.")
          .attribute(IS_VALID, BOOLEAN, "False: kept for the steward, links nobody.")
          .attribute(IS_DELETED, BOOLEAN, "The record no longer carries it.")
          .build();

  private Identifiers() {}
}

package io.tributary.tables.gold;

import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.INT;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One value of one field of one customer: the golden record with its provenance. rank 1 is the
 * golden value. Direct identifiers: restricted.
 */
public final class CustomerContacts {
  public static final String CUSTOMER_ID = "customer_id";
  public static final String FIELD = "field";
  public static final String RANK = "rank";
  public static final String VALUE = "value";
  public static final String SOURCE = "source";
  public static final String RECORD_KEY = "record_key";
  public static final String VALUED_AT = "valued_at";
  public static final String RULE = "rule";

  public static final Table TABLE =
      Table.gold(
              "customer_contacts",
              "One value of one field of one customer: the golden record with its provenance.")
          .key(CUSTOMER_ID, FIELD, RANK)
          .pseudonym(CUSTOMER_ID, STRING, "The customer.")
          .attribute(
              FIELD,
              STRING,
              "full_name, given_name, family_name, birth_date, gender, address_line, ward, district, city, region, postal_code, country, email, phone, zalo, facebook.")
          .attribute(RANK, INT, "1 = golden value.")
          .direct(VALUE, STRING, "The value in display form; dates as yyyy-MM-dd.")
          .attribute(SOURCE, STRING, "Source that stated it.")
          .pseudonym(RECORD_KEY, STRING, "Record that stated it.")
          .attribute(VALUED_AT, INSTANT, "When the source stated it.")
          .attribute(RULE, STRING, "Why it stands at this rank.")
          .build();

  private CustomerContacts() {}
}

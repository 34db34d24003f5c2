package io.tributary.tables.silver;

import static io.tributary.tables.Types.BOOLEAN;
import static io.tributary.tables.Types.DAY;
import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One version of a customer record. History of customer records: valid from valid_from until the
 * next version of the same record.
 */
public final class CustomerRecordVersions {
  public static final String RECORD_KEY = "record_key";
  public static final String VALID_FROM = "valid_from";
  public static final String DELIVERED_ON = "delivered_on";
  public static final String IS_DELETED = "is_deleted";
  public static final String FULL_NAME = "full_name";
  public static final String ADDRESS_LINE = "address_line";
  public static final String CITY = "city";
  public static final String CONTENT_HASH = "content_hash";

  public static final Table TABLE =
      Table.silver("customer_record_versions", "One version of a customer record.")
          .key(RECORD_KEY, VALID_FROM)
          .pseudonym(RECORD_KEY, STRING, "source:natural key.")
          .attribute(
              VALID_FROM,
              INSTANT,
              "The source's own time of this version; without one when the record was created or issued for the first delivery, the start of the day of delivery for a later one.")
          .attribute(DELIVERED_ON, DAY, "Day of delivery.")
          .attribute(IS_DELETED, BOOLEAN, "This version deletes the record.")
          .direct(FULL_NAME, STRING, "Whole name in display form.")
          .direct(ADDRESS_LINE, STRING, "Street address in display form.")
          .attribute(CITY, STRING, "Current province or city.")
          .pseudonym(CONTENT_HASH, STRING, "Hash of the version.")
          .build();

  private CustomerRecordVersions() {}
}

package io.tributary.tables.silver;

import static io.tributary.tables.Types.BOOLEAN;
import static io.tributary.tables.Types.DAY;
import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.LONG;
import static io.tributary.tables.Types.STRING;
import static io.tributary.tables.Types.STRINGS;

import io.tributary.tables.Table;

/**
 * One source row, card, login or sighting that stands for a customer; its latest version. A
 * sighting is a distinct set of identifiers seen together in one source, for example on a ticket.
 */
public final class CustomerRecords {
  public static final String RECORD_KEY = "record_key";
  public static final String SOURCE = "source";
  public static final String KIND = "kind";
  public static final String FIRST_RUN = "first_run";
  public static final String FIRST_DELIVERED_ON = "first_delivered_on";
  public static final String UPDATED_AT = "updated_at";
  public static final String IS_DELETED = "is_deleted";
  public static final String GIVEN_NAME = "given_name";
  public static final String FAMILY_NAME = "family_name";
  public static final String FULL_NAME = "full_name";
  public static final String NAME_KEY = "name_key";
  public static final String BIRTH_DATE = "birth_date";
  public static final String GENDER = "gender";
  public static final String ADDRESS_LINE = "address_line";
  public static final String WARD = "ward";
  public static final String DISTRICT = "district";
  public static final String CITY = "city";
  public static final String REGION = "region";
  public static final String POSTAL_CODE = "postal_code";
  public static final String COUNTRY = "country";
  public static final String QUALITY_FLAGS = "quality_flags";
  public static final String CONTENT_HASH = "content_hash";

  /** One of the {@link #QUALITY_FLAGS}: the country that is stated cannot be read. */
  public static final String COUNTRY_UNKNOWN = "COUNTRY_UNKNOWN";

  public static final Table TABLE =
      Table.silver(
              "customer_records",
              "One source row, card, login or sighting that stands for a customer; its latest version.")
          .key(RECORD_KEY)
          .pseudonym(RECORD_KEY, STRING, "source:natural key.")
          .attribute(SOURCE, STRING, "Name of the source contract.")
          .attribute(KIND, STRING, "CRM, CARD, LOGIN or SIGHTING.")
          .attribute(FIRST_RUN, LONG, "Run that first saw the record; written once.")
          .attribute(
              FIRST_DELIVERED_ON,
              DAY,
              "Day of the first delivery that held the record; written once.")
          .attribute(UPDATED_AT, INSTANT, "The source's own time of the latest version.")
          .attribute(
              IS_DELETED,
              BOOLEAN,
              "The source deleted the record, or a snapshot no longer holds it.")
          .direct(GIVEN_NAME, STRING, "Given name in display form.")
          .direct(FAMILY_NAME, STRING, "Family name in display form.")
          .direct(FULL_NAME, STRING, "Whole name in display form, as the source spelled it.")
          .direct(
              NAME_KEY,
              STRING,
              "Match form of the whole name: folded, lower case, without honorifics.")
          .direct(BIRTH_DATE, DAY, "Date of birth.")
          .attribute(GENDER, STRING, "F, M or null.")
          .direct(ADDRESS_LINE, STRING, "Street address in display form.")
          .attribute(WARD, STRING, "Ward or commune as delivered.")
          .attribute(DISTRICT, STRING, "District as delivered (Vietnam has none since 2025-07-01).")
          .attribute(CITY, STRING, "Current province or city.")
          .attribute(REGION, STRING, "Region of the city.")
          .direct(POSTAL_CODE, STRING, "Full postal code.")
          .attribute(COUNTRY, STRING, "ISO 3166-1 alpha-2.")
          .attribute(
              QUALITY_FLAGS,
              STRINGS,
              "What normalising could not use, for example PHONE_MASKED; COUNTRY_UNKNOWN: a country that is neither a code nor a name, so that names and phones are read by the habits of none; NAME_UNUSABLE: no letters, or a name for nobody (Guest), so that name_key is null.")
          .pseudonym(
              CONTENT_HASH, STRING, "Hash of the version, to tell a change from a re-delivery.")
          .build();

  private CustomerRecords() {}
}

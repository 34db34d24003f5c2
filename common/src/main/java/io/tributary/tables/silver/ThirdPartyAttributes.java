package io.tributary.tables.silver;

import static io.tributary.tables.Types.DAY;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One attribute that a vendor states of a contact point or an area. Vendor rows attach to
 * customers; they never link or found one.
 */
public final class ThirdPartyAttributes {
  public static final String SOURCE = "source";
  public static final String KEY_TYPE = "key_type";
  public static final String SUBJECT_KEY = "subject_key";
  public static final String ATTRIBUTE = "attribute";
  public static final String VALUE = "value";
  public static final String AS_OF_ON = "as_of_on";

  public static final Table TABLE =
      Table.silver(
              "third_party_attributes",
              "One attribute that a vendor states of a contact point or an area.")
          .key(SOURCE, KEY_TYPE, SUBJECT_KEY, ATTRIBUTE)
          .attribute(SOURCE, STRING, "The vendor.")
          .attribute(KEY_TYPE, STRING, "email_sha256, phone_sha256 or postal_code.")
          .direct(SUBJECT_KEY, STRING, "The key as delivered, lower case.")
          .attribute(ATTRIBUTE, STRING, "Name of the attribute.")
          .attribute(VALUE, STRING, "Its value.")
          .sensitive()
          .attribute(AS_OF_ON, DAY, "Day for which the vendor states it.")
          .build();

  private ThirdPartyAttributes() {}
}

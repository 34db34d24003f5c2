package io.tributary.tables.gold;

import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One key of one customer as it was sent to a destination. What a destination holds; a removal
 * takes the keys as they were sent.
 */
public final class DeliveredKeys {
  public static final String DESTINATION = "destination";
  public static final String SEGMENT = "segment";
  public static final String KEY_TYPE = "key_type";
  public static final String DIGEST = "digest";
  public static final String CUSTOMER_ID = "customer_id";
  public static final String ADDED_BY = "added_by";
  public static final String REMOVED_BY = "removed_by";

  public static final Table TABLE =
      Table.gold("delivered_keys", "One key of one customer as it was sent to a destination.")
          .key(DESTINATION, SEGMENT, KEY_TYPE, DIGEST, CUSTOMER_ID)
          .attribute(DESTINATION, STRING, "Name of the destination.")
          .attribute(SEGMENT, STRING, "The segment.")
          .attribute(
              KEY_TYPE,
              STRING,
              "What the key is: email, phone … or a combination, as the format names it.")
          .direct(DIGEST, STRING, "The key as it was sent: its cells.")
          .pseudonym(CUSTOMER_ID, STRING, "The customer.")
          .attribute(ADDED_BY, STRING, "Delivery that sends it; written before it is sent.")
          .attribute(
              REMOVED_BY,
              STRING,
              "Delivery that takes it back, done once that is PUBLISHED; null while it is held.")
          .build();

  private DeliveredKeys() {}
}

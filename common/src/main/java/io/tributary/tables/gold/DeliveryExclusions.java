package io.tributary.tables.gold;

import static io.tributary.tables.Types.LONG;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One reason for which members of a segment are not in a file. Each excluded member is counted
 * once, under its first reason.
 */
public final class DeliveryExclusions {
  public static final String DELIVERY_ID = "delivery_id";
  public static final String REASON = "reason";
  public static final String CUSTOMER_COUNT = "customer_count";

  public static final Table TABLE =
      Table.gold(
              "delivery_exclusions", "One reason for which members of a segment are not in a file.")
          .key(DELIVERY_ID, REASON)
          .attribute(DELIVERY_ID, STRING, "The delivery.")
          .attribute(
              REASON, STRING, "NO_CONSENT, DENIED, NO_EVIDENCE, NO_KEY, SHARED_KEY or HOLDOUT.")
          .attribute(CUSTOMER_COUNT, LONG, "Members excluded for it.")
          .build();

  private DeliveryExclusions() {}
}

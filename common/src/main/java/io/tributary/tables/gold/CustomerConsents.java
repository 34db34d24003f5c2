package io.tributary.tables.gold;

import static io.tributary.tables.Types.BOOLEAN;
import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One purpose and channel on which a subject of the customer decided; the strictest wins. Where
 * nobody decided there is no row: that is unknown, and is not sent.
 */
public final class CustomerConsents {
  public static final String CUSTOMER_ID = "customer_id";
  public static final String PURPOSE = "purpose";
  public static final String CHANNEL = "channel";
  public static final String STATE = "state";
  public static final String DECIDED_BY = "decided_by";
  public static final String DECIDED_AT = "decided_at";
  public static final String HAS_EVIDENCE = "has_evidence";

  public static final Table TABLE =
      Table.gold(
              "customer_consents",
              "One purpose and channel on which a customer decided; no row is unknown.")
          .key(CUSTOMER_ID, PURPOSE, CHANNEL)
          .pseudonym(CUSTOMER_ID, STRING, "The customer.")
          .attribute(PURPOSE, STRING, "marketing, ads, profiling …")
          .attribute(CHANNEL, STRING, "email, sms, zalo, call, post, ads.")
          .attribute(STATE, STRING, "GRANTED or DENIED.")
          .attribute(DECIDED_BY, STRING, "Source and rule that decided.")
          .attribute(DECIDED_AT, INSTANT, "When the deciding event happened.")
          .attribute(HAS_EVIDENCE, BOOLEAN, "The deciding grant has a reference of evidence.")
          .build();

  private CustomerConsents() {}
}

package io.tributary.tables.silver;

import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.LONG;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/** One change of a customer. Append only; replays to customer_links. */
public final class CustomerEvents {
  public static final String RUN_NO = "run_no";
  public static final String AS_OF = "as_of";
  public static final String KIND = "kind";
  public static final String CUSTOMER_ID = "customer_id";
  public static final String OTHER_CUSTOMER_ID = "other_customer_id";
  public static final String RECORD_KEY = "record_key";
  public static final String REASON = "reason";

  public static final Table TABLE =
      Table.silver("customer_events", "One change of a customer.")
          .attribute(RUN_NO, LONG, "Run that decided.")
          .attribute(AS_OF, INSTANT, "As-of of that run.")
          .attribute(KIND, STRING, "CREATED, JOINED, LEFT, ABSORBED, SPLIT or RETIRED.")
          .pseudonym(CUSTOMER_ID, STRING, "The customer.")
          .pseudonym(
              OTHER_CUSTOMER_ID, STRING, "The customer that absorbed it or that it was split from.")
          .pseudonym(RECORD_KEY, STRING, "The record that joined or left.")
          .attribute(REASON, STRING, "Why.")
          .build();

  private CustomerEvents() {}
}

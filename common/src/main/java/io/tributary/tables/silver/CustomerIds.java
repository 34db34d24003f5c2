package io.tributary.tables.silver;

import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.LONG;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One customer id that was ever given. Ids are remembered, not recomputed: every id is kept with
 * its founder, also after deletion.
 */
public final class CustomerIds {
  public static final String CUSTOMER_ID = "customer_id";
  public static final String FOUNDING_RECORD_KEY = "founding_record_key";
  public static final String FOUNDED_RUN = "founded_run";
  public static final String FOUNDED_AT = "founded_at";
  public static final String STATE = "state";
  public static final String ABSORBED_INTO = "absorbed_into";

  /** What a customer id looks like: nothing that anybody is called or reached by. */
  public static final String FORM = "c[0-9a-f]{20}";

  public static final Table TABLE =
      Table.silver("customer_ids", "One customer id that was ever given.")
          .key(CUSTOMER_ID)
          .pseudonym(CUSTOMER_ID, STRING, "The id.")
          .pseudonym(FOUNDING_RECORD_KEY, STRING, "Record from which the id was derived.")
          .attribute(FOUNDED_RUN, LONG, "Run that gave it.")
          .attribute(FOUNDED_AT, INSTANT, "As-of of that run.")
          .attribute(STATE, STRING, "LIVE, ABSORBED or RETIRED.")
          .pseudonym(ABSORBED_INTO, STRING, "The customer that absorbed this one.")
          .build();

  private CustomerIds() {}
}

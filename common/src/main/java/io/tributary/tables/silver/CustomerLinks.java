package io.tributary.tables.silver;

import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/** The customer of each live record, now. What identity decided. */
public final class CustomerLinks {
  public static final String RECORD_KEY = "record_key";
  public static final String CUSTOMER_ID = "customer_id";
  public static final String COMPONENT_ID = "component_id";
  public static final String LINKED_AT = "linked_at";
  public static final String MODEL_VERSION = "model_version";

  public static final Table TABLE =
      Table.silver("customer_links", "The customer of each live record, now.")
          .key(RECORD_KEY)
          .pseudonym(RECORD_KEY, STRING, "The record.")
          .pseudonym(CUSTOMER_ID, STRING, "Its customer.")
          .pseudonym(COMPONENT_ID, STRING, "Smallest record key of the linked set.")
          .attribute(LINKED_AT, INSTANT, "As-of of the run that linked it to this customer.")
          .attribute(MODEL_VERSION, STRING, "Model in use, if any.")
          .build();

  private CustomerLinks() {}
}

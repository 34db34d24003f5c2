package io.tributary.tables.ops;

import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/** One look of a human at a customer's unmasked data. Append only. */
public final class Accesses {
  public static final String ACCESSED_AT = "accessed_at";
  public static final String ACCESSED_BY = "accessed_by";
  public static final String CUSTOMER_ID = "customer_id";
  public static final String COMMAND = "command";

  public static final Table TABLE =
      Table.ops("accesses", "One look of a human at a customer's unmasked data.")
          .attribute(ACCESSED_AT, INSTANT, "When.")
          .attribute(ACCESSED_BY, STRING, "User of the operating system.")
          .pseudonym(CUSTOMER_ID, STRING, "The customer.")
          .attribute(COMMAND, STRING, "With which command.")
          .build();

  private Accesses() {}
}

package io.tributary.tables.ops;

import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.STRING;
import static io.tributary.tables.Types.STRINGS;

import io.tributary.tables.Table;

/** One look of a human at unmasked data, of a customer or of whole tables. Append only. */
public final class Accesses {
  public static final String ACCESSED_AT = "accessed_at";
  public static final String ACCESSED_BY = "accessed_by";
  public static final String CUSTOMER_ID = "customer_id";
  public static final String COMMAND = "command";
  public static final String TABLES = "tables";

  public static final Table TABLE =
      Table.ops(
              "accesses", "One look of a human at unmasked data, of a customer or of whole tables.")
          .attribute(ACCESSED_AT, INSTANT, "When.")
          .attribute(ACCESSED_BY, STRING, "User of the operating system.")
          .pseudonym(CUSTOMER_ID, STRING, "The customer; null where tables were asked.")
          .attribute(COMMAND, STRING, "With which command.")
          .attribute(TABLES, STRINGS, "The restricted tables that were asked; none for a customer.")
          .build();

  private Accesses() {}
}

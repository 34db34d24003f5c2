package io.tributary.tables.gold;

import static io.tributary.tables.Types.DAY;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One member of one segment at the end of one business day. A published slice changes only by an
 * explicit re-run.
 */
public final class SegmentSnapshots {
  public static final String AS_OF_ON = "as_of_on";
  public static final String SEGMENT = "segment";
  public static final String CUSTOMER_ID = "customer_id";
  public static final String DEFINITION_HASH = "definition_hash";

  public static final Table TABLE =
      Table.gold("segment_snapshots", "One member of one segment at the end of one business day.")
          .key(AS_OF_ON, SEGMENT, CUSTOMER_ID)
          .partitionedBy(AS_OF_ON)
          .attribute(AS_OF_ON, DAY, "Business day.")
          .attribute(SEGMENT, STRING, "Name of the segment.")
          .pseudonym(CUSTOMER_ID, STRING, "The customer.")
          .attribute(DEFINITION_HASH, STRING, "Version of the definition.")
          .build();

  private SegmentSnapshots() {}
}

package io.tributary.tables.gold;

import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/** One stay of one customer in one segment. left_at null = member now. */
public final class SegmentMembers {
  public static final String SEGMENT = "segment";
  public static final String CUSTOMER_ID = "customer_id";
  public static final String ENTERED_AT = "entered_at";
  public static final String LEFT_AT = "left_at";
  public static final String ENTRY_REASON = "entry_reason";
  public static final String EXIT_REASON = "exit_reason";
  public static final String DEFINITION_HASH = "definition_hash";
  public static final String ARM = "arm";

  public static final Table TABLE =
      Table.gold("segment_members", "One stay of one customer in one segment.")
          .key(SEGMENT, CUSTOMER_ID, ENTERED_AT)
          .attribute(SEGMENT, STRING, "Name of the segment.")
          .pseudonym(CUSTOMER_ID, STRING, "The customer.")
          .attribute(ENTERED_AT, INSTANT, "As-of of the run in which the stay began.")
          .attribute(LEFT_AT, INSTANT, "As-of of the run in which it ended; null while it lasts.")
          .attribute(ENTRY_REASON, STRING, "Which conditions became true.")
          .attribute(
              EXIT_REASON,
              STRING,
              "Which conditions became false, or CUSTOMER_GONE, ABSORBED (into another customer) or SEGMENT_REMOVED.")
          .attribute(DEFINITION_HASH, STRING, "Version of the definition.")
          .attribute(
              ARM,
              STRING,
              "control (held out: sent nowhere) or treated; null outside of experiments.")
          .build();

  private SegmentMembers() {}
}

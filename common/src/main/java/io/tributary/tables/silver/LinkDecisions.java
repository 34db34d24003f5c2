package io.tributary.tables.silver;

import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One decision of a steward on two records. left_key < right_key. All are kept; the last one on a
 * pair counts. Written by the commands link and unlink; no rebuild and no model touches it.
 */
public final class LinkDecisions {
  public static final String LEFT_KEY = "left_key";
  public static final String RIGHT_KEY = "right_key";
  public static final String DECISION = "decision";
  public static final String DECIDED_BY = "decided_by";
  public static final String REASON = "reason";
  public static final String DECIDED_AT = "decided_at";

  /** The two are one customer. */
  public static final String LINK = "LINK";

  /** The two are never one customer, through no chain of links. */
  public static final String UNLINK = "UNLINK";

  /** The decision before it was taken back. */
  public static final String WITHDRAWN = "WITHDRAWN";

  public static final Table TABLE =
      Table.silver(
              "link_decisions",
              "One decision of a steward on two records; the last one on a pair counts.")
          .key(LEFT_KEY, RIGHT_KEY, DECIDED_AT)
          .pseudonym(LEFT_KEY, STRING, "The smaller record key.")
          .pseudonym(RIGHT_KEY, STRING, "The greater record key.")
          .attribute(DECISION, STRING, "LINK, UNLINK or WITHDRAWN.")
          .direct(DECIDED_BY, STRING, "Who decided.")
          .direct(REASON, STRING, "Why, in the steward's words.")
          .attribute(DECIDED_AT, INSTANT, "When the command was given.")
          .build();

  private LinkDecisions() {}
}

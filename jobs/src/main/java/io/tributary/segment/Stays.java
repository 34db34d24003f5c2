package io.tributary.segment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.gold.SegmentMembers;
import io.tributary.tables.silver.CustomerIds;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Stays as a function of the stays before the as-of and of today's standings: repeated for one
 * as-of it gives the same rows, also after a crash.
 */
final class Stays {
  static final String CUSTOMER_GONE = "CUSTOMER_GONE";
  static final String ABSORBED = "ABSORBED";
  static final String SEGMENT_REMOVED = "SEGMENT_REMOVED";

  /** Between the parts of a reason. */
  static final String BETWEEN = "; ";

  private static final String IS_ABSORBED = "is_absorbed";

  private Stays() {}

  /** The stays as they were before the as-of: what began at it is not there, what ended lasts. */
  static Dataset<Row> before(Dataset<Row> members, AsOf asOf) {
    Column isOver = asOf.isBefore(col(SegmentMembers.LEFT_AT));
    return members
        .where(asOf.isBefore(col(SegmentMembers.ENTERED_AT)))
        .select(
            col(SegmentMembers.SEGMENT),
            col(SegmentMembers.CUSTOMER_ID),
            col(SegmentMembers.ENTERED_AT),
            when(isOver, col(SegmentMembers.LEFT_AT)).as(SegmentMembers.LEFT_AT),
            col(SegmentMembers.ENTRY_REASON),
            when(isOver, col(SegmentMembers.EXIT_REASON)).as(SegmentMembers.EXIT_REASON),
            col(SegmentMembers.DEFINITION_HASH),
            col(SegmentMembers.ARM));
  }

  /** The stays that last. */
  static Dataset<Row> open(Dataset<Row> stays) {
    return stays.where(col(SegmentMembers.LEFT_AT).isNull());
  }

  /**
   * The stays after the as-of.
   *
   * @param before from {@link #before}
   * @param standings of every open stay of a living customer, and of every member
   * @param ids silver.customer_ids: why a customer is gone
   * @param names segments that are defined
   */
  static Dataset<Row> after(
      Dataset<Row> before,
      Dataset<Row> standings,
      Dataset<Row> ids,
      List<String> names,
      AsOf asOf) {
    Dataset<Row> absorbed =
        ids.where(col(CustomerIds.STATE).equalTo("ABSORBED"))
            .select(
                col(CustomerIds.CUSTOMER_ID).as(SegmentMembers.CUSTOMER_ID),
                lit(true).as(IS_ABSORBED));
    Dataset<Row> lasting =
        open(before)
            .join(
                standings,
                new String[] {SegmentMembers.SEGMENT, SegmentMembers.CUSTOMER_ID},
                "full")
            .join(absorbed, new String[] {SegmentMembers.CUSTOMER_ID}, "left");
    return before
        .where(col(SegmentMembers.LEFT_AT).isNotNull())
        .unionByName(lasting.select(columns(names, asOf)));
  }

  private static Column[] columns(List<String> names, AsOf asOf) {
    Column isNew = col(SegmentMembers.ENTERED_AT).isNull();
    Column hasLeft = not(coalesce(col(Standings.IS_MEMBER), lit(false)));
    Column today = concat_ws(BETWEEN, col(Standings.REASONS));
    return new Column[] {
      col(SegmentMembers.SEGMENT),
      col(SegmentMembers.CUSTOMER_ID),
      coalesce(col(SegmentMembers.ENTERED_AT), asOf.column()).as(SegmentMembers.ENTERED_AT),
      when(hasLeft, asOf.column()).as(SegmentMembers.LEFT_AT),
      when(isNew, today)
          .otherwise(col(SegmentMembers.ENTRY_REASON))
          .as(SegmentMembers.ENTRY_REASON),
      when(hasLeft, exitReason(names)).as(SegmentMembers.EXIT_REASON),
      when(isNew, col(Standings.HASH))
          .otherwise(col(SegmentMembers.DEFINITION_HASH))
          .as(SegmentMembers.DEFINITION_HASH),
      // Who stays is in the experiment of today; who left keeps the arm of the stay.
      when(hasLeft, col(SegmentMembers.ARM)).otherwise(col(Standings.ARM)).as(SegmentMembers.ARM)
    };
  }

  private static Column exitReason(List<String> names) {
    return when(col(Standings.IS_MEMBER).isNotNull(), concat_ws(BETWEEN, becameFalse()))
        .when(not(col(SegmentMembers.SEGMENT).isin(names.toArray())), SEGMENT_REMOVED)
        .when(col(IS_ABSORBED), ABSORBED)
        .otherwise(CUSTOMER_GONE);
  }

  /**
   * What held at the entry and does not hold now; if nothing did (the customer stayed for another
   * reason since, or the definition changed), all that does not hold now.
   */
  private static Column becameFalse() {
    Column entry = concat(lit(BETWEEN), col(SegmentMembers.ENTRY_REASON), lit(BETWEEN));
    Column became =
        filter(
            col(Standings.REASONS),
            reason -> entry.contains(concat(lit(BETWEEN), reason, lit(BETWEEN))));
    return when(size(became).gt(0), became).otherwise(col(Standings.REASONS));
  }
}

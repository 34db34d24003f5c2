package io.tributary.segment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import io.tributary.tables.gold.SegmentMembers;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How many customers each two segments share. */
public final class SegmentOverlap {
  public static final String SEGMENT = "segment";
  public static final String OTHER_SEGMENT = "other_segment";
  public static final String CUSTOMER_COUNT = "customer_count";

  private SegmentOverlap() {}

  /**
   * One row [segment, other_segment] customer_count (LONG) for each two segments that share a
   * customer, in both orders, and for each with itself: its size. Bounded by the square of the
   * number of segments.
   *
   * @param stays gold.segment_members; those that last are counted
   */
  public static Dataset<Row> of(Dataset<Row> stays) {
    return Stays.open(stays)
        .groupBy(col(SegmentMembers.CUSTOMER_ID))
        .agg(collect_set(col(SegmentMembers.SEGMENT)).as("segments"))
        .select(col("segments"), explode(col("segments")).as(SEGMENT))
        .select(col(SEGMENT), explode(col("segments")).as(OTHER_SEGMENT))
        .groupBy(col(SEGMENT), col(OTHER_SEGMENT))
        .agg(count(lit(1)).as(CUSTOMER_COUNT))
        .select(SEGMENT, OTHER_SEGMENT, CUSTOMER_COUNT);
  }
}

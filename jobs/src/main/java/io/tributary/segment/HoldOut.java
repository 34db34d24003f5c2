package io.tributary.segment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.gold.SegmentMembers;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * A control group: members who are sent to no destination. The arm is a stable hash of group and
 * customer: the first 32 bits of SHA-256 of {@code group|customer_id}, as a share of 2^32, below
 * {@code share} is {@code control}. So a customer who comes back is in the same arm, and a larger
 * share keeps everybody who was held out before.
 *
 * @param share of the members, above 0 and at most 0.9
 * @param group segments that name one group hold out the same customers; the segment's own name
 *     unless said otherwise
 */
public record HoldOut(double share, Optional<String> group) {
  static final String CONTROL = "control";
  static final String TREATED = "treated";

  private static final long BUCKETS = 1L << 32;
  private static final int HEX_DIGITS = 8;

  public HoldOut {
    if (!(share > 0 && share <= 0.9)) {
      throw new IllegalArgumentException("share must be above 0 and at most 0.9");
    }
  }

  /** The arm of the customer of a row, in the experiment on a segment. */
  Column arm(String segment) {
    Column digest =
        sha2(
            concat(lit(group.orElse(segment) + "|"), col(SegmentMembers.CUSTOMER_ID))
                .cast("binary"),
            256);
    Column bucket = conv(substring(digest, 1, HEX_DIGITS), 16, 10).cast("bigint");
    return when(bucket.lt(lit((long) (share * BUCKETS))), CONTROL).otherwise(TREATED);
  }
}

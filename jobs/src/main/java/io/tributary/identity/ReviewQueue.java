package io.tributary.identity;

import static org.apache.spark.sql.functions.col;

import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.LinkDecisions;
import io.tributary.tables.silver.LinkEvidence;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Doubtful pairs that wait for a steward: two customers between which the model sees a weight near
 * the cut, or one above it that a limit refused, and on which nobody has decided. The most likely
 * first.
 */
public final class ReviewQueue {
  public static final String LEFT_CUSTOMER = "left_customer";
  public static final String RIGHT_CUSTOMER = "right_customer";

  private ReviewQueue() {}

  /** weight_log2, left_key, right_key, their customers, state, refused_by, levels. */
  public static Dataset<Row> of(Dataset<Row> evidence, Dataset<Row> links, Dataset<Row> decisions) {
    Dataset<Row> decided =
        Decisions.standing(decisions)
            .select(col(LinkDecisions.LEFT_KEY), col(LinkDecisions.RIGHT_KEY));
    Dataset<Row> lefts =
        links.select(
            col(CustomerLinks.RECORD_KEY).as(LinkEvidence.LEFT_KEY),
            col(CustomerLinks.CUSTOMER_ID).as(LEFT_CUSTOMER));
    Dataset<Row> rights =
        links.select(
            col(CustomerLinks.RECORD_KEY).as(LinkEvidence.RIGHT_KEY),
            col(CustomerLinks.CUSTOMER_ID).as(RIGHT_CUSTOMER));
    return evidence
        .where(col(LinkEvidence.KIND).equalTo(Evidence.MODEL))
        .where(col(LinkEvidence.STATE).notEqual(Evidence.USED))
        .join(lefts, LinkEvidence.LEFT_KEY)
        .join(rights, LinkEvidence.RIGHT_KEY)
        .where(col(LEFT_CUSTOMER).notEqual(col(RIGHT_CUSTOMER)))
        .join(decided, new String[] {LinkEvidence.LEFT_KEY, LinkEvidence.RIGHT_KEY}, "left_anti")
        .select(
            col(LinkEvidence.WEIGHT_LOG2),
            col(LinkEvidence.LEFT_KEY),
            col(LinkEvidence.RIGHT_KEY),
            col(LEFT_CUSTOMER),
            col(RIGHT_CUSTOMER),
            col(LinkEvidence.STATE),
            col(LinkEvidence.REFUSED_BY),
            col(LinkEvidence.LEVELS))
        .orderBy(
            col(LinkEvidence.WEIGHT_LOG2).desc(),
            col(LinkEvidence.LEFT_KEY),
            col(LinkEvidence.RIGHT_KEY));
  }
}

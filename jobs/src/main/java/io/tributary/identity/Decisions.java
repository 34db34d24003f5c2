package io.tributary.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.tributary.graph.Clustering;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.LinkDecisions;
import io.tributary.tables.silver.LinkEvidence;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What stewards decided, as evidence: a link stronger than every limit, or a pair kept apart. */
final class Decisions {
  static final String STEWARD = "STEWARD";
  static final String RULE = "steward";

  private Decisions() {}

  /**
   * @return rows of {@link LinkEvidence} for the decisions on two live records. A forced link has
   *     no weight; it is USED until a pair apart refuses it. A pair apart is REFUSED.
   */
  static Dataset<Row> evidence(Dataset<Row> decisions, Dataset<Row> records) {
    Dataset<Row> live =
        records
            .where(not(coalesce(col(CustomerRecords.IS_DELETED), lit(false))))
            .select(col(CustomerRecords.RECORD_KEY).as("live_key"));
    Column links = col(LinkDecisions.DECISION).equalTo(LinkDecisions.LINK);
    Column none = lit(null).cast(Types.STRING);
    return decisions
        .where(col(LinkDecisions.DECISION).isin(LinkDecisions.LINK, LinkDecisions.UNLINK))
        .join(live, col(LinkDecisions.LEFT_KEY).equalTo(col("live_key")), "left_semi")
        .join(live, col(LinkDecisions.RIGHT_KEY).equalTo(col("live_key")), "left_semi")
        .select(
            col(LinkDecisions.LEFT_KEY).as(LinkEvidence.LEFT_KEY),
            col(LinkDecisions.RIGHT_KEY).as(LinkEvidence.RIGHT_KEY),
            lit(RULE).as(LinkEvidence.RULE),
            lit(STEWARD).as(LinkEvidence.KIND),
            none.as(LinkEvidence.IDENTIFIER_ID),
            none.as(LinkEvidence.MODEL_VERSION),
            lit(null).cast(Types.DOUBLE).as(LinkEvidence.WEIGHT_LOG2),
            lit(null).cast(Types.STRINGS).as(LinkEvidence.LEVELS),
            when(links, Evidence.USED).otherwise(Evidence.REFUSED).as(LinkEvidence.STATE),
            when(links, none).otherwise(Clustering.NEVER_LINK).as(LinkEvidence.REFUSED_BY));
  }

  /** The pairs that stewards keep apart. */
  static Dataset<Row> apart(Dataset<Row> evidence) {
    return evidence
        .where(col(LinkEvidence.KIND).equalTo(STEWARD))
        .where(col(LinkEvidence.STATE).equalTo(Evidence.REFUSED))
        .select(col(LinkEvidence.LEFT_KEY), col(LinkEvidence.RIGHT_KEY));
  }

  /** The links that stewards forced: left_key and right_key. */
  static Dataset<Row> forced(Dataset<Row> evidence) {
    return evidence
        .where(col(LinkEvidence.KIND).equalTo(STEWARD))
        .where(col(LinkEvidence.STATE).equalTo(Evidence.USED))
        .select(col(LinkEvidence.LEFT_KEY), col(LinkEvidence.RIGHT_KEY));
  }

  /** Forced links that a pair apart refuses, through however many records. */
  static Dataset<Row> contradictions(Dataset<Row> refused) {
    return refused
        .where(col(LinkEvidence.RULE).equalTo(RULE))
        .select(col(LinkEvidence.LEFT_KEY), col(LinkEvidence.RIGHT_KEY));
  }
}

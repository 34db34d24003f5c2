package io.tributary.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
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

  private static final String LIVE_KEY = "live_key";
  private static final String LEFT_LIVE = "left_live";

  private Decisions() {}

  /**
   * The decisions that stand: the last one on each pair, unless it took one back.
   *
   * @param decisions rows of {@link LinkDecisions}
   * @return left_key, right_key and decision, each pair once
   */
  static Dataset<Row> standing(Dataset<Row> decisions) {
    return decisions
        .groupBy(col(LinkDecisions.LEFT_KEY), col(LinkDecisions.RIGHT_KEY))
        .agg(
            max_by(col(LinkDecisions.DECISION), col(LinkDecisions.DECIDED_AT))
                .as(LinkDecisions.DECISION))
        .where(col(LinkDecisions.DECISION).notEqual(LinkDecisions.WITHDRAWN));
  }

  /**
   * @param standing the decisions that stand
   * @param records rows of {@link CustomerRecords}, each key once
   * @return rows of {@link LinkEvidence} for the decisions on two live records. A forced link has
   *     no weight; it is USED until a pair apart refuses it. A pair apart is REFUSED.
   */
  static Dataset<Row> evidence(Dataset<Row> standing, Dataset<Row> records) {
    Dataset<Row> live =
        records
            .where(not(coalesce(col(CustomerRecords.IS_DELETED), lit(false))))
            .select(col(CustomerRecords.RECORD_KEY).as(LIVE_KEY));
    Column links = col(LinkDecisions.DECISION).equalTo(LinkDecisions.LINK);
    Column none = lit(null).cast(Types.STRING);
    // Inner joins: of those, and not of others, the few decisions may be the side that is sent.
    return standing
        .join(
            live.withColumnRenamed(LIVE_KEY, LEFT_LIVE),
            col(LinkDecisions.LEFT_KEY).equalTo(col(LEFT_LIVE)))
        .join(live, col(LinkDecisions.RIGHT_KEY).equalTo(col(LIVE_KEY)))
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

  /** The decisions that are no evidence: left_key and right_key. */
  static Dataset<Row> without(Dataset<Row> evidence, Dataset<Row> standing) {
    return standing
        .join(evidence, new String[] {LinkDecisions.LEFT_KEY, LinkDecisions.RIGHT_KEY}, "left_anti")
        .select(col(LinkDecisions.LEFT_KEY), col(LinkDecisions.RIGHT_KEY));
  }

  /** The records of pairs, each once or more: rows of record_key. */
  static Dataset<Row> ends(Dataset<Row> pairs) {
    return pairs.select(
        explode(array(col(LinkEvidence.LEFT_KEY), col(LinkEvidence.RIGHT_KEY)))
            .as(CustomerRecords.RECORD_KEY));
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
}

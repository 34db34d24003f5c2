package io.tributary.identity;

import static io.tributary.identity.StableIds.FORMER_ID;
import static io.tributary.identity.StableIds.FOUNDER;
import static io.tributary.identity.StableIds.RECORD_KEY;
import static io.tributary.identity.StableIds.SENIORITY;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.job.Run;
import io.tributary.tables.silver.CustomerIds;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Every customer id that was ever given, after this run. */
final class RememberedIds {
  static final String LIVE = "LIVE";
  static final String ABSORBED = "ABSORBED";
  static final String RETIRED = "RETIRED";

  private RememberedIds() {}

  /**
   * @param ids {@code customer_ids} before this run
   * @param customers the id of each set and its most senior record
   * @param assigned each live record with its customer and its former one
   * @return rows of {@link CustomerIds}
   */
  static Dataset<Row> of(Dataset<Row> ids, Dataset<Row> customers, Dataset<Row> assigned, Run run) {
    Dataset<Row> live =
        customers.select(col(CustomerIds.CUSTOMER_ID).as("live_id"), col(FOUNDER).as("senior"));
    Column isLive = col("live_id").isNotNull();
    Column state =
        when(isLive, LIVE)
            .when(col("heir").isNotNull(), ABSORBED)
            .when(col(CustomerIds.STATE).equalTo(LIVE), RETIRED)
            .otherwise(col(CustomerIds.STATE));
    return ids.join(live, col(CustomerIds.CUSTOMER_ID).equalTo(col("live_id")), "full")
        .join(heirs(ids, assigned), col("ended_id").equalTo(col(CustomerIds.CUSTOMER_ID)), "left")
        .select(
            coalesce(col(CustomerIds.CUSTOMER_ID), col("live_id")).as(CustomerIds.CUSTOMER_ID),
            coalesce(col(FOUNDER), col("senior")).as(FOUNDER),
            coalesce(col(CustomerIds.FOUNDED_RUN), lit(run.number())).as(CustomerIds.FOUNDED_RUN),
            coalesce(col(CustomerIds.FOUNDED_AT), lit(run.asOf())).as(CustomerIds.FOUNDED_AT),
            state.as(CustomerIds.STATE),
            when(isLive, null)
                .otherwise(coalesce(col("heir"), col(CustomerIds.ABSORBED_INTO)))
                .as(CustomerIds.ABSORBED_INTO));
  }

  /** Where the records of a former id went: its founder's customer, else its most senior one's. */
  private static Dataset<Row> heirs(Dataset<Row> ids, Dataset<Row> assigned) {
    Dataset<Row> founders =
        ids.select(col(CustomerIds.CUSTOMER_ID).as("ended_id"), col(FOUNDER).as("founder"));
    return assigned
        .where(col(FORMER_ID).isNotNull())
        .join(founders, col(FORMER_ID).equalTo(col("ended_id")))
        .groupBy(col("ended_id"))
        .agg(
            min_by(
                    col(CustomerIds.CUSTOMER_ID),
                    struct(col(RECORD_KEY).notEqual(col("founder")), col(SENIORITY)))
                .as("heir"));
  }
}

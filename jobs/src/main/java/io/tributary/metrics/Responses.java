package io.tributary.metrics;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;

import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.CustomerMetrics;
import io.tributary.tables.silver.Identifiers;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whether a customer reacts to messages: opened or clicked, at an address that one of the
 * customer's records carries now. Sent and delivered say nothing of the customer.
 */
final class Responses {

  private Responses() {}

  /** One row a record that carries an address at which somebody reacted. */
  static Dataset<Row> facts(Dataset<Row> responses, Dataset<Row> identifiers, Instant asOf) {
    Dataset<Row> reactions =
        responses
            .where(col(CampaignResponses.RESPONSE).isin("opened", "clicked"))
            .where(col(CampaignResponses.RESPONDED_AT).lt(lit(Timestamp.from(asOf))))
            .groupBy(col(CampaignResponses.IDENTIFIER_ID))
            .agg(max(col(CampaignResponses.RESPONDED_AT)).as(CampaignResponses.RESPONDED_AT));
    return identifiers
        .where(not(coalesce(col(Identifiers.IS_DELETED), lit(false))))
        .select(Identifiers.RECORD_KEY, Identifiers.IDENTIFIER_ID)
        .join(reactions, Identifiers.IDENTIFIER_ID)
        .select(Identifiers.RECORD_KEY, CampaignResponses.RESPONDED_AT);
  }

  /** What the facts of one customer add up to. */
  static List<Column> totals() {
    return List.of(max(col(CampaignResponses.RESPONDED_AT)).as(CustomerMetrics.LAST_RESPONSE_AT));
  }
}

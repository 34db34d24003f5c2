package io.tributary.metrics;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;

import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerMetrics;
import io.tributary.tables.silver.Identifiers;
import java.sql.Timestamp;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whether a customer reacts to messages: opened or clicked, at an address that one of the
 * customer's records carries now. Sent and delivered say nothing of the customer.
 */
final class Responses {

  private Responses() {}

  /** One row a customer with at least one reaction. */
  static Dataset<Row> ofCustomers(
      Dataset<Row> responses, Dataset<Row> identifiers, Dataset<Row> links, Instant asOf) {
    Dataset<Row> reactions =
        responses
            .where(col(CampaignResponses.RESPONSE).isin("opened", "clicked"))
            .where(col(CampaignResponses.RESPONDED_AT).lt(lit(Timestamp.from(asOf))))
            .groupBy(col(CampaignResponses.IDENTIFIER_ID))
            .agg(max(col(CampaignResponses.RESPONDED_AT)).as(CustomerMetrics.LAST_RESPONSE_AT));
    return identifiers
        .where(not(coalesce(col(Identifiers.IS_DELETED), lit(false))))
        .select(Identifiers.RECORD_KEY, Identifiers.IDENTIFIER_ID)
        .join(reactions, Identifiers.IDENTIFIER_ID)
        .join(links, Identifiers.RECORD_KEY)
        .groupBy(col(CustomerLinks.CUSTOMER_ID))
        .agg(max(col(CustomerMetrics.LAST_RESPONSE_AT)).as(CustomerMetrics.LAST_RESPONSE_AT));
  }
}

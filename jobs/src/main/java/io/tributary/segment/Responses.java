package io.tributary.segment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.Identifiers;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Responses to messages, as facts: one row a response and customer who carries the address now. An
 * address that a family shares responds for each of them.
 */
final class Responses {
  static final String CAMPAIGN = "campaign";
  static final String RESPONSE = "response";

  private Responses() {}

  static Dataset<Row> facts(SegmentInputs inputs, AsOf asOf) {
    Dataset<Row> carriers =
        inputs
            .of(Identifiers.TABLE)
            .where(not(coalesce(col(Identifiers.IS_DELETED), lit(false))))
            .join(inputs.links(), CustomerLinks.RECORD_KEY)
            .select(Identifiers.IDENTIFIER_ID, CustomerLinks.CUSTOMER_ID)
            .distinct();
    return inputs
        .of(CampaignResponses.TABLE)
        .where(asOf.isBefore(col(CampaignResponses.RESPONDED_AT)))
        .join(carriers, CampaignResponses.IDENTIFIER_ID)
        .select(
            col(CustomerLinks.CUSTOMER_ID),
            col(CampaignResponses.BUSINESS_ON).as(EventTotals.DAY),
            col(CampaignResponses.CHANNEL).as(EventTotals.CHANNEL),
            col(CampaignResponses.CAMPAIGN_ID).as(CAMPAIGN),
            col(CampaignResponses.RESPONSE).as(RESPONSE),
            lit(1).as(EventKind.RESPONSE.countColumn()),
            col(CampaignResponses.RESPONDED_AT).as(EventKind.RESPONSE.timeColumn()));
  }
}

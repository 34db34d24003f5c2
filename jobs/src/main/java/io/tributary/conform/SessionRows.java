package io.tributary.conform;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;

import io.tributary.columns.Urls;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.KindFields;
import io.tributary.tables.silver.Sessions;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Visits as rows of an open table: no address in full, no user agent, nothing typed by a person.
 */
final class SessionRows {
  private static final String AGENT = "_agent";

  private SessionRows() {}

  /**
   * @param visits see {@link Visits#of}
   * @param urlParameters what may stay of a query string
   * @return rows of {@link Sessions}
   */
  static Dataset<Row> of(Dataset<Row> visits, List<String> urlParameters) {
    return visits
        .withColumn(AGENT, UserAgents.classify(col(Visits.FIRST_AGENT)))
        .select(
            col(Sessions.SESSION_ID),
            col(Sessions.SOURCE),
            col(Sessions.VISITOR_ID),
            col(Sessions.RECORD_KEY),
            col(Sessions.STARTED_AT),
            col(Sessions.ENDED_AT),
            col(Sessions.BUSINESS_ON),
            coalesce(col(AGENT).getField(UserAgents.IS_BOT), lit(false)).as(Sessions.IS_BOT),
            lower(col(Sessions.PLATFORM)).as(Sessions.PLATFORM),
            col(AGENT).getField(UserAgents.DEVICE_CLASS).as(Sessions.DEVICE_CLASS),
            col(Sessions.HIT_COUNT),
            col(Sessions.PAGE_COUNT),
            col(Sessions.SEARCH_COUNT),
            col(Sessions.CART_COUNT),
            col(Sessions.WISHLIST_COUNT),
            col(Sessions.CHECKOUT_COUNT),
            col(Sessions.LAST_CART_AT),
            campaign(KindFields.UTM_SOURCE).as(Sessions.UTM_SOURCE),
            campaign(KindFields.UTM_MEDIUM).as(Sessions.UTM_MEDIUM),
            campaign(KindFields.UTM_CAMPAIGN).as(Sessions.UTM_CAMPAIGN),
            Urls.scrub(col(Visits.FIRST_URL), urlParameters).as(Sessions.LANDING_URL),
            Urls.scrubText(Urls.host(col(Visits.FIRST_REFERRER))).as(Sessions.REFERRER_HOST),
            col(Sessions.HAS_LOGIN),
            col(Sessions.HAS_PURCHASE),
            array_sort(col(Sessions.ORDER_IDS)).cast(Types.STRINGS).as(Sessions.ORDER_IDS));
  }

  /**
   * The field of the event before the parameter of its address. Links in newsletters carry the
   * reader's address in their campaign now and then.
   */
  private static Column campaign(String field) {
    Column campaign = col(Visits.CAMPAIGN);
    return Urls.scrubText(
        coalesce(
            campaign.getField(field),
            Urls.parameter(campaign.getField(KindFields.URL), lit(field))));
  }
}

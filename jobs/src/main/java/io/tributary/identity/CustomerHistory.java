package io.tributary.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.job.Run;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What changed, as events, and the way back from events to links. Events are taken against what the
 * earlier events replay to and not against the last links: a run that died between the two leaves
 * no gap and no double.
 */
final class CustomerHistory {
  static final String CREATED = "CREATED";
  static final String JOINED = "JOINED";
  static final String LEFT = "LEFT";
  static final String SPLIT = "SPLIT";

  private static final String RECORD_KEY = CustomerLinks.RECORD_KEY;
  private static final String CUSTOMER_ID = CustomerLinks.CUSTOMER_ID;
  private static final String BEFORE = "before_id";
  private static final Column NO_TEXT = lit(null).cast(Types.STRING);

  private CustomerHistory() {}

  /** The links that the events replay to: record_key, customer_id. */
  static Dataset<Row> replay(Dataset<Row> events) {
    Column joins = col(CustomerEvents.KIND).equalTo(JOINED);
    return events
        .where(col(CustomerEvents.KIND).isin(JOINED, LEFT))
        .groupBy(col(RECORD_KEY))
        // A record that moved left one customer and joined another in the same run.
        .agg(
            max(struct(col(CustomerEvents.RUN_NO), joins.as("joins"), col(CUSTOMER_ID))).as("last"))
        .where(col("last.joins"))
        .select(col(RECORD_KEY), col("last.customer_id").as(CUSTOMER_ID));
  }

  /**
   * @param replayed the links before: record_key, customer_id
   * @param links the links now: record_key, customer_id
   * @param ids rows of {@link CustomerIds}, now
   * @return rows of {@link CustomerEvents}
   */
  static Dataset<Row> events(Dataset<Row> replayed, Dataset<Row> links, Dataset<Row> ids, Run run) {
    Dataset<Row> before = replayed.select(col(RECORD_KEY), col(CUSTOMER_ID).as(BEFORE));
    Dataset<Row> now = links.select(col(RECORD_KEY), col(CUSTOMER_ID));
    return moves(before, now)
        .union(births(before, now, ids, run.number()))
        .union(ends(before, now, ids))
        .select(
            lit(run.number()).as(CustomerEvents.RUN_NO),
            lit(run.asOf()).as(CustomerEvents.AS_OF),
            col(CustomerEvents.KIND),
            col(CustomerEvents.CUSTOMER_ID),
            col(CustomerEvents.OTHER_CUSTOMER_ID),
            col(CustomerEvents.RECORD_KEY),
            col(CustomerEvents.REASON));
  }

  private static Dataset<Row> moves(Dataset<Row> before, Dataset<Row> now) {
    Column from = col(BEFORE);
    Column to = col(CUSTOMER_ID);
    Column reason =
        when(from.isNull(), "new record").when(to.isNull(), "record gone").otherwise("moved");
    Column both = array(event(LEFT, from, to, reason), event(JOINED, to, from, reason));
    return before
        .join(now, new String[] {RECORD_KEY}, "full")
        .where(not(from.eqNullSafe(to)))
        .select(
            col(RECORD_KEY),
            explode(filter(both, event -> event.getField(CustomerEvents.CUSTOMER_ID).isNotNull()))
                .as("event"))
        .select(event("event.", col(RECORD_KEY)));
  }

  private static Column event(String kind, Column customer, Column other, Column reason) {
    return struct(
        lit(kind).as(CustomerEvents.KIND),
        customer.as(CustomerEvents.CUSTOMER_ID),
        other.as(CustomerEvents.OTHER_CUSTOMER_ID),
        reason.as(CustomerEvents.REASON));
  }

  private static Column[] event(String path, Column recordKey) {
    return new Column[] {
      col(path + CustomerEvents.KIND),
      col(path + CustomerEvents.CUSTOMER_ID),
      col(path + CustomerEvents.OTHER_CUSTOMER_ID),
      recordKey.as(CustomerEvents.RECORD_KEY),
      col(path + CustomerEvents.REASON)
    };
  }

  /** A new id whose records had a customer was split from the one its smallest record had. */
  private static Dataset<Row> births(
      Dataset<Row> before, Dataset<Row> now, Dataset<Row> ids, long runNo) {
    Column origin = when(col(BEFORE).isNotNull(), struct(col(RECORD_KEY), col(BEFORE)));
    Column isBack = col(CustomerIds.FOUNDED_RUN).lt(runNo);
    return now.join(before, new String[] {RECORD_KEY}, "left")
        .groupBy(col(CUSTOMER_ID))
        .agg(min(origin).as("origin"))
        .join(
            before.select(col(BEFORE).as(CUSTOMER_ID)).distinct(),
            new String[] {CUSTOMER_ID},
            "left_anti")
        .join(
            ids.select(
                col(CustomerIds.CUSTOMER_ID),
                col(CustomerIds.FOUNDING_RECORD_KEY),
                col(CustomerIds.FOUNDED_RUN)),
            CUSTOMER_ID)
        .select(
            when(col("origin").isNull(), CREATED).otherwise(SPLIT).as(CustomerEvents.KIND),
            col(CUSTOMER_ID),
            col("origin." + BEFORE).as(CustomerEvents.OTHER_CUSTOMER_ID),
            col(CustomerIds.FOUNDING_RECORD_KEY).as(CustomerEvents.RECORD_KEY),
            when(isBack, "remembered id").otherwise("new id").as(CustomerEvents.REASON));
  }

  private static Dataset<Row> ends(Dataset<Row> before, Dataset<Row> now, Dataset<Row> ids) {
    Column kind =
        when(col(CustomerIds.STATE).equalTo(RememberedIds.ABSORBED), RememberedIds.ABSORBED)
            .otherwise(RememberedIds.RETIRED);
    return before
        .select(col(BEFORE).as(CUSTOMER_ID))
        .distinct()
        .join(now, new String[] {CUSTOMER_ID}, "left_anti")
        .join(
            ids.select(
                col(CustomerIds.CUSTOMER_ID), kind.as("kind"), col(CustomerIds.ABSORBED_INTO)),
            new String[] {CUSTOMER_ID},
            "left")
        .select(
            coalesce(col("kind"), lit(RememberedIds.RETIRED)).as(CustomerEvents.KIND),
            col(CUSTOMER_ID),
            col(CustomerIds.ABSORBED_INTO).as(CustomerEvents.OTHER_CUSTOMER_ID),
            NO_TEXT.as(CustomerEvents.RECORD_KEY),
            when(col("kind").equalTo(RememberedIds.ABSORBED), "records joined another customer")
                .otherwise("no record left")
                .as(CustomerEvents.REASON));
  }
}

package io.tributary.metrics;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerMetrics;
import io.tributary.tables.silver.Sessions;
import io.tributary.tables.silver.Transactions;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How a customer uses the web site and the app. Robots do not visit. */
final class Visits {

  private static final String IS_VISIT = "is_visit";
  private static final String ORDER = "_order";
  private static final String KNOWN_TO = "_known_to";
  private static final String IS_SHARED = "_is_shared";

  private Visits() {}

  /** One row a visit. */
  static Dataset<Row> facts(Dataset<Row> sessions, Instant asOf) {
    return human(sessions, asOf)
        .select(
            col(Sessions.RECORD_KEY),
            col(Sessions.ENDED_AT),
            col(Sessions.CART_COUNT),
            col(Sessions.SEARCH_COUNT),
            col(Sessions.LAST_CART_AT),
            lit(true).as(IS_VISIT));
  }

  /** What the facts of one customer add up to. */
  static List<Column> totals() {
    return List.of(
        max(col(Sessions.ENDED_AT)).as(CustomerMetrics.LAST_VISIT_AT),
        count(col(IS_VISIT)).as(CustomerMetrics.VISIT_COUNT),
        total(Sessions.CART_COUNT).as(CustomerMetrics.CART_COUNT),
        total(Sessions.SEARCH_COUNT).as(CustomerMetrics.SEARCH_COUNT),
        max(col(Sessions.LAST_CART_AT)).as(CustomerMetrics.LAST_CART_AT));
  }

  /**
   * Order ids that a visit reported and no ticket holds: a purchase that tracking saw and the shop
   * did not deliver (yet). They are counted and carry no value. An equal id of a source that counts
   * its orders by itself is another order.
   *
   * @param orderSources sources that share order ids, with each other and with what visits report
   */
  static Dataset<Row> ordersWithoutTransaction(
      Dataset<Row> sessions, Dataset<Row> transactions, List<String> orderSources, Instant asOf) {
    Column source = col(Transactions.SOURCE);
    Dataset<Row> known =
        transactions
            .where(not(coalesce(col(Transactions.IS_DELETED), lit(false))))
            .select(
                col(Transactions.ORDER_ID),
                source.as(KNOWN_TO),
                source.isin(orderSources.toArray()).as(IS_SHARED));
    Column isKnown =
        col(ORDER)
            .equalTo(col(Transactions.ORDER_ID))
            .and(col(IS_SHARED).or(col(KNOWN_TO).equalTo(col(Sessions.SOURCE))));
    return human(sessions, asOf)
        .select(col(Sessions.SOURCE), explode(col(Sessions.ORDER_IDS)).as(ORDER))
        .join(known, isKnown, "left_anti")
        .select(ORDER)
        .distinct();
  }

  private static Dataset<Row> human(Dataset<Row> sessions, Instant asOf) {
    return sessions
        .where(not(coalesce(col(Sessions.IS_BOT), lit(false))))
        .where(col(Sessions.STARTED_AT).lt(lit(Timestamp.from(asOf))));
  }

  private static Column total(String column) {
    return coalesce(sum(col(column)), lit(0)).cast(Types.LONG);
  }
}

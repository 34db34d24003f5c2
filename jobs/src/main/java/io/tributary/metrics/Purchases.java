package io.tributary.metrics;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerMetrics;
import io.tributary.tables.silver.Transactions;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a customer bought and brought back, over all channels. Only tickets marked as revenue count;
 * a return is negative by itself. A web purchase is no ticket and is never summed.
 */
final class Purchases {

  /** Business day of the last sale that counts. */
  static final String LAST_PURCHASE_ON = "last_purchase_on";

  private static final Column COUNTS = coalesce(col(Transactions.IS_REVENUE), lit(false));
  private static final Column IS_SALE = COUNTS.and(col(Transactions.KIND).equalTo("SALE"));
  private static final Column IS_RETURN = COUNTS.and(col(Transactions.KIND).equalTo("RETURN"));
  private static final Column IS_UNVALUED =
      coalesce(col(Transactions.NOT_REVENUE_REASON).equalTo("UNVALUED"), lit(false));

  /** Two tickets of one moment: the smaller id is the first. */
  private static final Column FIRST =
      struct(col(Transactions.OCCURRED_AT), col(Transactions.TRANSACTION_ID));

  private Purchases() {}

  /** One row a ticket that counts, or would count if it had a rate, under its buyer's record. */
  static Dataset<Row> facts(Dataset<Row> transactions, Instant asOf) {
    return transactions
        .where(not(coalesce(col(Transactions.IS_DELETED), lit(false))))
        .where(col(Transactions.OCCURRED_AT).lt(lit(Timestamp.from(asOf))))
        .where(COUNTS.or(IS_UNVALUED))
        .select(
            col(Transactions.RECORD_KEY).as(CustomerLinks.RECORD_KEY),
            col(Transactions.TRANSACTION_ID),
            col(Transactions.OCCURRED_AT),
            col(Transactions.BUSINESS_ON),
            col(Transactions.CHANNEL),
            col(Transactions.KIND),
            col(Transactions.IS_REVENUE),
            col(Transactions.NOT_REVENUE_REASON),
            col(Transactions.REPORTING_AMOUNT));
  }

  /** What the facts of one customer add up to. */
  static List<Column> totals() {
    return List.of(
        min(when(IS_SALE, col(Transactions.OCCURRED_AT))).as(CustomerMetrics.FIRST_PURCHASE_AT),
        max(when(IS_SALE, col(Transactions.OCCURRED_AT))).as(CustomerMetrics.LAST_PURCHASE_AT),
        max(when(IS_SALE, col(Transactions.BUSINESS_ON))).as(LAST_PURCHASE_ON),
        min_by(col(Transactions.CHANNEL), when(IS_SALE, FIRST))
            .as(CustomerMetrics.FIRST_PURCHASE_CHANNEL),
        count(when(IS_SALE, lit(1))).as(CustomerMetrics.ORDER_COUNT),
        count(when(IS_RETURN, lit(1))).as(CustomerMetrics.RETURN_COUNT),
        count(when(IS_UNVALUED, lit(1))).as(CustomerMetrics.UNVALUED_COUNT),
        size(collect_set(when(IS_SALE, col(Transactions.BUSINESS_ON))))
            .cast(Types.LONG)
            .as(CustomerMetrics.PURCHASE_DAY_COUNT),
        coalesce(sum(when(COUNTS, col(Transactions.REPORTING_AMOUNT))), lit(0))
            .cast(Types.MONEY)
            .as(CustomerMetrics.NET_VALUE));
  }
}

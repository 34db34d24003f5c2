package io.tributary.conform;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array_append;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.columns.Money;
import io.tributary.tables.Types;
import io.tributary.tables.silver.TransactionLines;
import io.tributary.tables.silver.Transactions;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;

/**
 * Which tickets count in lifetime value, and why the others do not. A return counts negatively; a
 * cancelled ticket never counts.
 */
final class RevenueRules {
  static final String CANCELLED = "CANCELLED";
  static final String UNDELIVERED = "UNDELIVERED";
  static final String PLACED = "PLACED";
  static final String SAME_ORDER = "SAME_ORDER";
  static final String NOT_REVENUE_SOURCE = "NOT_REVENUE_SOURCE";
  static final String UNVALUED = "UNVALUED";

  private static final String TOTAL_DIFFERS = "TOTAL_DIFFERS";

  private static final String PREFERENCE = "_preference";
  private static final String ORIGINAL_RECORD = "_original_record";
  private static final String ORIGINAL_KEY = "_original_key";

  private RevenueRules() {}

  /**
   * @param tickets see {@link Tickets#of}, with {@code rate} and {@code rate_on}
   * @param lines see {@link ValuedLines#of}
   * @param orderSources sources that share order ids, by preference
   * @return rows of {@link Transactions}
   */
  static Dataset<Row> apply(Dataset<Row> tickets, Dataset<Row> lines, List<String> orderSources) {
    Dataset<Row> valued =
        tickets
            .join(
                totals(lines), col(Transactions.TRANSACTION_ID).equalTo(col(ORIGINAL_KEY)), "left")
            .drop(ORIGINAL_KEY)
            .withColumns(
                Map.of(
                    Transactions.NOT_REVENUE_REASON,
                    ownReason(),
                    Transactions.QUALITY_FLAGS,
                    flags()));
    return followOriginals(oneSaleForAnOrder(valued, orderSources), tickets)
        .withColumn(Transactions.IS_REVENUE, col(Transactions.NOT_REVENUE_REASON).isNull())
        .select(Transactions.TABLE.columns().stream().map(functions::col).toArray(Column[]::new));
  }

  /** A total is null unless every line has its amount. */
  private static Dataset<Row> totals(Dataset<Row> lines) {
    return lines
        .groupBy(col(TransactionLines.TRANSACTION_ID).as(ORIGINAL_KEY))
        .agg(
            total(TransactionLines.NET_AMOUNT, Types.AMOUNT).as(Transactions.NET_AMOUNT),
            total(TransactionLines.REPORTING_AMOUNT, Types.MONEY)
                .as(Transactions.REPORTING_AMOUNT));
  }

  private static Column total(String column, DataType type) {
    return when(count(col(column)).equalTo(count(lit(1))), sum(column)).try_cast(type);
  }

  /** The lines count; a total that says otherwise is a sign of lost or doubled lines. */
  private static Column flags() {
    Column differs =
        abs(Money.round(col(Tickets.TOTAL), col(Transactions.CURRENCY)))
            .notEqual(abs(col(Transactions.NET_AMOUNT)));
    return when(
            coalesce(differs, lit(false)),
            array_append(col(Transactions.QUALITY_FLAGS), TOTAL_DIFFERS))
        .otherwise(col(Transactions.QUALITY_FLAGS));
  }

  /** Cash on delivery is paid when it is delivered; other orders when they are paid. */
  private static Column ownReason() {
    Column isSale = col(Transactions.KIND).equalTo(Tickets.SALE);
    Column status = coalesce(col(Transactions.STATUS), lit(""));
    Column isCashOnDelivery = coalesce(col(Transactions.TENDER).equalTo("cod"), lit(false));
    return when(
            col(Transactions.KIND).equalTo(Tickets.CANCELLED).or(col(Transactions.IS_DELETED)),
            CANCELLED)
        .when(
            isSale.and(
                status.equalTo("returned").or(isCashOnDelivery.and(status.notEqual("delivered")))),
            UNDELIVERED)
        .when(isSale.and(status.equalTo("placed")), PLACED)
        .when(functions.not(col(Tickets.IS_REVENUE_SOURCE)), NOT_REVENUE_SOURCE)
        .when(col(Transactions.REPORTING_AMOUNT).isNull(), UNVALUED);
  }

  /**
   * Of the sources that saw an order, the first in the configured order that counts it keeps it,
   * with all its tickets (an order may be split over several).
   */
  private static Dataset<Row> oneSaleForAnOrder(Dataset<Row> tickets, List<String> orderSources) {
    Column position =
        array_position(lit(orderSources.toArray(new String[0])), col(Transactions.SOURCE));
    Column competes =
        col(Transactions.NOT_REVENUE_REASON)
            .isNull()
            .and(col(Transactions.KIND).equalTo(Tickets.SALE))
            .and(col(Transactions.ORDER_ID).isNotNull())
            .and(position.gt(0));
    Dataset<Row> ranked = tickets.withColumn(PREFERENCE, when(competes, position));
    // Rows that do not compete stay apart, so that no partition gathers all tickets without order.
    Column order = when(col(PREFERENCE).isNotNull(), col(Transactions.ORDER_ID));
    Column alone = when(col(PREFERENCE).isNull(), col(Transactions.TRANSACTION_ID));
    Column best = min(PREFERENCE).over(Window.partitionBy(order, alone));
    return ranked
        .withColumn(
            Transactions.NOT_REVENUE_REASON,
            when(col(PREFERENCE).gt(best), SAME_ORDER)
                .otherwise(col(Transactions.NOT_REVENUE_REASON)))
        .drop(PREFERENCE);
  }

  /** A return that names nobody belongs to whoever bought. */
  private static Dataset<Row> followOriginals(Dataset<Row> tickets, Dataset<Row> all) {
    Dataset<Row> originals =
        all.select(
            col(Transactions.TRANSACTION_ID).as(ORIGINAL_KEY),
            col(Transactions.RECORD_KEY).as(ORIGINAL_RECORD));
    Column follows =
        col(Transactions.KIND)
            .equalTo(Tickets.RETURN)
            .and(col(Transactions.RECORD_KEY).isNull())
            .and(col(Transactions.RETURNS_TRANSACTION_ID).equalTo(col(ORIGINAL_KEY)));
    return tickets
        .join(originals, follows, "left")
        .withColumn(
            Transactions.RECORD_KEY, coalesce(col(Transactions.RECORD_KEY), col(ORIGINAL_RECORD)))
        .drop(ORIGINAL_KEY, ORIGINAL_RECORD);
  }
}

package io.tributary.conform;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array_append;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
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
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;

/**
 * Which tickets count in lifetime value, and why the others do not. A return counts negatively,
 * unless its sale does not count; a cancelled ticket never counts.
 */
final class RevenueRules {
  static final String CANCELLED = "CANCELLED";
  static final String UNDELIVERED = "UNDELIVERED";
  static final String PLACED = "PLACED";
  static final String SAME_ORDER = "SAME_ORDER";
  static final String NOT_REVENUE_SOURCE = "NOT_REVENUE_SOURCE";
  static final String UNVALUED = "UNVALUED";

  private static final String TOTAL_DIFFERS = "TOTAL_DIFFERS";
  private static final String ORIGINAL_UNKNOWN = "ORIGINAL_UNKNOWN";

  private static final String PREFERENCE = "_preference";
  private static final String TOTALLED = "_totalled";
  private static final String HAS_ORIGINAL = "_has_original";
  private static final String ORIGINAL_RECORD = "_original_record";
  private static final String ORIGINAL_REASON = "_original_reason";

  private RevenueRules() {}

  /**
   * @param tickets see {@link Tickets#of}, with {@code rate} and {@code rate_on}
   * @param lines see {@link ValuedLines#of}
   * @param orderSources sources that share order ids, by preference
   * @return rows of {@link Transactions}, returns by themselves: see {@link #followOriginals}
   */
  static Dataset<Row> apply(Dataset<Row> tickets, Dataset<Row> lines, List<String> orderSources) {
    Dataset<Row> valued =
        tickets
            .join(totals(lines), col(Transactions.TRANSACTION_ID).equalTo(col(TOTALLED)), "left")
            .drop(TOTALLED)
            .withColumns(
                Map.of(
                    Transactions.NOT_REVENUE_REASON,
                    ownReason(),
                    Transactions.QUALITY_FLAGS,
                    flags()));
    return oneSaleForAnOrder(valued, orderSources)
        .withColumn(Transactions.IS_REVENUE, col(Transactions.NOT_REVENUE_REASON).isNull())
        .select(Transactions.TABLE.columns().stream().map(functions::col).toArray(Column[]::new));
  }

  /** A total is null unless every line has its amount. */
  private static Dataset<Row> totals(Dataset<Row> lines) {
    return lines
        .groupBy(col(TransactionLines.TRANSACTION_ID).as(TOTALLED))
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

  /**
   * What a return takes from the sale that it names: whose it is, if it names nobody itself, and
   * why it does not count, if the sale does not. A sale that is counted by another source of its
   * order is revenue all the same. A return whose sale is not known says so.
   *
   * @param tickets rows of {@link Transactions}, withdrawn ones among them
   */
  static Dataset<Row> followOriginals(Dataset<Row> tickets) {
    Column isReturn = col(Transactions.KIND).equalTo(Tickets.RETURN);
    Column sale =
        coalesce(
            when(isReturn, col(Transactions.RETURNS_TRANSACTION_ID)),
            col(Transactions.TRANSACTION_ID));
    // A sale stands with its returns, so one pass over the tickets does.
    WindowSpec ofSale = Window.partitionBy(sale);
    Column isOriginal = functions.not(isReturn);
    Column reason = col(Transactions.NOT_REVENUE_REASON);
    Column isUnknown =
        col(Transactions.RETURNS_TRANSACTION_ID)
            .isNotNull()
            .and(functions.not(col(Transactions.IS_DELETED)))
            .and(functions.not(col(HAS_ORIGINAL)));
    Column flags = col(Transactions.QUALITY_FLAGS);
    return tickets
        .withColumns(
            Map.of(
                HAS_ORIGINAL,
                max(isOriginal).over(ofSale),
                ORIGINAL_RECORD,
                max(when(isOriginal, col(Transactions.RECORD_KEY))).over(ofSale),
                ORIGINAL_REASON,
                max(when(isOriginal.and(reason.notEqual(SAME_ORDER)), reason)).over(ofSale)))
        .withColumns(
            Map.of(
                Transactions.RECORD_KEY,
                coalesce(col(Transactions.RECORD_KEY), when(isReturn, col(ORIGINAL_RECORD))),
                Transactions.NOT_REVENUE_REASON,
                coalesce(reason, when(isReturn, col(ORIGINAL_REASON))),
                Transactions.QUALITY_FLAGS,
                when(isReturn.and(isUnknown), array_append(flags, ORIGINAL_UNKNOWN))
                    .otherwise(flags)))
        .withColumn(Transactions.IS_REVENUE, col(Transactions.NOT_REVENUE_REASON).isNull())
        .drop(HAS_ORIGINAL, ORIGINAL_RECORD, ORIGINAL_REASON);
  }
}

package io.tributary.conform;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.tributary.columns.ExchangeRates;
import io.tributary.columns.Money;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.KindFields;
import io.tributary.tables.silver.TransactionLines;
import io.tributary.tables.silver.Transactions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The lines of tickets with their amounts: the stated total, else unit price times quantity less
 * discount; negative on a return; converted at the rate of the business day and rounded half up
 * once.
 */
final class ValuedLines {

  /**
   * Nine decimals hold price times quantity, and together with the eight of a rate the product
   * stays within the 38 digits of a DECIMAL: Spark would round a longer one before we do. Twelve
   * digits before the point bound one line; a longer one is unvalued.
   */
  private static final DataType EXACT = DataTypes.createDecimalType(21, 9);

  private static final DataType EXACT_RATE = DataTypes.createDecimalType(16, 8);

  /** The rate as delivered, see {@link ExchangeRates#RATE}. */
  private static final String DELIVERED_RATE = "_delivered_rate";

  private static final String IS_DIRECT = "_is_direct";

  private static final String LINE = "line";
  private static final String NAMED_NO = "named_no";
  private static final String POSITION = "position";
  private static final String AMOUNT = "amount";
  private static final String FOUND = "found";

  /** The total of a line as stated: what was paid, after every discount. */
  private static final String STATED = "stated";

  private ValuedLines() {}

  /**
   * The rate for each currency and day on which something was sold: that of the day, else the last
   * one that is not too old.
   *
   * @return currency, business_on, rate, rate_on and how to convert by it; no row where there is no
   *     rate
   */
  static Dataset<Row> ratesInForce(
      Dataset<Row> tickets, Dataset<Row> rates, String reportingCurrency, int maxAgeDays) {
    Dataset<Row> days = tickets.select(Transactions.CURRENCY, Transactions.BUSINESS_ON).distinct();
    Dataset<Row> toReporting =
        ExchangeRates.bothWays(rates).where(col(ExchangeRates.TO).equalTo(reportingCurrency));
    Column isInForce =
        col(Transactions.CURRENCY)
            .equalTo(col(ExchangeRates.FROM))
            .and(col(ExchangeRates.RATE_ON).leq(col(Transactions.BUSINESS_ON)))
            .and(
                col(ExchangeRates.RATE_ON)
                    .geq(date_sub(col(Transactions.BUSINESS_ON), maxAgeDays)));
    Column delivered = col(FOUND).getField(ExchangeRates.RATE);
    Column isDirect = col(FOUND).getField(ExchangeRates.IS_DIRECT);
    Column one = lit(1).cast(Types.RATE);
    Dataset<Row> foreign =
        days.join(broadcast(toReporting), isInForce)
            .groupBy(Transactions.CURRENCY, Transactions.BUSINESS_ON)
            .agg(ExchangeRates.latest().as(FOUND))
            .select(
                col(Transactions.CURRENCY),
                col(Transactions.BUSINESS_ON),
                when(isDirect, delivered)
                    .otherwise(one.divide(delivered).try_cast(Types.RATE))
                    .as(Transactions.RATE),
                col(FOUND).getField(ExchangeRates.RATE_ON).as(Transactions.RATE_ON),
                delivered.as(DELIVERED_RATE),
                isDirect.as(IS_DIRECT));
    Dataset<Row> own =
        days.where(col(Transactions.CURRENCY).equalTo(reportingCurrency))
            .select(
                col(Transactions.CURRENCY),
                col(Transactions.BUSINESS_ON),
                one.as(Transactions.RATE),
                col(Transactions.BUSINESS_ON).as(Transactions.RATE_ON),
                one.as(DELIVERED_RATE),
                lit(true).as(IS_DIRECT));
    return foreign.unionByName(own);
  }

  /**
   * Lines numbered from 1 in the order of their delivered numbers. A ticket without lines that
   * states its total has one line of it.
   *
   * @param tickets see {@link Tickets#of}, with {@link #ratesInForce}
   * @return the columns of {@link TransactionLines}
   */
  static Dataset<Row> of(Dataset<Row> tickets, String reportingCurrency) {
    return tickets
        .select(
            col(Transactions.TRANSACTION_ID),
            col(Transactions.CURRENCY),
            col(Transactions.KIND).equalTo(Tickets.RETURN).as(Transactions.KIND),
            col(DELIVERED_RATE),
            col(IS_DIRECT),
            posexplode(lines()).as(new String[] {POSITION, LINE}))
        .select(
            col(Transactions.TRANSACTION_ID),
            col(Transactions.CURRENCY),
            col(Transactions.KIND),
            col(DELIVERED_RATE),
            col(IS_DIRECT),
            col(POSITION).plus(1).as(TransactionLines.LINE_NO),
            col(LINE).getField(TransactionLines.SKU).as(TransactionLines.SKU),
            unsignedOnReturn(TransactionLines.QUANTITY),
            unsignedOnReturn(TransactionLines.UNIT_PRICE),
            unsignedOnReturn(TransactionLines.DISCOUNT),
            unsignedOnReturn(STATED))
        .withColumn(AMOUNT, amount())
        .select(
            col(Transactions.TRANSACTION_ID),
            col(TransactionLines.LINE_NO),
            col(TransactionLines.SKU),
            col(TransactionLines.QUANTITY),
            col(TransactionLines.UNIT_PRICE),
            col(TransactionLines.DISCOUNT),
            Money.round(col(AMOUNT), col(Transactions.CURRENCY))
                .try_cast(Types.AMOUNT)
                .as(TransactionLines.NET_AMOUNT),
            reporting(lit(reportingCurrency))
                .try_cast(Types.MONEY)
                .as(TransactionLines.REPORTING_AMOUNT));
  }

  /**
   * Divided by a rate that was delivered the other way round, not multiplied by a rounded inverse.
   * Each is rounded by itself: one type for both would not hold the digits of either.
   */
  private static Column reporting(Column currency) {
    Column rate = col(DELIVERED_RATE).try_cast(EXACT_RATE);
    return when(col(IS_DIRECT), Money.round(col(AMOUNT).multiply(rate), currency))
        .otherwise(Money.round(col(AMOUNT).divide(rate), currency));
  }

  /** Sources disagree about the signs on a return; here its kind alone makes it negative. */
  private static Column unsignedOnReturn(String column) {
    Column value = col(LINE).getField(column);
    return when(col(Transactions.KIND), abs(value)).otherwise(value).as(column);
  }

  private static Column amount() {
    Column net =
        coalesce(
            col(STATED).try_cast(EXACT),
            col(TransactionLines.UNIT_PRICE)
                .multiply(col(TransactionLines.QUANTITY))
                .minus(col(TransactionLines.DISCOUNT))
                .try_cast(EXACT));
    return when(col(Transactions.KIND), negate(net)).otherwise(net);
  }

  private static Column lines() {
    Column delivered =
        array_sort(transform(col(Tickets.BODY), (line, position) -> line(line, position)));
    Column total =
        struct(
            lit(1).as(NAMED_NO),
            lit(0).as(POSITION),
            lit(null).cast(Types.STRING).as(TransactionLines.SKU),
            lit(1).cast(Types.QUANTITY).as(TransactionLines.QUANTITY),
            col(Tickets.TOTAL).as(TransactionLines.UNIT_PRICE),
            lit(0).cast(Types.UNIT_PRICE).as(TransactionLines.DISCOUNT),
            lit(null).cast(Types.UNIT_PRICE).as(STATED));
    return when(
            size(coalesce(col(Tickets.BODY), array().cast(Types.NESTED_TEXTS))).gt(0), delivered)
        .when(col(Tickets.TOTAL).isNotNull(), array(total));
  }

  private static Column line(Column line, Column position) {
    return struct(
        coalesce(line.getItem(KindFields.LINE_NO).try_cast(Types.INT), lit(Integer.MAX_VALUE))
            .as(NAMED_NO),
        position.as(POSITION),
        line.getItem(KindFields.SKU).as(TransactionLines.SKU),
        number(line, KindFields.QUANTITY, Types.QUANTITY, 1).as(TransactionLines.QUANTITY),
        line.getItem(KindFields.UNIT_PRICE)
            .try_cast(Types.UNIT_PRICE)
            .as(TransactionLines.UNIT_PRICE),
        number(line, KindFields.DISCOUNT, Types.UNIT_PRICE, 0).as(TransactionLines.DISCOUNT),
        line.getItem(KindFields.LINE_TOTAL).try_cast(Types.UNIT_PRICE).as(STATED));
  }

  /** A number that a source may leave out; one that is there and too long stays null. */
  private static Column number(Column line, String field, DataType type, int ifAbsent) {
    Column text = line.getItem(field);
    return when(text.isNull(), lit(ifAbsent).cast(type)).otherwise(text.try_cast(type));
  }
}

package io.tributary.columns;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import io.tributary.tables.silver.Rates;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rate between two currencies, by one rule wherever money is converted: that of the latest day;
 * on one day the rate that was delivered this way before the one delivered the other way round.
 *
 * <p>The inverse of a rate is never stored or rounded. An amount is multiplied by a direct rate and
 * divided by an inverse one, so that 2,540,127 VND at 25,400 VND for a dollar are 100.005 USD and
 * not a little less.
 */
public final class ExchangeRates {
  public static final String FROM = "from_currency";
  public static final String TO = "to_currency";
  public static final String RATE_ON = Rates.RATE_ON;

  /** As delivered, more than 0. */
  public static final String RATE = Rates.RATE;

  /** Amounts in {@link #FROM} are multiplied by the rate, otherwise divided by it. */
  public static final String IS_DIRECT = "is_direct";

  private ExchangeRates() {}

  /**
   * Each rate from either of its currencies to the other.
   *
   * @param rates rows of {@link Rates}
   * @return from_currency, to_currency, rate_on, is_direct, rate
   */
  public static Dataset<Row> bothWays(Dataset<Row> rates) {
    Dataset<Row> pairs = rates.where(col(Rates.BASE_CURRENCY).notEqual(col(Rates.QUOTE_CURRENCY)));
    return oneWay(pairs, Rates.BASE_CURRENCY, Rates.QUOTE_CURRENCY, true)
        .unionByName(oneWay(pairs, Rates.QUOTE_CURRENCY, Rates.BASE_CURRENCY, false));
  }

  private static Dataset<Row> oneWay(Dataset<Row> pairs, String from, String to, boolean isDirect) {
    return pairs.select(
        col(from).as(FROM),
        col(to).as(TO),
        col(Rates.RATE_ON).as(RATE_ON),
        lit(isDirect).as(IS_DIRECT),
        col(Rates.RATE).as(RATE));
  }

  /**
   * Of rows of {@link #bothWays} from one currency to another, the one in force: an aggregate.
   *
   * @return STRUCT&lt;rate_on, is_direct, rate&gt;; null where there is none
   */
  public static Column latest() {
    return max(struct(col(RATE_ON), col(IS_DIRECT), col(RATE)));
  }
}

package io.tributary.segment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.columns.ExchangeRates;
import io.tributary.job.JobFailure;
import io.tributary.lake.Lake;
import io.tributary.segment.Condition.Operator;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.silver.Rates;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Comparisons of customers' values with limits in other currencies, at the rates of the as-of day.
 * Nothing is rounded or divided: the limit is multiplied by the direct rate, or the value by the
 * inverse one.
 *
 * @param rates of each two currencies the rate in force, from the one to the other as delivered; of
 *     both if both were delivered for its day
 */
record Conversions(Map<Pair, BigDecimal> rates) {

  /** An amount in {@code base} times the rate is the amount in {@code quote}. */
  record Pair(String base, String quote) {}

  private static final String FOUND = "found";

  static final Conversions NONE = new Conversions(Map.of());

  Conversions {
    rates = Map.copyOf(rates);
  }

  /**
   * The rates that the limits need. Reads rates only if a limit is in another currency than the
   * customers' values.
   *
   * @throws JobFailure QUALITY when there is no rate: without it members would seem to leave
   */
  static Conversions of(List<Limit> limits, Lake lake, LocalDate day, Duration maxAge) {
    if (limits.isEmpty()) {
      return NONE;
    }
    TreeSet<Pair> missing = pairs(limits, lake.read(Customers.TABLE));
    if (missing.isEmpty()) {
      return NONE;
    }
    Conversions known = new Conversions(latest(lake.read(Rates.TABLE), day, maxAge));
    missing.removeIf(
        pair ->
            known.rates().containsKey(pair)
                || known.rates().containsKey(new Pair(pair.quote(), pair.base())));
    if (!missing.isEmpty()) {
      throw JobFailure.quality(
          "Segments cannot be evaluated",
          "no rate between %s and %s from the %d days up to %s"
              .formatted(missing.first().base(), missing.first().quote(), maxAge.toDays(), day),
          "deliver the rate, state the limit in the currency of the values, or raise"
              + " segment.rate-max-age");
    }
    return known;
  }

  /** From the limits' currencies to the values' currencies; bounded by their number. */
  private static TreeSet<Pair> pairs(List<Limit> limits, Dataset<Row> customers) {
    TreeSet<Pair> pairs =
        new TreeSet<>(Comparator.comparing(Pair::base).thenComparing(Pair::quote));
    List<Row> currencies =
        customers
            .select(Customers.VALUE_CURRENCY)
            .where(col(Customers.VALUE_CURRENCY).isNotNull())
            .distinct()
            .collectAsList();
    for (Row currency : currencies) {
      limits.stream()
          .filter(limit -> !limit.money().equals(currency.getString(0)))
          .forEach(limit -> pairs.add(new Pair(limit.money(), currency.getString(0))));
    }
    return pairs;
  }

  /** The direct rates that are in force. Bounded by the pairs of currencies. */
  private static Map<Pair, BigDecimal> latest(Dataset<Row> rates, LocalDate day, Duration maxAge) {
    Map<Pair, BigDecimal> latest = new HashMap<>();
    ExchangeRates.bothWays(rates)
        .where(col(ExchangeRates.RATE_ON).leq(AsOf.column(day)))
        .where(col(ExchangeRates.RATE_ON).geq(AsOf.column(day.minusDays(maxAge.toDays()))))
        .groupBy(col(ExchangeRates.FROM), col(ExchangeRates.TO))
        .agg(ExchangeRates.latest().as(FOUND))
        .where(col(FOUND).getField(ExchangeRates.IS_DIRECT))
        .select(
            col(ExchangeRates.FROM), col(ExchangeRates.TO), col(FOUND).getField(ExchangeRates.RATE))
        .collectAsList()
        .forEach(
            row -> latest.put(new Pair(row.getString(0), row.getString(1)), row.getDecimal(2)));
    return latest;
  }

  /** Whether an amount in the customer's value currency holds against the limit; never unknown. */
  Column holds(Column amount, Operator operator, Limit limit) {
    Column currency = col(Customers.VALUE_CURRENCY);
    String money = limit.money();
    Column test =
        when(currency.equalTo(money), Comparisons.compare(amount, operator, lit(limit.amount())));
    for (Map.Entry<Pair, BigDecimal> rate : rates.entrySet()) {
      Pair pair = rate.getKey();
      if (pair.base().equals(money)) {
        test =
            test.when(
                currency.equalTo(pair.quote()),
                Comparisons.compare(
                    amount, operator, lit(limit.amount().multiply(rate.getValue()))));
      } else if (pair.quote().equals(money) && !rates.containsKey(new Pair(money, pair.base()))) {
        test =
            test.when(
                currency.equalTo(pair.base()),
                Comparisons.compare(
                    amount.multiply(lit(rate.getValue())), operator, lit(limit.amount())));
      }
    }
    return coalesce(test, lit(false));
  }
}

package io.tributary.metrics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tributary.columns.ExchangeRates;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The VIP threshold in the reporting currency, at the rate of the as-of day. */
final class VipThreshold {
  private static final String FOUND = "found";

  /** Far below a minor unit of any amount that a threshold is compared with. */
  private static final int SCALE = 12;

  private VipThreshold() {}

  /**
   * One row: the rate from one currency to the other, see {@link ExchangeRates#latest}; null when
   * there is none that is young enough.
   *
   * @param rates rows of {@code silver.rates}
   */
  static Dataset<Row> rate(
      Dataset<Row> rates, String from, String to, LocalDate day, Duration maxAge) {
    return ExchangeRates.bothWays(rates)
        .where(col(ExchangeRates.FROM).equalTo(from).and(col(ExchangeRates.TO).equalTo(to)))
        .where(col(ExchangeRates.RATE_ON).leq(lit(Date.valueOf(day))))
        .where(col(ExchangeRates.RATE_ON).geq(lit(Date.valueOf(day.minusDays(maxAge.toDays())))))
        .agg(ExchangeRates.latest().as(FOUND));
  }

  /**
   * The amount in the other currency, unrounded so that the comparison is with what was stated.
   * Empty without a rate.
   */
  static Optional<BigDecimal> converted(BigDecimal amount, Row rate) {
    Row found = rate.getAs(FOUND);
    if (found == null) {
      return Optional.empty();
    }
    BigDecimal delivered = found.getAs(ExchangeRates.RATE);
    boolean isDirect = found.<Boolean>getAs(ExchangeRates.IS_DIRECT);
    return Optional.of(
        isDirect
            ? amount.multiply(delivered)
            : amount.divide(delivered, SCALE, RoundingMode.HALF_UP));
  }
}

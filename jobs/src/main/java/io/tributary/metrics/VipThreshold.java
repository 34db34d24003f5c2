package io.tributary.metrics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.silver.Rates;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The VIP threshold in the reporting currency, at the rate of the as-of day. */
final class VipThreshold {
  private static final String DIRECT = "direct";
  private static final String INVERSE = "inverse";

  /** Far below a minor unit of any amount that a threshold is compared with. */
  private static final int SCALE = 12;

  private VipThreshold() {}

  /**
   * One row: {@code direct}, the latest rate from one currency to the other, and {@code inverse},
   * the latest the other way round; each null when there is none that is young enough.
   */
  static Dataset<Row> rates(
      Dataset<Row> rates, String from, String to, LocalDate day, Duration maxAge) {
    return rates
        .where(col(Rates.RATE_ON).leq(lit(Date.valueOf(day))))
        .where(col(Rates.RATE_ON).geq(lit(Date.valueOf(day.minusDays(maxAge.toDays())))))
        .agg(latest(from, to).as(DIRECT), latest(to, from).as(INVERSE));
  }

  private static Column latest(String base, String quote) {
    Column isPair =
        col(Rates.BASE_CURRENCY).equalTo(base).and(col(Rates.QUOTE_CURRENCY).equalTo(quote));
    return max_by(when(isPair, col(Rates.RATE)), when(isPair, col(Rates.RATE_ON)));
  }

  /**
   * The amount in the other currency, unrounded so that the comparison is with what was stated; the
   * direct rate before the inverse. Empty without a rate.
   */
  static Optional<BigDecimal> converted(BigDecimal amount, Row rates) {
    BigDecimal direct = rates.getAs(DIRECT);
    if (direct != null) {
      return Optional.of(amount.multiply(direct));
    }
    BigDecimal inverse = rates.getAs(INVERSE);
    return inverse == null
        ? Optional.empty()
        : Optional.of(amount.divide(inverse, SCALE, RoundingMode.HALF_UP));
  }
}

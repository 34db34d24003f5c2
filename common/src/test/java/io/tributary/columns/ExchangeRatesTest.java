package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.tables.silver.Rates;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestRows;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ExchangeRatesTest {

  @Test
  void takesTheLatestDayAndThereTheDirectRate(SparkSession spark) {
    TestRows rates = TestRows.of(Rates.TABLE);
    // Only the other way round.
    rate(rates, "USD", "VND", "2026-11-08", "25400");
    // An older direct rate gives way to a younger inverse one.
    rate(rates, "EUR", "USD", "2026-11-07", "1.10");
    rate(rates, "USD", "EUR", "2026-11-08", "0.90");
    // Both on one day.
    rate(rates, "USD", "GBP", "2026-11-08", "0.70");
    rate(rates, "GBP", "USD", "2026-11-08", "1.25");
    // Says nothing.
    rate(rates, "USD", "USD", "2026-11-08", "2");

    assertThat(
            ExchangeRates.bothWays(rates.in(spark))
                .groupBy(ExchangeRates.FROM, ExchangeRates.TO)
                .agg(ExchangeRates.latest())
                .collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder(
            "[USD,VND,[2026-11-08,true,25400.00000000]]",
            "[VND,USD,[2026-11-08,false,25400.00000000]]",
            "[USD,EUR,[2026-11-08,true,0.90000000]]",
            "[EUR,USD,[2026-11-08,false,0.90000000]]",
            "[USD,GBP,[2026-11-08,true,0.70000000]]",
            "[GBP,USD,[2026-11-08,true,1.25000000]]");
  }

  private static void rate(TestRows rates, String base, String quote, String on, String rate) {
    rates.row(
        Rates.BASE_CURRENCY, base,
        Rates.QUOTE_CURRENCY, quote,
        Rates.RATE_ON, on,
        Rates.RATE, rate);
  }
}

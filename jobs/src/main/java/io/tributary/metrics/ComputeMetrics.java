package io.tributary.metrics;

import io.tributary.job.Job;
import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.Table;
import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerMetrics;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.Rates;
import io.tributary.tables.silver.Sessions;
import io.tributary.tables.silver.Transactions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Computes the metrics of every customer with a purchase, a visit or a response before the as-of.
 */
public final class ComputeMetrics implements Job {
  private final Config config;

  /**
   * @param reportingCurrency ISO 4217; the currency of {@link Transactions#REPORTING_AMOUNT}
   * @param rateMaxAge how old a rate may be to convert the VIP threshold
   * @param orderSources sources of tickets that share order ids with what visits report
   */
  public record Config(
      String reportingCurrency, Vip vip, Duration rateMaxAge, List<String> orderSources) {
    public Config {
      Currency.getInstance(reportingCurrency);
      if (rateMaxAge.isNegative()) {
        throw new IllegalArgumentException("rate-max-age must not be negative");
      }
    }

    int minorDigits() {
      // MONEY holds two digits; a currency with three is kept to two.
      return Math.min(
          2, Math.max(0, Currency.getInstance(reportingCurrency).getDefaultFractionDigits()));
    }
  }

  /**
   * The customers who matter most.
   *
   * @param above lifetime value that a VIP exceeds
   * @param currency ISO 4217; of {@code above}
   */
  public record Vip(BigDecimal above, String currency) {
    public Vip {
      Currency.getInstance(currency);
      if (above.signum() < 0) {
        throw new IllegalArgumentException("above must not be negative");
      }
    }
  }

  public ComputeMetrics(Config config) {
    this.config = config;
  }

  @Override
  public Set<Table> reads() {
    return Set.of(
        Transactions.TABLE,
        Sessions.TABLE,
        CustomerLinks.TABLE,
        CampaignResponses.TABLE,
        Identifiers.TABLE,
        Rates.TABLE);
  }

  @Override
  public Set<Table> writes() {
    return Set.of(CustomerMetrics.TABLE);
  }

  @Override
  public String settings() {
    return config.toString();
  }

  @Override
  public void run(Run run) {
    Lake lake = run.lake();
    Dataset<Row> transactions = lake.read(Transactions.TABLE);
    Dataset<Row> sessions = lake.read(Sessions.TABLE);
    // Kept, since the scores look at all totals before they look at each.
    Dataset<Row> totals =
        CustomerTotals.of(
                Purchases.facts(transactions, run.asOf()),
                Visits.facts(sessions, run.asOf()),
                Responses.facts(
                    lake.read(CampaignResponses.TABLE), lake.read(Identifiers.TABLE), run.asOf()),
                lake.read(CustomerLinks.TABLE))
            .persist();
    try {
      lake.overwrite(
          CustomerMetrics.TABLE,
          CustomerTotals.metrics(
              RfmScores.of(totals),
              config.reportingCurrency(),
              config.minorDigits(),
              vipLimit(run)));
    } finally {
      totals.unpersist();
    }
    run.report()
        .count(
            "web purchases without an order",
            Visits.ordersWithoutTransaction(
                    sessions, transactions, config.orderSources(), run.asOf())
                .count());
  }

  /** The threshold in the reporting currency; reads rates only when it is stated in another. */
  private Optional<BigDecimal> vipLimit(Run run) {
    Vip vip = config.vip();
    if (vip.currency().equals(config.reportingCurrency())) {
      return Optional.of(vip.above());
    }
    Row rate =
        VipThreshold.rate(
                run.lake().read(Rates.TABLE),
                vip.currency(),
                config.reportingCurrency(),
                run.businessDay(),
                config.rateMaxAge())
            .first();
    Optional<BigDecimal> limit = VipThreshold.converted(vip.above(), rate);
    if (limit.isEmpty()) {
      run.report()
          .note(
              "Nobody is known to be a VIP: no rate between %s and %s within metrics.rate-max-age of %s"
                  .formatted(vip.currency(), config.reportingCurrency(), run.businessDay()));
    }
    return limit;
  }
}

package io.tributary.conform;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.job.Job;
import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.Table;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.silver.Rates;
import io.tributary.tables.silver.TransactionLines;
import io.tributary.tables.silver.Transactions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tickets and orders as transactions: latest version, valued, each sale counted once. */
public final class ConformTickets implements Job {
  private static final String SAID = "_said";

  private final ConformConfig config;

  public ConformTickets(ConformConfig config) {
    this.config = config;
  }

  @Override
  public Set<Table> reads() {
    return Set.of(DeliveredRows.TICKETS, CollectedFiles.TABLE, Rates.TABLE);
  }

  @Override
  public Set<Table> writes() {
    return Set.of(Transactions.TABLE, TransactionLines.TABLE);
  }

  @Override
  public String settings() {
    return config.fingerprint();
  }

  @Override
  public void run(Run run) {
    Lake lake = run.lake();
    Dataset<Row> tickets =
        Tickets.of(
                lake.read(DeliveredRows.TICKETS),
                lake.read(CollectedFiles.TABLE),
                Reference.read(config, run.zone()))
            .persist();
    try {
      Dataset<Row> rated = withRates(tickets, lake.read(Rates.TABLE));
      Dataset<Row> lines = ValuedLines.of(rated, config.reportingCurrency());
      lake.overwrite(TransactionLines.TABLE, lines);
      lake.overwrite(
          Transactions.TABLE,
          RevenueRules.followOriginals(
              RevenueRules.apply(rated, lines, config.orderSources())
                  .unionByName(withdrawn(lake.read(Transactions.TABLE), tickets))));
    } finally {
      tickets.unpersist();
    }
    Column says =
        concat(
            array_compact(array(col(Transactions.NOT_REVENUE_REASON))),
            coalesce(col(Transactions.QUALITY_FLAGS), array().cast(Types.STRINGS)));
    Dataset<Row> transactions = lake.read(Transactions.TABLE);
    Map<String, Long> said =
        Tally.of(run.report(), "tickets", transactions.select(explode(says).as(SAID)), col(SAID));
    if (said.containsKey(RevenueRules.UNVALUED)) {
      noteUnvalued(run, transactions);
    }
  }

  /**
   * Tickets whose delivery was taken back, for example by new content under an old file name. They
   * stay and say so: readers of changes never see a row vanish, and returns still find their sale.
   */
  private static Dataset<Row> withdrawn(Dataset<Row> stored, Dataset<Row> tickets) {
    return stored
        .join(
            tickets.select(Transactions.TRANSACTION_ID),
            new String[] {Transactions.TRANSACTION_ID},
            "left_anti")
        .withColumns(
            Map.of(
                Transactions.IS_DELETED,
                lit(true),
                Transactions.IS_REVENUE,
                lit(false),
                Transactions.NOT_REVENUE_REASON,
                lit(RevenueRules.CANCELLED)));
  }

  /** All revenue may be missing for want of one rate: that must not stay unseen. */
  private void noteUnvalued(Run run, Dataset<Row> transactions) {
    Column currency =
        when(col(Transactions.CURRENCY).rlike("^[A-Z]{3}$"), col(Transactions.CURRENCY))
            .otherwise("no ISO 4217 currency");
    Column why =
        when(col(Transactions.RATE).isNull(), concat(currency, lit(" without a rate")))
            .when(
                col(Transactions.REPORTING_AMOUNT).isNull(),
                concat(currency, lit(" without a usable amount")));
    Map<String, Long> counts =
        Tally.of(
            run.report(),
            "tickets unvalued:",
            transactions.where(col(Transactions.NOT_REVENUE_REASON).equalTo(RevenueRules.UNVALUED)),
            why);
    run.report()
        .note(
            "%d tickets are no revenue, because they have no value in %s: %s. Deliver a rate of their days, either way round, or raise conform.rates.max-age"
                .formatted(
                    counts.values().stream().mapToLong(Long::longValue).sum(),
                    config.reportingCurrency(),
                    counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "))));
  }

  private Dataset<Row> withRates(Dataset<Row> tickets, Dataset<Row> rates) {
    Dataset<Row> inForce =
        ValuedLines.ratesInForce(
            tickets, rates, config.reportingCurrency(), config.rates().maxAgeDays());
    List<String> on = List.of(Transactions.CURRENCY, Transactions.BUSINESS_ON);
    return tickets.join(broadcast(inForce), on.toArray(new String[0]), "left");
  }
}

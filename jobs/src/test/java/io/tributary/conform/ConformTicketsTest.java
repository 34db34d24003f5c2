package io.tributary.conform;

import static io.tributary.conform.Delivered.asOf;
import static io.tributary.conform.Delivered.values;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.job.JobReport;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.silver.Rates;
import io.tributary.tables.silver.TransactionLines;
import io.tributary.tables.silver.Transactions;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ConformTicketsTest {
  private static final String DAY = "2026-11-10";

  /** Amounts, reasons and the total of 600 random tickets against plain arithmetic. */
  @Test
  void countsEveryTicketAsPlainArithmeticDoes(SparkSession spark, @TempDir Path directory) {
    MoneyOracle oracle = new MoneyOracle(20261110L, 600);
    TestRows rates = TestRows.of(Rates.TABLE);
    oracle.rates.forEach(
        rate ->
            rates.row(
                Rates.BASE_CURRENCY, rate.base(),
                Rates.QUOTE_CURRENCY, rate.quote(),
                Rates.RATE_ON, rate.on(),
                Rates.RATE, rate.rate()));
    Delivered tickets = Delivered.of(DeliveredRows.TICKETS);
    oracle.versions.forEach(
        version ->
            tickets.row(
                version.source(),
                version.no(),
                version.deliveredOn(),
                version.values(),
                version.lines()));
    TestLake lake = new TestLake(spark, directory).with(Rates.TABLE, rates.in(spark));
    tickets.into(lake, spark);

    JobReport report =
        lake.run(
            new ConformTickets(
                Delivered.config(directory, "conform.order-sources = [web, app, pos]")),
            asOf(DAY));

    Map<String, String> actual = new TreeMap<>();
    BigDecimal revenue = BigDecimal.ZERO;
    for (Row row : lake.lake().read(Transactions.TABLE).collectAsList()) {
      BigDecimal amount = row.getAs(Transactions.REPORTING_AMOUNT);
      actual.put(
          row.getAs(Transactions.TRANSACTION_ID),
          row.getAs(Transactions.NOT_REVENUE_REASON) + " " + amount);
      if (row.<Boolean>getAs(Transactions.IS_REVENUE)) {
        revenue = revenue.add(amount);
      }
    }
    assertThat(actual).isEqualTo(oracle.outcomes());
    assertThat(revenue).isEqualByComparingTo(oracle.revenue());
    assertThat(oracle.outcomes().values().stream().map(o -> o.split(" ")[0]).distinct())
        .contains(
            "null",
            "CANCELLED",
            "UNDELIVERED",
            "PLACED",
            "SAME_ORDER",
            "NOT_REVENUE_SOURCE",
            "UNVALUED");
    assertThat(report.counts().get("tickets UNVALUED"))
        .isEqualTo(
            oracle.outcomes().values().stream().filter(o -> o.startsWith("UNVALUED")).count());
    assertThat(report.counts()).doesNotContainKey("tickets unvalued: GBP without a rate");
    assertThat(report.notes())
        .singleElement()
        .asString()
        .startsWith("%d tickets are no revenue".formatted(sum(report, "tickets unvalued:")))
        .contains(
            "in USD: EUR without a rate ",
            "THB without a rate " + report.counts().get("tickets unvalued: THB without a rate"));
    assertThat(report.counts())
        .containsEntry("tickets ORIGINAL_UNKNOWN", oracle.returnsOfNothing());
    assertThat(oracle.takenOver()).contains("CANCELLED", "UNDELIVERED", "UNVALUED");
  }

  @Test
  void typesLinesAndLinksTickets(SparkSession spark, @TempDir Path directory) {
    List<Map<String, String>> two =
        List.of(
            values("line_no", "2", "sku", "B", "quantity", "-1", "unit_price", "10.005"),
            values("line_no", "1", "sku", "A", "quantity", "0.5", "unit_price", "3.33"));
    Map<String, String> sale =
        values(
            "ticket_no",
            "1",
            "kind",
            "SALE",
            "currency",
            "USD",
            "card",
            "loyalty:L1",
            "occurred_at",
            "2026-11-09T17:30:00Z",
            "channel",
            "store");
    Map<String, String> refund =
        values(
            "ticket_no",
            "2",
            "kind",
            "RETURN",
            "currency",
            "USD",
            "returns_natural_key",
            "1",
            "occurred_at",
            "2026-11-10T01:00:00Z");
    Delivered tickets =
        Delivered.of(DeliveredRows.TICKETS)
            .row("pos", "1", DAY, sale, two)
            .row("pos", "2", DAY, refund, two)
            .row(
                "pos",
                "3",
                DAY,
                values(
                    "ticket_no",
                    "3",
                    "currency",
                    "USD",
                    "total",
                    "7.50",
                    "occurred_at",
                    "2026-11-10T02:00:00Z",
                    "phone",
                    "0912 345 678",
                    "email",
                    "Lan@Example.com"))
            .row(
                "pos",
                "4",
                DAY,
                values(
                    "ticket_no",
                    "4",
                    "currency",
                    "USD",
                    "total",
                    "7.50",
                    "occurred_at",
                    "2026-11-10T03:00:00Z",
                    "phone",
                    "+84912345678",
                    "email",
                    "lan@example.com"))
            .row(
                "shop",
                "5",
                DAY,
                values(
                    "order_id",
                    "5",
                    "currency",
                    "USD",
                    "total",
                    "9",
                    "occurred_at",
                    "2026-11-10T04:00:00Z",
                    "account",
                    "shop:A0001",
                    "phone",
                    "0912345678"))
            .row(
                "shop",
                "6",
                DAY,
                values(
                    "order_id",
                    "6",
                    "currency",
                    "KWD",
                    "total",
                    "9",
                    "occurred_at",
                    "2026-11-10T05:00:00Z",
                    "quality_flags",
                    "CARD_DESTROYED",
                    "phone",
                    "9.12E+08",
                    "email",
                    "nobody"),
                List.of(values("sku", "A", "quantity", "3", "line_total", "1.2345")));
    TestLake lake = new TestLake(spark, directory);
    tickets.into(lake, spark);
    ConformTickets job = new ConformTickets(Delivered.config(directory));

    JobReport report = lake.run(job, asOf(DAY));

    Map<String, Row> byId =
        lake.lake().read(Transactions.TABLE).collectAsList().stream()
            .collect(Collectors.toMap(row -> row.getAs(Transactions.TRANSACTION_ID), row -> row));
    assertThat(byId.get("pos:1").<Object>getAs(Transactions.BUSINESS_ON)).hasToString(DAY);
    // 0.5 * 3.33 = 1.665 rounds to 1.67; -10.005 rounds away from zero, to -10.01.
    assertThat(byId.get("pos:1").<BigDecimal>getAs(Transactions.NET_AMOUNT))
        .isEqualByComparingTo("-8.34");
    // A return takes its sign from its kind alone.
    assertThat(byId.get("pos:2").<BigDecimal>getAs(Transactions.NET_AMOUNT))
        .isEqualByComparingTo("-11.68");
    assertThat(byId.get("pos:2").<String>getAs(Transactions.RECORD_KEY))
        .isEqualTo(byId.get("pos:1").<String>getAs(Transactions.RECORD_KEY))
        .matches("pos:s\\|[0-9a-f]{16}");
    assertThat(byId.get("pos:3").<BigDecimal>getAs(Transactions.NET_AMOUNT))
        .isEqualByComparingTo("7.50");
    assertThat(byId.get("pos:3").<String>getAs(Transactions.RECORD_KEY))
        .isEqualTo(byId.get("pos:4").<String>getAs(Transactions.RECORD_KEY));
    assertThat(byId.get("shop:5").<String>getAs(Transactions.RECORD_KEY)).isEqualTo("shop:A0001");
    // The stated total of a line counts, in the three digits of a dinar.
    assertThat(byId.get("shop:6").<BigDecimal>getAs(Transactions.NET_AMOUNT))
        .isEqualByComparingTo("1.235");
    assertThat(byId.get("shop:6").<String>getAs(Transactions.RECORD_KEY)).isNull();
    assertThat(flags(byId.get("shop:6")))
        .containsExactly("CARD_DESTROYED", "EMAIL_INVALID", "PHONE_DESTROYED", "TOTAL_DIFFERS");
    assertThat(flags(byId.get("pos:3"))).isEmpty();
    assertThat(report.counts()).containsEntry("tickets TOTAL_DIFFERS", 1L);
    assertThat(
            lake.lake()
                .read(TransactionLines.TABLE)
                .where(col(TransactionLines.TRANSACTION_ID).equalTo("pos:1"))
                .orderBy(TransactionLines.LINE_NO)
                .select(
                    col(TransactionLines.SKU), col(TransactionLines.NET_AMOUNT).cast(Types.STRING))
                .collectAsList())
        .hasToString("[[A,1.670], [B,-10.010]]");

    // The sale is taken back: its return is nobody's loss, and stays the buyer's.
    Delivered.of(DeliveredRows.TICKETS)
        .row("pos", "2", DAY, refund, two)
        .into(lake, spark, Delivered.fileId("shop", DAY));
    lake.run(job, asOf(DAY));

    Row returned =
        lake.lake()
            .read(Transactions.TABLE)
            .where(col(Transactions.TRANSACTION_ID).equalTo("pos:2"))
            .head();
    assertThat(returned.<String>getAs(Transactions.RECORD_KEY))
        .isEqualTo(byId.get("pos:1").<String>getAs(Transactions.RECORD_KEY));
    assertThat(returned.<String>getAs(Transactions.NOT_REVENUE_REASON)).isEqualTo("CANCELLED");
    assertThat(flags(returned)).isEmpty();
    assertThat(
            lake.lake()
                .read(Transactions.TABLE)
                .groupBy(Transactions.IS_DELETED, Transactions.IS_REVENUE)
                .count()
                .orderBy(Transactions.IS_DELETED)
                .collectAsList())
        .hasToString("[[false,false,1], [true,false,5]]");
  }

  /** A dollar's worth of dongs, no rate of one dong, is what many finance departments deliver. */
  @Test
  void dividesByARateThatIsDeliveredTheOtherWayRound(SparkSession spark, @TempDir Path directory) {
    Delivered tickets = Delivered.of(DeliveredRows.TICKETS);
    for (String total : List.of("2540127", "254000000000")) {
      tickets.row(
          "pos",
          total,
          DAY,
          values("currency", "VND", "total", total, "occurred_at", DAY + "T02:00:00Z"));
    }
    TestLake lake =
        new TestLake(spark, directory)
            .with(
                Rates.TABLE,
                TestRows.of(Rates.TABLE)
                    .row(
                        Rates.BASE_CURRENCY, "USD",
                        Rates.QUOTE_CURRENCY, "VND",
                        Rates.RATE_ON, DAY,
                        Rates.RATE, "25400")
                    .in(spark));
    tickets.into(lake, spark);

    JobReport report = lake.run(new ConformTickets(Delivered.config(directory)), asOf(DAY));

    // 2,540,127 / 25,400 is 100.005 and rounds up; times 0.00003937 it would be 100.0048.
    assertThat(
            lake.lake()
                .read(Transactions.TABLE)
                .orderBy(Transactions.NET_AMOUNT)
                .select(
                    Transactions.REPORTING_AMOUNT,
                    Transactions.RATE,
                    Transactions.RATE_ON,
                    Transactions.IS_REVENUE)
                .collectAsList())
        .hasToString(
            "[[100.01,0.00003937,2026-11-10,true], [10000000.00,0.00003937,2026-11-10,true]]");
    assertThat(report.notes()).isEmpty();
  }

  /** One slip of a digit grouping must not end the night. */
  @Test
  void leavesTicketsUnvaluedByARateAHundredMillionTimesOff(
      SparkSession spark, @TempDir Path directory) {
    Delivered tickets = Delivered.of(DeliveredRows.TICKETS);
    TestRows rates = TestRows.of(Rates.TABLE);
    for (String currency : List.of("VND", "EUR", "GBP", "USD")) {
      tickets.row(
          "pos",
          currency,
          DAY,
          values("currency", currency, "total", "9000000000", "occurred_at", DAY + "T02:00:00Z"));
    }
    rate(rates, "USD", "VND", "0.00000254");
    rate(rates, "EUR", "USD", "99999999");
    rate(rates, "GBP", "USD", "9999999999");
    TestLake lake = new TestLake(spark, directory).with(Rates.TABLE, rates.in(spark));
    tickets.into(lake, spark);

    JobReport report = lake.run(new ConformTickets(Delivered.config(directory)), asOf(DAY));

    assertThat(
            lake.lake()
                .read(Transactions.TABLE)
                .orderBy(Transactions.CURRENCY)
                .select(
                    Transactions.CURRENCY,
                    Transactions.REPORTING_AMOUNT,
                    Transactions.NOT_REVENUE_REASON)
                .collectAsList())
        .hasToString(
            "[[EUR,null,UNVALUED], [GBP,null,UNVALUED], [USD,9000000000.00,null],"
                + " [VND,null,UNVALUED]]");
    assertThat(report.notes())
        .singleElement()
        .asString()
        .startsWith("3 tickets are no revenue")
        .contains("EUR without a usable amount 1", "VND without a usable amount 1");
  }

  private static void rate(TestRows rates, String base, String quote, String rate) {
    rates.row(
        Rates.BASE_CURRENCY, base,
        Rates.QUOTE_CURRENCY, quote,
        Rates.RATE_ON, DAY,
        Rates.RATE, rate);
  }

  private static long sum(JobReport report, String prefix) {
    return report.counts().entrySet().stream()
        .filter(count -> count.getKey().startsWith(prefix))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static List<String> flags(Row ticket) {
    return ticket.getList(ticket.fieldIndex(Transactions.QUALITY_FLAGS));
  }
}

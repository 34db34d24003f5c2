package io.tributary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import io.tributary.job.JobReport;
import io.tributary.metrics.MetricsOracle.Response;
import io.tributary.metrics.MetricsOracle.Ticket;
import io.tributary.metrics.MetricsOracle.Visit;
import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerMetrics;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.Rates;
import io.tributary.tables.silver.Sessions;
import io.tributary.tables.silver.Transactions;
import io.tributary.testing.ShippedSettings;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ComputeMetricsTest {
  private static final Instant AS_OF = Instant.parse("2026-11-10T17:00:00Z");
  private static final int CUSTOMERS = 400;

  private final Random random = new Random(20261110);
  private final Map<String, String> links = new HashMap<>();
  private final Map<String, List<String>> carriers = new TreeMap<>();
  private final List<Ticket> tickets = new ArrayList<>();
  private final List<Visit> visits = new ArrayList<>();
  private final List<Response> responses = new ArrayList<>();

  @Test
  void agreesWithAPlainComputationOverRandomCustomers(SparkSession spark, @TempDir Path directory) {
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      addCustomer("C%03d".formatted(customer));
    }
    TestLake lake = filled(spark, directory);

    lake.run(new ComputeMetrics(config("1000", "USD")), AS_OF);

    TestRows expected = TestRows.of(CustomerMetrics.TABLE);
    List<String> columns = CustomerMetrics.TABLE.columns();
    new MetricsOracle(AS_OF, links, carriers)
        .metrics(tickets, visits, responses, new BigDecimal("1000"))
        .values()
        .forEach(
            customer -> {
              Object[] row = new Object[2 * columns.size()];
              for (int i = 0; i < columns.size(); i++) {
                row[2 * i] = columns.get(i);
                row[2 * i + 1] = customer.values().get(i);
              }
              expected.row(row);
            });
    assertThat(expected.in(spark).count()).isGreaterThan(350);
    new JavaDatasetSuiteBase()
        .assertDatasetEquals(
            expected.in(spark).orderBy(CustomerMetrics.CUSTOMER_ID),
            lake.lake().read(CustomerMetrics.TABLE).orderBy(CustomerMetrics.CUSTOMER_ID));
    assertThat(scores(lake)).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
  }

  @Test
  void convertsAThresholdOfAnotherCurrencyAtTheRateOfTheAsOfDay(
      SparkSession spark, @TempDir Path directory) {
    links.put("r1", "above");
    links.put("r2", "at the threshold");
    sale("t1", "r1", "787.41");
    sale("t2", "r2", "787.40");
    TestLake lake =
        filled(spark, directory)
            .with(
                Rates.TABLE,
                TestRows.of(Rates.TABLE)
                    .row(
                        "base_currency",
                        "VND",
                        "quote_currency",
                        "USD",
                        "rate_on",
                        "2026-11-01",
                        "rate",
                        "0.00003")
                    .row(
                        "base_currency",
                        "VND",
                        "quote_currency",
                        "USD",
                        "rate_on",
                        "2026-11-08",
                        "rate",
                        "0.00003937")
                    .row(
                        "base_currency",
                        "VND",
                        "quote_currency",
                        "USD",
                        "rate_on",
                        "2026-11-11",
                        "rate",
                        "0.00005")
                    .in(spark));

    lake.run(new ComputeMetrics(config("20000000", "VND")), AS_OF);
    assertThat(vips(lake)).containsExactly("above");

    JobReport report = lake.run(new ComputeMetrics(config("20000000", "JPY")), AS_OF);
    assertThat(report.notes()).singleElement().asString().contains("no rate between JPY and USD");
    assertThat(lake.lake().read(CustomerMetrics.TABLE).where("is_vip is null").count())
        .isEqualTo(2);
  }

  @Test
  void usesTheInverseOfTheOnlyRateThereIs(SparkSession spark) {
    Row rate =
        VipThreshold.rate(
                TestRows.of(Rates.TABLE)
                    .row(
                        "base_currency",
                        "VND",
                        "quote_currency",
                        "USD",
                        "rate_on",
                        "2026-11-08",
                        "rate",
                        "0.00004")
                    .in(spark),
                "USD",
                "VND",
                LocalDate.parse("2026-11-10"),
                Duration.ofDays(7))
            .first();
    assertThat(VipThreshold.converted(new BigDecimal("1000"), rate).orElseThrow())
        .isEqualByComparingTo("25000000");
  }

  @Test
  void reportsWebPurchasesWithoutAnOrderAndNeverSumsThem(
      SparkSession spark, @TempDir Path directory) {
    links.put("r1", "c1");
    sale("t1", "r1", "10.00");
    TestLake lake = filled(spark, directory);
    TestRows sessions = TestRows.of(Sessions.TABLE);
    session(sessions, "s1", false, "order of t1", "lost");
    session(sessions, "s2", false, "lost", "other");
    session(sessions, "s3", true, "made up by a robot");
    session(sessions, "s4", false, "1001", "its own");
    lake.with(Sessions.TABLE, sessions.in(spark))
        .with(Transactions.TABLE, ticketRows().in(spark).unionByName(ofOtherSources(spark)));

    JobReport report = lake.run(new ComputeMetrics(config("1000", "USD")), AS_OF);

    assertThat(report.counts()).containsEntry("web purchases without an order", 3L);
    Row customer = lake.lake().read(CustomerMetrics.TABLE).collectAsList().get(0);
    assertThat(customer.<BigDecimal>getAs(CustomerMetrics.NET_VALUE)).isEqualTo("10.00");
    assertThat(customer.<Long>getAs(CustomerMetrics.VISIT_COUNT)).isEqualTo(3);
  }

  /** Order 1001 of a market is not the shop's, which was lost. */
  private static Dataset<Row> ofOtherSources(SparkSession spark) {
    TestRows rows = TestRows.of(Transactions.TABLE);
    order(rows, "market", "1001");
    order(rows, "web", "its own");
    return rows.in(spark);
  }

  private static void order(TestRows rows, String source, String order) {
    rows.row(
        Transactions.TRANSACTION_ID,
        source + ":" + order,
        Transactions.SOURCE,
        source,
        Transactions.ORDER_ID,
        order,
        Transactions.OCCURRED_AT,
        AS_OF.minusSeconds(60),
        Transactions.IS_DELETED,
        false);
  }

  @Test
  void bindsTheShippedSettings() {
    assertThat(shipped()).isEqualTo(config("1000", "USD"));
    assertThatThrownBy(() -> config("1000", "XYZ")).isInstanceOf(IllegalArgumentException.class);
  }

  private static ComputeMetrics.Config shipped() {
    return ShippedSettings.of("metrics.conf").bind("metrics", ComputeMetrics.Config.class);
  }

  private static ComputeMetrics.Config config(String above, String currency) {
    return new ComputeMetrics.Config(
        "USD",
        new ComputeMetrics.Vip(new BigDecimal(above), currency),
        Duration.ofDays(14),
        List.of("shop", "pos"));
  }

  private void addCustomer(String customer) {
    int records = 1 + random.nextInt(3);
    for (int r = 0; r < records; r++) {
      links.put("rec:" + customer + r, customer);
    }
    String own = "id:" + customer;
    carriers.put(own, List.of("rec:" + customer + "0"));
    if (random.nextInt(10) == 0) {
      carriers.put("id:family" + customer, List.of("rec:" + customer + "0", "rec:C0000"));
      own = "id:family" + customer;
    }
    int count = random.nextInt(9) - 2;
    for (int t = 0; t < count; t++) {
      addTicket(customer, customer + "-" + t, records);
    }
    for (int v = random.nextInt(4); v > 0; v--) {
      Instant from = instant();
      int carts = random.nextInt(3);
      visits.add(
          new Visit(
              customer + "v" + v,
              random.nextInt(8) == 0 ? null : "rec:" + customer + random.nextInt(records),
              from,
              from.plusSeconds(random.nextInt(3000)),
              random.nextInt(6) == 0,
              carts,
              random.nextInt(4)));
    }
    for (int m = random.nextInt(3); m > 0; m--) {
      String response = List.of("sent", "opened", "clicked", "bounced").get(random.nextInt(4));
      responses.add(new Response(customer + "m" + m, own, response, instant()));
    }
  }

  private void addTicket(String customer, String id, int records) {
    boolean isReturn = random.nextInt(5) == 0;
    boolean isAnonymous = random.nextInt(6) == 0;
    BigDecimal amount = BigDecimal.valueOf(random.nextInt(60_000) + 1, 2);
    String reason =
        random.nextInt(6) == 0
            ? List.of("UNVALUED", "PLACED", "SAME_ORDER").get(random.nextInt(3))
            : null;
    tickets.add(
        new Ticket(
            id,
            isAnonymous ? null : "rec:" + customer + random.nextInt(records),
            List.of("store", "web", "app", "marketplace").get(random.nextInt(4)),
            instant(),
            isReturn ? "RETURN" : "SALE",
            isReturn ? customer + "-0" : null,
            "UNVALUED".equals(reason) ? null : isReturn ? amount.negate() : amount,
            reason == null,
            reason,
            random.nextInt(15) == 0));
  }

  /** Coarse, so that ties are frequent, and sometimes at or after the as-of. */
  private Instant instant() {
    return AS_OF.plus(1, ChronoUnit.DAYS).minus(random.nextInt(24 * 30) * 3L, ChronoUnit.HOURS);
  }

  private void sale(String id, String record, String amount) {
    Instant at = AS_OF.minus(1, ChronoUnit.DAYS);
    tickets.add(
        new Ticket(id, record, "web", at, "SALE", null, new BigDecimal(amount), true, null, false));
  }

  private static void session(TestRows rows, String id, boolean isBot, String... orders) {
    rows.row(
        Sessions.SESSION_ID,
        id,
        Sessions.SOURCE,
        "web",
        Sessions.RECORD_KEY,
        "r1",
        Sessions.STARTED_AT,
        AS_OF.minusSeconds(60),
        Sessions.ENDED_AT,
        AS_OF.minusSeconds(30),
        Sessions.IS_BOT,
        isBot,
        Sessions.ORDER_IDS,
        List.of(orders));
  }

  private TestLake filled(SparkSession spark, Path directory) {
    TestRows linkRows = TestRows.of(CustomerLinks.TABLE);
    links.forEach(
        (r, c) -> linkRows.row(CustomerLinks.RECORD_KEY, r, CustomerLinks.CUSTOMER_ID, c));
    TestRows identifiers = TestRows.of(Identifiers.TABLE);
    carriers.forEach(
        (id, records) ->
            records.forEach(
                record ->
                    identifiers.row(
                        Identifiers.RECORD_KEY, record,
                        Identifiers.IDENTIFIER_ID, id,
                        Identifiers.IS_DELETED, false)));
    TestRows responseRows = TestRows.of(CampaignResponses.TABLE);
    responses.forEach(
        r ->
            responseRows.row(
                CampaignResponses.RESPONSE_ID, r.id(),
                CampaignResponses.IDENTIFIER_ID, r.identifier(),
                CampaignResponses.RESPONSE, r.response(),
                CampaignResponses.RESPONDED_AT, r.at()));
    return new TestLake(spark, directory)
        .with(CustomerLinks.TABLE, linkRows.in(spark))
        .with(Identifiers.TABLE, identifiers.in(spark))
        .with(CampaignResponses.TABLE, responseRows.in(spark))
        .with(Sessions.TABLE, sessionRows().in(spark))
        .with(Transactions.TABLE, ticketRows().in(spark));
  }

  private TestRows sessionRows() {
    TestRows rows = TestRows.of(Sessions.TABLE);
    visits.forEach(
        v ->
            rows.row(
                Sessions.SESSION_ID, v.id(),
                Sessions.RECORD_KEY, v.recordKey(),
                Sessions.STARTED_AT, v.from(),
                Sessions.ENDED_AT, v.to(),
                Sessions.IS_BOT, v.isBot(),
                Sessions.CART_COUNT, v.carts(),
                Sessions.SEARCH_COUNT, v.searches(),
                Sessions.LAST_CART_AT, v.carts() > 0 ? v.to() : null));
    return rows;
  }

  private TestRows ticketRows() {
    TestRows rows = TestRows.of(Transactions.TABLE);
    tickets.forEach(
        t ->
            rows.row(
                Transactions.TRANSACTION_ID, t.id(),
                Transactions.SOURCE, "shop",
                Transactions.RECORD_KEY, t.recordKey(),
                Transactions.ORDER_ID, "order of " + t.id(),
                Transactions.CHANNEL, t.channel(),
                Transactions.OCCURRED_AT, t.at(),
                Transactions.BUSINESS_ON, t.at().atZone(TestLake.ZONE).toLocalDate(),
                Transactions.KIND, t.kind(),
                Transactions.RETURNS_TRANSACTION_ID, t.original(),
                Transactions.REPORTING_AMOUNT, t.amount(),
                Transactions.IS_REVENUE, t.isRevenue(),
                Transactions.NOT_REVENUE_REASON, t.reason(),
                Transactions.IS_DELETED, t.isDeleted()));
    return rows;
  }

  private static List<Integer> scores(TestLake lake) {
    return lake
        .lake()
        .read(CustomerMetrics.TABLE)
        .where(functions.col(CustomerMetrics.RFM_MONETARY).isNotNull())
        .select(CustomerMetrics.RFM_MONETARY)
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> row.getInt(0))
        .toList();
  }

  private static List<String> vips(TestLake lake) {
    return lake
        .lake()
        .read(CustomerMetrics.TABLE)
        .where(CustomerMetrics.IS_VIP)
        .select(CustomerMetrics.CUSTOMER_ID)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }
}

package io.tributary.conform;

import static io.tributary.conform.Delivered.asOf;
import static io.tributary.conform.Delivered.values;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.job.Job;
import io.tributary.tables.Table;
import io.tributary.tables.Tables;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.silver.Products;
import io.tributary.tables.silver.Rates;
import io.tributary.tables.silver.ThirdPartyAttributes;
import io.tributary.tables.silver.Transactions;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** All jobs of the stage in their order, over every kind. */
@ExtendWith(SparkExtension.class)
class ConformStageTest {
  private static final String DAY = "2026-11-10";
  private static final List<String> ZONES = List.of("UTC", "Asia/Ho_Chi_Minh", "America/New_York");

  /** Zone to table to rows, read in that zone. */
  private static final Map<String, Map<Table, List<String>>> ROWS = new TreeMap<>();

  private static final List<String> LOGGED = new ArrayList<>();

  @TempDir private static Path directory;

  private static final List<String> SECRETS =
      List.of(
          "lan.tran@example.com",
          "lan.tran%40example.com",
          "LAN.TRAN@EXAMPLE.COM",
          "0912345678",
          "0912 345 678",
          "912345678",
          "+84912345678");
  private static final String ADDRESS = "203.0.113.77";

  private static void run(TestLake lake, ConformConfig config) {
    List<Job> jobs =
        List.of(
            new ConformReferences(),
            new ExpireHits(config),
            new ConformTickets(config),
            new ConformVisits(config),
            new ConformRecords(config),
            new ConformConsents(config),
            new ConformAttributes());
    jobs.forEach(job -> lake.run(job, asOf(DAY)));
  }

  private static void fill(TestLake lake, SparkSession spark) {
    List<Delivered> delivered =
        List.of(hits(), tickets(), customers(), consents(), attributes(), products(), rates());
    delivered.forEach(rows -> rows.into(lake, spark));
    lake.with(
        CollectedFiles.TABLE,
        Delivered.files(spark, "snapshot", "catalog", "2026-11-09", "catalog", DAY));
  }

  private static Delivered hits() {
    Delivered hits = Delivered.of(DeliveredRows.HITS);
    int minute = 10;
    for (String secret : SECRETS) {
      for (String url :
          List.of(
              "https://s.vn/p?email=" + secret + "&page=1",
              "https://s.vn/u/" + secret + "/p?page=" + secret,
              "https://s.vn/?utm_source=" + secret + "&utm_campaign=" + secret,
              "https://" + secret + "@s.vn/#" + secret)) {
        hits.row(
            "web",
            null,
            DAY,
            values(
                "account",
                "shop:" + secret,
                "occurred_at",
                "2026-11-09T1" + minute / 60 % 10 + ":" + minute % 60 / 10 + "0:00Z",
                "cookie",
                "web:c" + minute,
                "ip",
                ADDRESS,
                "url",
                url,
                "referrer",
                "https://mail.example.com/?to=" + secret + "&q=" + secret,
                "search_term",
                secret,
                "event",
                "search",
                "user_agent",
                "Mozilla/5.0 (" + secret + ") " + secret + "/1.0"));
        minute++;
      }
    }
    return hits.row(
        "weblog",
        null,
        DAY,
        values(
            "occurred_at",
            "2026-11-09T17:30:00Z",
            "ip",
            ADDRESS,
            "user_agent",
            "x 0912345678",
            "referrer",
            "https://0912345678.example.com/"));
  }

  private static Delivered tickets() {
    return Delivered.of(DeliveredRows.TICKETS)
        .row(
            "pos",
            "1",
            DAY,
            values(
                "ticket_no",
                "1",
                "currency",
                "VND",
                "total",
                "1000000",
                "occurred_at",
                "2026-11-09T17:30:00Z",
                "phone",
                "0912345678",
                "account",
                "shop:0912345678",
                "email",
                "lan.tran@example.com"))
        .row(
            "pos",
            "2",
            DAY,
            values(
                "ticket_no",
                "2",
                "currency",
                "VND",
                "total",
                "1000000",
                "occurred_at",
                "2026-11-09T16:59:59Z",
                "phone",
                "0912 345 678"));
  }

  private static Delivered customers() {
    return Delivered.of(DeliveredRows.CUSTOMERS)
        .row(
            "crm",
            "C1",
            DAY,
            values(
                "crm",
                "crm:C1",
                "account",
                "shop:lan.tran@example.com",
                "full_name",
                "Trần Thị Lan",
                "phone",
                "0912345678",
                "email",
                "lan.tran@example.com",
                "birth_date",
                "1990-03-25",
                "updated_at",
                "2017-06-16T17:30:00Z"))
        .row("newsletter", "lan.tran@example.com", DAY, values("email", "lan.tran@example.com"));
  }

  private static Delivered consents() {
    return Delivered.of(DeliveredRows.CONSENTS)
        .row(
            "campaigns",
            "1",
            DAY,
            values(
                "subject",
                "lan.tran@example.com",
                "channel",
                "email",
                "response",
                "clicked",
                "campaign_id",
                "tet",
                "decided_at",
                "2026-11-09T17:30:00Z"));
  }

  private static Delivered attributes() {
    return Delivered.of(DeliveredRows.ATTRIBUTES)
        .row("vendor", "1", DAY, attribute("2026-11-01", "25-34", "ABC"))
        .row("vendor", "2", DAY, attribute("2026-10-01", "18-24", "abc"));
  }

  private static Map<String, String> attribute(String on, String band, String key) {
    return values(
        "key_type", "email_sha256", "subject_key", key, "as_of_on", on, "attribute.age_band", band);
  }

  private static Delivered products() {
    return Delivered.of(DeliveredRows.PRODUCTS)
        .row("catalog", "A", "2026-11-09", values("sku", "A", "name", "Old A", "list_price", "1"))
        .row("catalog", "B", "2026-11-09", values("sku", "B", "name", "B"))
        .row("catalog", "A", DAY, values("sku", "A", "name", "A", "list_price", "2.5"));
  }

  private static Delivered rates() {
    Delivered rates = Delivered.of(DeliveredRows.RATES);
    // The rate changes with the business day: a wrong zone would take the other one.
    rates.row("rates", "1", DAY, rate("2026-11-09", "0.00004"));
    rates.row("rates", "2", DAY, rate("2026-11-10", "0.00005"));
    return rates.row("rates", "3", DAY, rate("2026-11-11", "-1"));
  }

  private static Map<String, String> rate(String on, String rate) {
    return values("base_currency", "VND", "quote_currency", "USD", "rate_on", on, "rate", rate);
  }

  private static List<String> texts(TestLake lake, Table table) {
    return lake
        .lake()
        .read(table)
        .select(functions.to_json(functions.struct(col("*"))).cast(Types.STRING))
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  @BeforeAll
  static void runInEachZone(SparkSession spark) throws IOException {
    TimeZone before = TimeZone.getDefault();
    try (CapturedLog log = new CapturedLog()) {
      for (String zone : ZONES) {
        Path own = directory.resolve(zone.replace('/', '-'));
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        // One is looked at in its files too.
        TestLake lake = zone.equals("UTC") ? TestLake.onDisk(spark, own) : new TestLake(spark, own);
        fill(lake, spark);
        run(lake, Delivered.config(directory));
        Map<Table, List<String>> rows = new HashMap<>();
        Tables.ALL.forEach(table -> rows.put(table, texts(lake, table)));
        ROWS.put(zone, rows);
      }
      LOGGED.addAll(log.lines());
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void leavesNoContactPointInOpenTablesAndLogs() throws IOException {
    Map<Table, List<String>> rows = ROWS.get("UTC");
    List<String> open = new ArrayList<>();
    for (Table table : Tables.ALL) {
      if (!table.isRestricted()) {
        open.addAll(rows.get(table));
      }
    }
    assertThat(open).hasSizeGreaterThan(30);
    open.addAll(files(directory.resolve("UTC/lake"), ""));
    // The log of the restricted tables as well: statistics and conditions stay in it.
    open.addAll(files(directory.resolve("UTC/lake-restricted"), ".json"));
    List<String> secrets = new ArrayList<>(SECRETS);
    secrets.add(ADDRESS);
    List<String> restricted = rows.get(DeliveredRows.HITS);
    for (String secret : secrets) {
      assertThat(restricted).as("the search finds it").anyMatch(text -> text.contains(secret));
      assertThat(open).as(secret).noneMatch(text -> text.contains(secret));
      assertThat(LOGGED).as(secret).isNotEmpty().noneMatch(line -> line.contains(secret));
    }
  }

  private static List<String> files(Path root, String ending) throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().endsWith(ending)) {
          contents.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return contents;
  }

  @Test
  void givesTheSameTablesInEveryTimeZoneOfTheMachine() {
    Set<Table> made = new HashSet<>(Tables.ALL);
    // What was delivered is no work of the stage; its maps have the order of their store.
    made.removeAll(DeliveredRows.ALL);
    for (Table table : made) {
      List<String> rows = ROWS.get("UTC").get(table);
      for (String zone : ZONES) {
        assertThat(ROWS.get(zone).get(table)).as(table.name() + " in " + zone).isEqualTo(rows);
      }
    }
  }

  @Test
  void takesDaysAndRatesInTheBusinessZone() {
    Map<Table, List<String>> rows = ROWS.get("America/New_York");
    assertThat(rows.get(Transactions.TABLE))
        .anyMatch(
            text -> text.contains("\"business_on\":\"2026-11-10\"") && text.contains(":50.00"))
        .anyMatch(
            text -> text.contains("\"business_on\":\"2026-11-09\"") && text.contains(":40.00"));
  }

  @Test
  void keepsTheLatestOfCatalogueRatesAndAttributes() {
    Map<Table, List<String>> rows = ROWS.get("UTC");
    assertThat(rows.get(Rates.TABLE)).hasSize(2);
    assertThat(rows.get(Products.TABLE))
        .hasSize(2)
        .anyMatch(text -> text.contains("\"B\"") && text.contains("\"is_deleted\":true"))
        .anyMatch(text -> text.contains("2.5") && text.contains("\"is_deleted\":false"));
    assertThat(rows.get(ThirdPartyAttributes.TABLE))
        .singleElement()
        .asString()
        .contains("25-34", "\"abc\"");
  }

  /** What any logger says from INFO on. */
  private static final class CapturedLog implements AutoCloseable {
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final LoggerConfig root = context.getConfiguration().getRootLogger();
    private final Level before = root.getLevel();
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final AbstractAppender appender =
        new AbstractAppender("captured", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage());
          }
        };

    CapturedLog() {
      appender.start();
      root.addAppender(appender, Level.INFO, null);
      root.getAppenders().values().stream()
          .filter(other -> other != appender)
          .forEach(
              other -> {
                root.removeAppender(other.getName());
                root.addAppender(other, before, null);
              });
      root.setLevel(Level.INFO);
      context.updateLoggers();
    }

    List<String> lines() {
      return List.copyOf(lines);
    }

    @Override
    public void close() {
      root.removeAppender("captured");
      root.setLevel(before);
      context.updateLoggers();
    }
  }
}

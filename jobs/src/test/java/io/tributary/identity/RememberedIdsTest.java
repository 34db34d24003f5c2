package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.identity.IdentityOracle.Rec;
import io.tributary.job.JobReport;
import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.lake.Stamp;
import io.tributary.lake.TableWrite;
import io.tributary.linkage.Blocking;
import io.tributary.tables.Table;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many small worlds side by side in one lake, night after night: named ones, in which a person can
 * follow the rules, and random ones against {@link IdentityOracle}.
 */
@ExtendWith(SparkExtension.class)
class RememberedIdsTest {
  private static final Instant FIRST_NIGHT = Instant.parse("2026-11-08T17:00:00Z");
  private static final int NIGHTS = 4;
  private static final int RANDOM_WORLDS = 150;

  /** World to its nights: {@code record:values}, {@code @} = first delivered long ago. */
  private static final Map<String, List<String>> NAMED =
      Map.of(
          "merge", List.of("a:1 b:2", "a:1 b:1", "a:1 b:2", "a:1 b:1"),
          "split", List.of("a:1 b:1 c:1", "a:1 b:2 c:2", "a:1 b:1 c:1", "a:1 b:2 c:3"),
          "late", List.of("m:1", "m:1 z@:1", "m:1 z@:1 a:1", "m:1 z@:2 a:1"),
          "moved", List.of("a:9 m:1 n:1", "a:9 m:9 n:1", "a:9 m:7 n:1", "m:7 n:1"),
          "gone", List.of("a:1 b:1", "b:1", "", "b:1"));

  private final Map<String, IdentityOracle> oracles = new TreeMap<>();
  private final Map<String, Rec> seen = new HashMap<>();
  private final List<Map<String, String>> nights = new ArrayList<>();

  @Test
  void idsFollowTheRulesNightAfterNight(SparkSession spark, @TempDir Path directory)
      throws IOException {
    TestLake lake = new TestLake(spark, directory);
    Random random = new Random(42);
    LinkCustomers job = new LinkCustomers(rules());
    for (int night = 0; night < NIGHTS; night++) {
      Instant asOf = FIRST_NIGHT.plus(Duration.ofDays(night));
      if (night == 2 || night == 3) {
        deliver(lake, spark, night(night, new Random(night)), random);
        Table last = night == 2 ? CustomerEvents.TABLE : CustomerIds.TABLE;
        long killed = 10L * night + 9;
        assertThatThrownBy(() -> run(lake, job, killed, asOf, dieAfter(last))).hasMessage("killed");
      }
      Map<String, List<Rec>> worlds = night(night, random);
      deliver(lake, spark, worlds, random);
      run(lake, job, 10L * night + 10, asOf, write -> {});
      worlds.forEach(
          (name, live) -> oracles.computeIfAbsent(name, n -> new IdentityOracle()).step(live));
      nights.add(links(lake));
      assertThat(nights.get(night)).isEqualTo(expected());
      assertHistoryAgrees(lake);
    }
    assertNamedWorlds(lake);
    for (int night = 0; night < NIGHTS; night++) {
      assertThat(byTheDocumentedQuery(lake, spark, 10 * night + 10)).isEqualTo(nights.get(night));
    }
    assertARerunChangesNothing(lake, spark, job);
  }

  /** The customers after an earlier run, by the query that docs/identity.md shows. */
  private static Map<String, String> byTheDocumentedQuery(
      TestLake lake, SparkSession spark, int run) throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("project.root"), "docs", "identity.md"));
    int begin = page.indexOf("```sql") + "```sql".length();
    String query = page.substring(begin, page.indexOf("```", begin));
    assertThat(query).contains("silver.customer_events").contains("run_no <= 2");
    lake.lake().read(CustomerEvents.TABLE).createOrReplaceTempView("documented_events");
    Map<String, String> links = new TreeMap<>();
    spark
        .sql(
            query
                .replace("silver.customer_events", "documented_events")
                .replace("run_no <= 2", "run_no <= " + run))
        .collectAsList()
        .forEach(row -> links.put(row.getString(0), row.getString(1)));
    return links;
  }

  private void assertNamedWorlds(TestLake lake) {
    assertThat(of(1, "merge:b")).isEqualTo(of(0, "merge:a"));
    assertThat(of(2, "merge:b")).as("its own id comes back").isEqualTo(of(0, "merge:b"));
    assertThat(of(1, "split:a")).isEqualTo(of(0, "split:a"));
    assertThat(of(1, "split:b")).isEqualTo(of(1, "split:c")).isNotEqualTo(of(0, "split:b"));
    assertThat(of(2, "split:c")).isEqualTo(of(0, "split:a"));
    assertThat(of(3, "split:b")).isEqualTo(of(1, "split:b"));
    assertThat(of(2, "late:z")).as("an older record joins").isEqualTo(of(0, "late:m"));
    assertThat(of(1, "moved:n")).as("the id stays where it is").isEqualTo(of(0, "moved:m"));
    assertThat(of(2, "moved:m")).as("its founder needs another").isNotIn(nights.get(1).values());
    assertThat(of(1, "gone:b")).as("founder deleted").isEqualTo(of(0, "gone:a"));
    assertThat(of(2, "gone:b")).isNull();
    Map<String, Row> ids = new HashMap<>();
    lake.lake()
        .read(CustomerIds.TABLE)
        .collectAsList()
        .forEach(row -> ids.put(row.getAs("customer_id"), row));
    assertThat(ids.get(of(0, "gone:a")).<String>getAs("state")).isEqualTo("RETIRED");
    assertThat(ids.get(of(1, "split:b")).<String>getAs("state")).isEqualTo("LIVE");
    assertThat(ids.get(of(0, "moved:m")).<String>getAs("founding_record_key")).isEqualTo("moved:m");
  }

  private String of(int night, String record) {
    return nights.get(night).get(record);
  }

  /** Another order and partitioning of doubled deliveries, and a rebuild of all that is derived. */
  private void assertARerunChangesNothing(TestLake lake, SparkSession spark, LinkCustomers job) {
    List<Table> memory = List.of(CustomerLinks.TABLE, CustomerIds.TABLE, CustomerEvents.TABLE);
    List<Set<String>> before = memory.stream().map(table -> rows(lake, table)).toList();
    Dataset<Row> records = lake.lake().read(CustomerRecords.TABLE);
    Dataset<Row> identifiers = lake.lake().read(Identifiers.TABLE);
    lake.with(CustomerRecords.TABLE, records.orderBy(col("first_run").desc()).repartition(5));
    lake.with(
        Identifiers.TABLE, identifiers.withColumn(Identifiers.SEEN_COUNT, lit(2L)).repartition(1));
    run(lake, job, 10L * NIGHTS + 10, FIRST_NIGHT.plus(Duration.ofDays(NIGHTS)), write -> {});
    assertThat(memory.stream().map(table -> rows(lake, table)).toList()).isEqualTo(before);
  }

  private static Set<String> rows(TestLake lake, Table table) {
    return lake.lake().read(table).collectAsList().stream()
        .map(Row::toString)
        .collect(Collectors.toSet());
  }

  private void assertHistoryAgrees(TestLake lake) {
    Map<String, String> replayed = new TreeMap<>();
    lake.lake()
        .read(CustomerEvents.TABLE)
        .where(col("kind").isin("JOINED", "LEFT"))
        .orderBy(col("run_no"), col("kind").desc())
        .collectAsList()
        .forEach(
            event -> {
              String record = event.getAs("record_key");
              String customer = event.getAs("customer_id");
              if (event.<String>getAs("kind").equals("LEFT")) {
                assertThat(replayed.remove(record)).isEqualTo(customer);
              } else {
                assertThat(replayed.put(record, customer)).isNull();
              }
            });
    Map<String, String> links = links(lake);
    assertThat(replayed).isEqualTo(links);
    Set<String> live =
        lake
            .lake()
            .read(CustomerIds.TABLE)
            .where(col("state").equalTo("LIVE"))
            .collectAsList()
            .stream()
            .map(row -> row.<String>getAs("customer_id"))
            .collect(Collectors.toSet());
    assertThat(live).isEqualTo(new TreeSet<>(links.values()));
    assertThat(customersByEvents(lake)).isEqualTo(live);
  }

  private static Set<String> customersByEvents(TestLake lake) {
    Set<String> customers = new TreeSet<>();
    lake.lake()
        .read(CustomerEvents.TABLE)
        .where(col("kind").isin("CREATED", "SPLIT", "ABSORBED", "RETIRED"))
        .orderBy(col("run_no"))
        .collectAsList()
        .forEach(
            event -> {
              String customer = event.getAs("customer_id");
              boolean begins = Set.of("CREATED", "SPLIT").contains(event.<String>getAs("kind"));
              assertThat(begins ? customers.add(customer) : customers.remove(customer)).isTrue();
            });
    return customers;
  }

  private static Map<String, String> links(TestLake lake) {
    Map<String, String> links = new TreeMap<>();
    lake.lake()
        .read(CustomerLinks.TABLE)
        .collectAsList()
        .forEach(row -> links.put(row.getAs("record_key"), row.getAs("customer_id")));
    return links;
  }

  private Map<String, String> expected() {
    Map<String, String> expected = new TreeMap<>();
    oracles.values().forEach(oracle -> expected.putAll(oracle.links()));
    return expected;
  }

  private Map<String, List<Rec>> night(int night, Random random) {
    Map<String, List<Rec>> worlds = new TreeMap<>();
    NAMED.forEach(
        (name, nightsOf) -> worlds.put(name, named(name, nightsOf.get(night), night + 1)));
    for (int world = 0; world < RANDOM_WORLDS; world++) {
      String name = "w" + world;
      List<Rec> live = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        if (random.nextInt(4) > 0) {
          Set<String> values = new TreeSet<>();
          for (int v = random.nextInt(3); v > 0; v--) {
            values.add(name + "/" + random.nextInt(5));
          }
          String day = "2026-11-0" + (1 + random.nextInt(7));
          live.add(remembered(new Rec(name + ":" + i, night + 1, day, values)));
        }
      }
      worlds.put(name, live);
    }
    return worlds;
  }

  private List<Rec> named(String world, String text, long run) {
    List<Rec> live = new ArrayList<>();
    for (String record : text.isEmpty() ? new String[0] : text.split(" ")) {
      String key = world + ":" + record.split(":")[0].replace("@", "");
      String day = record.contains("@") ? "2020-01-01" : "2026-11-08";
      live.add(remembered(new Rec(key, run, day, Set.of(world + "/" + record.split(":")[1]))));
    }
    return live;
  }

  /** First run and day are written once, and so is a record: a deleted one stays, marked. */
  private Rec remembered(Rec now) {
    Rec first = seen.getOrDefault(now.key(), now);
    Rec record = new Rec(now.key(), first.firstRun(), first.deliveredOn(), now.values());
    seen.put(now.key(), record);
    return record;
  }

  private void deliver(
      TestLake lake, SparkSession spark, Map<String, List<Rec>> worlds, Random random) {
    TestRows records = TestRows.of(CustomerRecords.TABLE);
    TestRows identifiers = TestRows.of(Identifiers.TABLE);
    Set<Rec> live = worlds.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    for (Rec record : seen.values()) {
      records.row(
          "record_key", record.key(),
          "first_run", record.firstRun(),
          "first_delivered_on", record.deliveredOn(),
          "is_deleted", !live.contains(record));
      for (String value : record.values()) {
        identifiers.row(
            "record_key",
            record.key(),
            "identifier_id",
            "zalo " + value,
            "type",
            "zalo",
            "value",
            value,
            "seen_count",
            1L,
            "is_valid",
            true,
            "is_deleted",
            random.nextInt(2) == 0 && !live.contains(record));
      }
    }
    lake.with(CustomerRecords.TABLE, records.in(spark).repartition(1 + random.nextInt(4)));
    lake.with(Identifiers.TABLE, identifiers.in(spark).repartition(1 + random.nextInt(4)));
  }

  /** Ends a run right after it wrote one of its tables. */
  private static Consumer<TableWrite> dieAfter(Table last) {
    return write -> {
      if (write.table().equals(last)) {
        throw new IllegalStateException("killed");
      }
    };
  }

  private static void run(
      TestLake lake, LinkCustomers job, long number, Instant asOf, Consumer<TableWrite> onWrite) {
    Stamp stamp = new Stamp(number, "run-" + number, job.name(), asOf);
    Lake scoped = lake.lake().forJob(stamp, job.reads(), job.writes(), onWrite);
    job.run(
        new Run(number, stamp.runId(), asOf, TestLake.ZONE, scoped, lake.files(), new JobReport()));
  }

  private static LinkCustomers.Config rules() {
    IdentifierRule free =
        new IdentifierRule(
            1, 10, true, false, false, 0, 0, Optional.empty(), Optional.empty(), List.of());
    return new LinkCustomers.Config(
        1000,
        true,
        10,
        "account",
        "account",
        new LinkCustomers.GivenNames("VN", List.of("VN")),
        new MatchRules(false, 6, 0, 500, 1000, 100, Blocking.AUTOMATIC),
        Map.of("zalo", free, "account", free));
  }
}

package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.identity.IdentityOracle.Rec;
import io.tributary.job.JobReport;
import io.tributary.linkage.Blocking;
import io.tributary.tables.Table;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
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
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
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

  /** All is decided in the first one, and in those in which a run died: what it knew is unsure. */
  private static final int NIGHTS = 6;

  /** Night to the table after which a run dies in it. */
  private static final Map<Integer, Table> DEATHS =
      Map.of(4, CustomerEvents.TABLE, 5, CustomerIds.TABLE);

  /** A weight that no pair has. */
  private static final double NEVER = 1000;

  private final SmallWorlds all = new SmallWorlds();
  private final Map<String, IdentityOracle> oracles = new TreeMap<>();
  private final List<Map<String, String>> nights = new ArrayList<>();

  @Test
  void idsFollowTheRulesNightAfterNight(SparkSession spark, @TempDir Path directory)
      throws IOException {
    TestLake lake = new TestLake(spark, directory);
    Random random = new Random(42);
    LinkCustomers job = new LinkCustomers(rules()).upTo(1);
    List<Long> runs = new ArrayList<>();
    for (int night = 0; night < NIGHTS; night++) {
      Instant asOf = FIRST_NIGHT.plus(Duration.ofDays(night));
      if (DEATHS.containsKey(night)) {
        Map<String, List<Rec>> others = all.night(night, new Random(night));
        all.deliver(others, lake, spark, random);
        assertPartIsDecided(lake.runUntil(DEATHS.get(night), job, asOf), size(others));
      }
      Map<String, List<Rec>> worlds = all.night(night, random);
      all.deliver(worlds, lake, spark, random);
      runs.add(lake.nextRun());
      JobReport report = lake.run(job, asOf);
      if (night == 0 || DEATHS.containsKey(night)) {
        assertThat(report.counts()).containsEntry("records linked anew", size(worlds));
      } else {
        assertPartIsDecided(report, size(worlds));
      }
      worlds.forEach(
          (name, live) -> oracles.computeIfAbsent(name, n -> new IdentityOracle()).step(live));
      all.remain(worlds);
      nights.add(CustomersNow.of(lake));
      assertThat(nights.get(night)).isEqualTo(expected());
      assertHistoryAgrees(lake);
    }
    assertNamedWorlds(lake);
    for (int night = 0; night < NIGHTS; night++) {
      assertThat(byTheDocumentedQuery(lake, spark, runs.get(night))).isEqualTo(nights.get(night));
    }
    assertARerunChangesNothing(lake, job);
  }

  private static long size(Map<String, List<Rec>> worlds) {
    return worlds.values().stream().mapToLong(List::size).sum();
  }

  private static void assertPartIsDecided(JobReport report, long all) {
    assertThat(report.counts().get("records linked anew")).isPositive().isLessThan(all * 2 / 3);
  }

  /** The customers after an earlier run, by the query that docs/identity.md shows. */
  private static Map<String, String> byTheDocumentedQuery(
      TestLake lake, SparkSession spark, long run) throws IOException {
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

  /** Another order and partitioning, and deliveries that are doubled. */
  private static void assertARerunChangesNothing(TestLake lake, LinkCustomers job) {
    List<Table> memory = List.of(CustomerLinks.TABLE, CustomerIds.TABLE, CustomerEvents.TABLE);
    List<Set<String>> before = memory.stream().map(table -> rows(lake, table)).toList();
    Dataset<Row> records = lake.lake().read(CustomerRecords.TABLE);
    Dataset<Row> identifiers = lake.lake().read(Identifiers.TABLE);
    Column isSeenAgain = col(Identifiers.VALUE).startsWith("w2");
    SmallWorlds.write(
        lake, CustomerRecords.TABLE, records.orderBy(col("first_run").desc()).repartition(5));
    SmallWorlds.write(
        lake,
        Identifiers.TABLE,
        identifiers
            .withColumn(Identifiers.SEEN_COUNT, when(isSeenAgain, 2L).otherwise(1L))
            .repartition(1));
    Instant asOf = FIRST_NIGHT.plus(Duration.ofDays(NIGHTS));

    assertPartIsDecided(lake.run(job, asOf), lake.lake().read(CustomerLinks.TABLE).count());

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
    Map<String, String> links = CustomersNow.of(lake);
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

  private Map<String, String> expected() {
    Map<String, String> expected = new TreeMap<>();
    oracles.values().forEach(oracle -> expected.putAll(oracle.links()));
    return expected;
  }

  /** Only values link: the oracle knows of no model. */
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
        new MatchRules(true, NEVER, NEVER, SmallWorlds.LEAST, 1000, 100, Blocking.AUTOMATIC),
        Map.of("zalo", free, "account", free));
  }
}

package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.config.Settings;
import io.tributary.tables.Table;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkEvidence;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One phone on more sightings than a customer may have records, and on more of them each night,
 * whose keys stand anywhere among those of before.
 */
@ExtendWith(SparkExtension.class)
class LargeStarsTest {
  private static final Instant FIRST_NIGHT = Instant.parse("2026-11-08T17:00:00Z");
  private static final int MOST = 5;

  private final Map<String, Integer> records = new TreeMap<>();
  private final Random random = new Random(3);
  private TestLake lake;
  private SparkSession spark;
  private LinkCustomers job;

  @Test
  void fillFewCustomersWhoseRecordsStay(SparkSession session, @TempDir Path directory)
      throws IOException {
    spark = session;
    lake = new TestLake(spark, directory);
    job = new LinkCustomers(rules());

    Map<String, String> first = night(1, "m1", "m2", "m3", "m4", "m5", "m6", "m7");
    assertThat(customers(first))
        .isEqualTo(Set.of(Set.of("m1", "m2", "m3", "m4", "m5"), Set.of("m6", "m7")));

    Map<String, String> second = night(2, "a0");
    assertThat(second).containsAllEntriesOf(first);
    assertThat(second.get("a0")).isEqualTo(first.get("m7"));

    Map<String, String> third = night(3, "m0", "z1", "b1", "m8", "c1");
    assertThat(third).containsAllEntriesOf(second);
    assertThat(customers(third))
        .isEqualTo(
            Set.of(
                Set.of("m1", "m2", "m3", "m4", "m5"),
                Set.of("m6", "m7", "a0", "b1", "c1"),
                Set.of("m0", "m8", "z1")));
    assertThat(rows(CustomerEvents.TABLE)).noneMatch(event -> event.contains("LEFT"));
    assertThat(joinedByEvidence()).as("each customer can be explained").isEqualTo(customers(third));

    List<String> evidence = rows(LinkEvidence.TABLE);
    assertThat(night(4)).as("delivered in another order").isEqualTo(third);
    assertThat(rows(LinkEvidence.TABLE)).isEqualTo(evidence);
  }

  /** Records to customers after a night that brings some more. */
  private Map<String, String> night(int night, String... more) {
    List.of(more).forEach(key -> records.put(key, night));
    List<String> keys = new ArrayList<>(records.keySet());
    Collections.shuffle(keys, random);
    TestRows rows = TestRows.of(CustomerRecords.TABLE);
    TestRows identifiers = TestRows.of(Identifiers.TABLE);
    for (String key : keys) {
      rows.row(
          CustomerRecords.RECORD_KEY,
          key,
          CustomerRecords.FIRST_RUN,
          records.get(key).longValue(),
          CustomerRecords.FIRST_DELIVERED_ON,
          "2026-11-08",
          CustomerRecords.IS_DELETED,
          false);
      carry(identifiers, key, "phone", "0901");
      carry(identifiers, key, "payment", key);
    }
    lake.with(CustomerRecords.TABLE, rows.in(spark).repartition(night));
    lake.with(Identifiers.TABLE, identifiers.in(spark).repartition(night));
    lake.run(job, FIRST_NIGHT.plus(Duration.ofDays(night)));
    return CustomersNow.of(lake);
  }

  private static void carry(TestRows identifiers, String key, String type, String value) {
    identifiers.row(
        Identifiers.RECORD_KEY,
        key,
        Identifiers.IDENTIFIER_ID,
        type + " " + value,
        Identifiers.TYPE,
        type,
        Identifiers.VALUE,
        value,
        Identifiers.IS_VALID,
        true,
        Identifiers.IS_DELETED,
        false);
  }

  private static Set<Set<String>> customers(Map<String, String> links) {
    return Set.copyOf(
        links.keySet().stream()
            .collect(Collectors.groupingBy(links::get, Collectors.toSet()))
            .values());
  }

  /** The sets that followed evidence makes of the records. */
  private Set<Set<String>> joinedByEvidence() {
    Map<String, Set<String>> sets = new HashMap<>();
    records.keySet().forEach(key -> sets.put(key, new TreeSet<>(Set.of(key))));
    lake.lake()
        .read(LinkEvidence.TABLE)
        .where(col(LinkEvidence.STATE).equalTo("USED"))
        .collectAsList()
        .forEach(
            row -> {
              Set<String> union = new TreeSet<>(sets.get(row.<String>getAs("left_key")));
              union.addAll(sets.get(row.<String>getAs("right_key")));
              union.forEach(key -> sets.put(key, union));
            });
    return Set.copyOf(sets.values());
  }

  private List<String> rows(Table table) {
    return lake.lake().read(table).collectAsList().stream().map(Row::json).sorted().toList();
  }

  private static LinkCustomers.Config rules() throws IOException {
    Path file = Path.of(System.getProperty("project.root"), "conf", "identity.conf");
    return Settings.of(Files.readString(file) + "\nidentity.max-records = " + MOST)
        .bind("identity", LinkCustomers.Config.class);
  }
}

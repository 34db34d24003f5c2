package io.tributary.identity;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.config.Settings;
import io.tributary.tables.Table;
import io.tributary.tables.Types;
import io.tributary.tables.silver.ComparedContents;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.LinkEvidence;
import io.tributary.tables.silver.LinkModels;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights of few changes: a lake that decides on what changed alone says after each of them what a
 * copy of it says that decides on everything, and one in which the run died and was repeated.
 */
@ExtendWith(SparkExtension.class)
class FewChangesTest {
  private static final Instant FIRST_NIGHT = Instant.parse("2026-11-08T17:00:00Z");

  private static final int NIGHTS = 5;

  /** Night to the table after which the run dies in a copy of the lake. */
  private static final Map<Integer, Table> DEATHS =
      Map.of(2, IdentifierStatus.TABLE, 4, CustomerLinks.TABLE);

  private static final List<Table> OUTCOME =
      List.of(
          IdentifierStatus.TABLE,
          LinkEvidence.TABLE,
          CustomerEvents.TABLE,
          CustomerIds.TABLE,
          CustomerLinks.TABLE,
          ComparedContents.TABLE);

  /**
   * Values are few enough for some to be on more records than they may, and to cross that limit.
   */
  private static final String RULES =
      """
      identity.max-records = 60
      identity.model { train-from = 100, review-from = -4 }
      identity.types.phone { max-carriers = 4, max-per-window = 2, window-days = 30 }
      identity.types.email.max-carriers = 4
      identity.types.payment.max-carriers = 3
      identity.types.device.max-carriers = 3
      identity.types.cookie.max-carriers = 3
      identity.types.card.max-per-customer = 1
      """;

  private final EntangledRecords records = new EntangledRecords();

  /** What happened in nights of few changes. */
  private final Set<String> happened = new TreeSet<>();

  @Test
  void decidingOnWhatChangedEqualsDecidingOnAll(SparkSession spark, @TempDir Path directory)
      throws IOException {
    TestLake lake = new TestLake(spark, directory);
    LinkCustomers job = new LinkCustomers(rules()).upTo(1);
    records.begin();
    records.deliver(lake, spark);
    lake.run(job, FIRST_NIGHT);
    for (int night = 2; night <= NIGHTS; night++) {
      Instant asOf = FIRST_NIGHT.plus(Duration.ofDays(night));
      if (night == 3) {
        assertALakeThatKnewLessGoesOn(lake, job, asOf.minusSeconds(1));
      }
      records.change(night);
      records.deliver(lake, spark);
      TestLake dying = lake.copy();
      assertWaysAgree(lake, job, asOf);
      if (DEATHS.containsKey(night)) {
        dying.runUntil(DEATHS.get(night), job, asOf);
        assertARetryMakesItGood(dying, lake, job, asOf);
      }
    }
    assertThat(happened)
        .contains("CREATED", "ABSORBED", "SPLIT", "RETIRED", "founder went", "late record")
        .contains("OK to HOT", "HOT to OK", "refused by max-per-window:phone");
    assertThat(rows(lake, LinkEvidence.TABLE).toString())
        .contains(
            "shared-by-name",
            "max-records",
            "USED",
            "one-birth-date",
            "STEWARD",
            "MODEL",
            "max-per-customer");
  }

  /** It is linked once in full. */
  private static void assertALakeThatKnewLessGoesOn(
      TestLake lake, LinkCustomers job, Instant asOf) {
    List<List<String>> before = OUTCOME.stream().map(table -> rows(lake, table)).toList();
    forgetWhatIsNew(lake);

    Map<String, Long> counts = lake.run(job, asOf).counts();

    assertThat(counts).containsEntry("records compared anew", 0L);
    assertThat(counts).containsEntry("records linked anew", live(lake));
    assertThat(OUTCOME.stream().map(table -> rows(lake, table)).toList()).isEqualTo(before);
  }

  private static void forgetWhatIsNew(TestLake lake) {
    lake.writing(ComparedContents.TABLE, 0)
        .overwrite(
            ComparedContents.TABLE,
            lake.lake()
                .read(ComparedContents.TABLE)
                .withColumn(ComparedContents.PREPARED, lit(null).cast(Types.BINARY)));
    lake.writing(LinkModels.TABLE, 0)
        .overwrite(
            LinkModels.TABLE,
            lake.lake()
                .read(LinkModels.TABLE)
                .withColumn(LinkModels.LINKED_BY, lit(null).cast(Types.STRING)));
  }

  /**
   * @param lake which then has lived through the night
   */
  private void assertWaysAgree(TestLake lake, LinkCustomers job, Instant asOf) {
    TestLake all = lake.copy();
    Map<String, String> values = values(lake);
    Set<String> refused = refused(lake);

    Map<String, Long> some = new TreeMap<>(lake.run(job, asOf).counts());

    Map<String, Long> whole = new TreeMap<>(all.run(job.full(), asOf).counts());
    assertThat(whole).containsEntry("records linked anew", live(all));
    assertThat(some.get("records linked anew"))
        .as("records in question")
        .isPositive()
        .isLessThan(live(all));
    for (Table table : OUTCOME) {
      assertThat(rows(lake, table))
          .as("%s on %s", table.qualifiedName(), asOf)
          .isEqualTo(rows(all, table));
    }
    assertThat(outcome(some)).isEqualTo(outcome(whole));
    values(lake).forEach((value, now) -> happened.add(values.get(value) + " to " + now));
    refused(lake).stream()
        .filter(link -> !refused.contains(link))
        .forEach(link -> happened.add("refused by " + link.split(" ")[0]));
    noteEvents(lake);
  }

  /**
   * @param undisturbed in which no run died
   */
  private static void assertARetryMakesItGood(
      TestLake lake, TestLake undisturbed, LinkCustomers job, Instant asOf) {
    assertThat(lake.run(job, asOf).counts()).containsEntry("records linked anew", live(lake));

    for (Table table : OUTCOME) {
      assertThat(rowsOfAnyRun(lake, table))
          .as("%s on %s", table.qualifiedName(), asOf)
          .isEqualTo(rowsOfAnyRun(undisturbed, table));
    }
  }

  private void noteEvents(TestLake lake) {
    Map<String, Row> ids = byKey(lake, CustomerIds.TABLE);
    Map<String, Row> known = byKey(lake, CustomerRecords.TABLE);
    lake.lake()
        .readChanges(CustomerEvents.TABLE, lake.nextRun() - 2)
        .collectAsList()
        .forEach(
            event -> {
              String kind = event.getAs(CustomerEvents.KIND);
              happened.add(kind);
              Row customer = ids.get(event.<String>getAs(CustomerEvents.CUSTOMER_ID));
              Row founder = known.get(customer.<String>getAs(CustomerIds.FOUNDING_RECORD_KEY));
              Row record = known.get(event.<String>getAs(CustomerEvents.RECORD_KEY));
              if (kind.equals("LEFT") && record.equals(founder) && isLive(customer)) {
                happened.add("founder went");
              }
              if (event.getAs(CustomerEvents.REASON).equals("new record")
                  && firstRun(record) < firstRun(founder)) {
                happened.add("late record");
              }
            });
  }

  private static boolean isLive(Row customer) {
    return customer.getAs(CustomerIds.STATE).equals("LIVE");
  }

  private static long firstRun(Row record) {
    return record.<Long>getAs(CustomerRecords.FIRST_RUN);
  }

  private static long live(TestLake lake) {
    return lake.lake().read(CustomerRecords.TABLE).where("NOT is_deleted").count();
  }

  /** What a run counts of the state that it leaves, and not of its work. */
  private static Map<String, Long> outcome(Map<String, Long> counts) {
    counts.keySet().removeIf(name -> name.contains("anew") || name.contains("pairs"));
    counts.keySet().removeIf(name -> name.contains("unresolved"));
    return counts;
  }

  private static List<String> rows(TestLake lake, Table table) {
    return lake.lake().read(table).collectAsList().stream().map(Row::json).sorted().toList();
  }

  /** A repeated run has its own number. */
  private static List<String> rowsOfAnyRun(TestLake lake, Table table) {
    return lake
        .lake()
        .read(table)
        .drop(CustomerEvents.RUN_NO, CustomerIds.FOUNDED_RUN)
        .collectAsList()
        .stream()
        .map(Row::json)
        .sorted()
        .toList();
  }

  /** Value to what is said of it. */
  private static Map<String, String> values(TestLake lake) {
    Map<String, String> values = new HashMap<>();
    byKey(lake, IdentifierStatus.TABLE)
        .forEach((value, row) -> values.put(value, row.getAs(IdentifierStatus.STATUS)));
    return values;
  }

  /** Limit and two records whose link it refused. */
  private static Set<String> refused(TestLake lake) {
    return lake
        .lake()
        .read(LinkEvidence.TABLE)
        .where(col(LinkEvidence.REFUSED_BY).isNotNull())
        .select(
            concat_ws(
                " ",
                col(LinkEvidence.REFUSED_BY),
                col(LinkEvidence.LEFT_KEY),
                col(LinkEvidence.RIGHT_KEY)))
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .collect(toSet());
  }

  /** Rows of a table whose key is one text. */
  private static Map<String, Row> byKey(TestLake lake, Table table) {
    return lake.lake().read(table).collectAsList().stream()
        .collect(toMap(row -> row.getAs(table.key().get(0)), row -> row));
  }

  private static LinkCustomers.Config rules() throws IOException {
    Path file = Path.of(System.getProperty("project.root"), "conf", "identity.conf");
    return Settings.of(Files.readString(file) + "\n" + RULES)
        .bind("identity", LinkCustomers.Config.class);
  }
}

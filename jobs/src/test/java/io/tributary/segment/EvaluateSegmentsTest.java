package io.tributary.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.job.JobFailure;
import io.tributary.job.JobReport;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.gold.SegmentMembers;
import io.tributary.tables.gold.SegmentSnapshots;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.Rates;
import io.tributary.tables.silver.Transactions;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class EvaluateSegmentsTest {
  private static final EvaluateSegments.Config CONFIG =
      new EvaluateSegments.Config(Duration.ofDays(7));

  private static final Map<String, SegmentDefinition> DEFINITIONS =
      Map.of(
          "rich",
          Definitions.of(
              "where { column = net_value, more-than { amount = 100, currency = USD } }"),
          "active",
          Definitions.of(
              "any = [{ in = rich }, { where { column = city, is = Hue } },"
                  + " { did { event = purchase, within = 2d } }]"));

  private static final EvaluateSegments JOB = new EvaluateSegments(CONFIG, DEFINITIONS);

  /** The n-th night: {@code night(1)} ends 1 November in Vietnam. */
  private static Instant night(int n) {
    return Instant.parse("2026-11-01T17:00:00Z").plus(Duration.ofDays(n - 1L));
  }

  private static World world() {
    return new World();
  }

  private static World customer(World world, String id, String value, String city) {
    return world.customer(
        id, Customers.NET_VALUE, value, Customers.VALUE_CURRENCY, "USD", Customers.CITY, city);
  }

  @Test
  void keepsStaysOverNightsAndExplainsThem(SparkSession spark, @TempDir Path directory) {
    TestLake lake = new TestLake(spark, directory);
    World first = world();
    customer(first, "a", "200", "Hue");
    customer(first, "b", "50", "Hue");
    customer(first, "gone", "200", "Hanoi");
    customer(first, "twin", "200", "Hanoi");
    first.bought("b", "X", night(1).minusSeconds(10));
    first.fill(lake, spark, Customers.TABLE, CustomerLinks.TABLE, Transactions.TABLE);
    JobReport report = lake.run(JOB, night(1));
    assertThat(report.counts())
        .containsEntry("members rich", 3L)
        .containsEntry("entered rich", 3L)
        .containsEntry("left rich", 0L)
        .containsEntry("members active", 4L);
    assertThat(stays(lake))
        .containsExactly(
            "active a 1-: in rich; city is Hue",
            "active b 1-: city is Hue; did purchase in 2 days",
            "active gone 1-: in rich",
            "active twin 1-: in rich",
            "rich a 1-: net_value more than 100 USD",
            "rich gone 1-: net_value more than 100 USD",
            "rich twin 1-: net_value more than 100 USD");

    // Nothing changes but the clock: b's purchase is still in its window.
    lake.run(JOB, night(2));
    assertThat(stays(lake)).hasSize(7).allMatch(stay -> stay.contains(" 1-: "));

    // a falls, b moves and its purchase grows old, one is gone, one absorbed.
    World third = world();
    customer(third, "a", "100", "Hanoi");
    customer(third, "b", "50", "Hanoi");
    third
        .row(CustomerIds.TABLE, CustomerIds.CUSTOMER_ID, "gone", CustomerIds.STATE, "RETIRED")
        .row(CustomerIds.TABLE, CustomerIds.CUSTOMER_ID, "twin", CustomerIds.STATE, "ABSORBED");
    third.fill(lake, spark, Customers.TABLE, CustomerIds.TABLE);
    report = lake.run(JOB, night(3));
    List<String> afterThird =
        List.of(
            "active a 1-3: in rich; city is Hue | in rich; city is Hue",
            "active b 1-3: city is Hue; did purchase in 2 days | city is Hue; did purchase in 2 days",
            "active gone 1-3: in rich | CUSTOMER_GONE",
            "active twin 1-3: in rich | ABSORBED",
            "rich a 1-3: net_value more than 100 USD | net_value more than 100 USD",
            "rich gone 1-3: net_value more than 100 USD | CUSTOMER_GONE",
            "rich twin 1-3: net_value more than 100 USD | ABSORBED");
    assertThat(stays(lake)).containsExactlyElementsOf(afterThird);
    assertThat(report.counts()).containsEntry("left active", 4L).containsEntry("members rich", 0L);
    assertThat(slice(lake, 3)).isEmpty();

    // Coming back is a new stay.
    World fourth = world();
    customer(fourth, "a", "300", "Hanoi");
    customer(fourth, "b", "50", "Hanoi");
    fourth.fill(lake, spark, Customers.TABLE);
    lake.run(JOB, night(4));
    assertThat(stays(lake))
        .hasSize(9)
        .containsAll(afterThird)
        .contains("active a 4-: in rich", "rich a 4-: net_value more than 100 USD");
  }

  @Test
  void givesTheSameStaysAndSnapshotWhenRepeated(SparkSession spark, @TempDir Path directory) {
    TestLake lake = new TestLake(spark, directory);
    World first = world();
    customer(first, "a", "200", "Hue");
    customer(first, "b", "200", "Hanoi");
    first.fill(lake, spark, Customers.TABLE);
    lake.run(JOB, night(1));
    World second = world();
    customer(second, "a", "100", "Hanoi");
    customer(second, "c", "200", "Hanoi");
    second.fill(lake, spark, Customers.TABLE);
    lake.run(JOB, night(2));
    List<String> stays = stays(lake);
    List<String> slice = slice(lake, 2);
    assertThat(slice).containsExactly("active c", "rich c");

    // As if the run had died between the stays and the snapshot.
    lake.writing(SegmentSnapshots.TABLE, 9)
        .replaceSlice(
            SegmentSnapshots.TABLE,
            new AsOf(night(2), TestLake.ZONE).day(),
            lake.lake().read(SegmentSnapshots.TABLE).limit(0));
    lake.run(JOB, night(2));
    assertThat(stays(lake)).isEqualTo(stays);
    assertThat(slice(lake, 2)).isEqualTo(slice);

    // Repeated with mended data, the as-of is decided anew: c did not come, a did not leave.
    first.fill(lake, spark, Customers.TABLE);
    lake.run(JOB, night(2));
    assertThat(stays(lake)).hasSize(4).allMatch(stay -> stay.contains(" 1-: "));
    assertThat(slice(lake, 2)).hasSize(4);
  }

  @Test
  void rebuildsOnlyTheSnapshotOfThePast(SparkSession spark, @TempDir Path directory) {
    TestLake lake = new TestLake(spark, directory);
    World world = world();
    customer(world, "a", "200", "Hue");
    world.fill(lake, spark, Customers.TABLE);
    lake.run(JOB, night(3));
    customer(world, "b", "200", "Hue");
    world.fill(lake, spark, Customers.TABLE);
    List<String> stays = stays(lake);
    JobReport report = lake.run(JOB, night(1));
    assertThat(stays(lake)).isEqualTo(stays);
    assertThat(slice(lake, 1)).containsExactly("active a", "active b", "rich a", "rich b");
    assertThat(slice(lake, 3)).containsExactly("active a", "rich a");
    assertThat(report.notes()).anyMatch(note -> note.contains("2026-11-01 are rebuilt"));
    assertThat(report.writes()).containsOnlyKeys("gold.segment_snapshots");

    // An earlier hour of the last day: its snapshot is already that of a later one.
    report = lake.run(JOB, night(3).minusSeconds(3600));
    assertThat(report.writes()).isEmpty();
    assertThat(slice(lake, 3)).containsExactly("active a", "rich a");
  }

  @Test
  void endsTheStaysOfRemovedSegments(SparkSession spark, @TempDir Path directory) {
    TestLake lake = new TestLake(spark, directory);
    World world = world();
    customer(world, "a", "200", "Hue");
    world.fill(lake, spark, Customers.TABLE);
    lake.run(JOB, night(1));
    lake.run(new EvaluateSegments(CONFIG, Map.of()), night(2));
    assertThat(stays(lake))
        .containsExactly(
            "active a 1-2: in rich; city is Hue | SEGMENT_REMOVED",
            "rich a 1-2: net_value more than 100 USD | SEGMENT_REMOVED");
  }

  @Test
  void stopsWithoutARateInsteadOfEmptyingSegments(SparkSession spark, @TempDir Path directory) {
    TestLake lake = new TestLake(spark, directory);
    World world = world();
    world.customer("a", Customers.NET_VALUE, "5000000", Customers.VALUE_CURRENCY, "VND");
    world.row(
        Rates.TABLE,
        Rates.BASE_CURRENCY,
        "VND",
        Rates.QUOTE_CURRENCY,
        "USD",
        Rates.RATE_ON,
        "2026-11-01",
        Rates.RATE,
        "0.00004000");
    world.fill(lake, spark, Customers.TABLE, Rates.TABLE);
    lake.run(JOB, night(8));
    assertThat(slice(lake, 8)).containsExactly("active a", "rich a");
    assertThatThrownBy(() -> lake.run(JOB, night(9)))
        .isInstanceOfSatisfying(
            JobFailure.class,
            failure -> assertThat(failure.category()).isEqualTo(JobFailure.Category.QUALITY))
        .hasMessageContaining("rate between USD and VND from the 7 days up to 2026-11-09");
  }

  @Test
  void previewsAndComparesWithoutWriting(SparkSession spark, @TempDir Path directory) {
    TestLake lake = new TestLake(spark, directory);
    World world = world();
    customer(world, "a", "200", "Hue");
    customer(world, "b", "50", "Hue");
    customer(world, "c", "50", "Hue");
    world.fill(lake, spark, Customers.TABLE);
    SegmentPreview preview =
        SegmentPreview.of(
            "active", Segments.of(DEFINITIONS), CONFIG, lake.lake(), night(1), TestLake.ZONE);
    assertThat(preview)
        .isEqualTo(
            new SegmentPreview("a", 3, Map.of("city is Hue", 2L, "in rich; city is Hue", 1L)));
    assertThat(lake.lake().version(SegmentMembers.TABLE)).isNegative();

    lake.run(JOB, night(1));
    assertThat(texts(SegmentOverlap.of(lake.lake().read(SegmentMembers.TABLE)).collectAsList()))
        .containsExactly("active active 3", "active rich 1", "rich active 1", "rich rich 1");
  }

  /** {@code segment customer entered-left: why | why not}, nights as numbers. */
  private static List<String> stays(TestLake lake) {
    List<String> stays = new ArrayList<>();
    for (Row row : lake.lake().read(SegmentMembers.TABLE).collectAsList()) {
      String exit = row.getAs(SegmentMembers.EXIT_REASON);
      stays.add(
          "%s %s %s-%s: %s%s"
              .formatted(
                  row.getAs(SegmentMembers.SEGMENT),
                  row.getAs(SegmentMembers.CUSTOMER_ID),
                  number(row.getAs(SegmentMembers.ENTERED_AT)),
                  number(row.getAs(SegmentMembers.LEFT_AT)),
                  row.getAs(SegmentMembers.ENTRY_REASON),
                  exit == null ? "" : " | " + exit));
    }
    return stays.stream().sorted().toList();
  }

  private static String number(java.sql.Timestamp at) {
    return at == null ? "" : Long.toString(1 + Duration.between(night(1), at.toInstant()).toDays());
  }

  private static List<String> slice(TestLake lake, int night) {
    return texts(
        lake.lake()
            .read(SegmentSnapshots.TABLE)
            .where(
                SegmentSnapshots.AS_OF_ON
                    + " = '"
                    + new AsOf(night(night), TestLake.ZONE).day()
                    + "'")
            .select(SegmentSnapshots.SEGMENT, SegmentSnapshots.CUSTOMER_ID)
            .collectAsList());
  }

  private static List<String> texts(List<Row> rows) {
    return rows.stream().map(row -> row.mkString(" ")).sorted().toList();
  }

  @Test
  void holdsTheSameCustomersOutAsLongAsTheExperimentLasts(
      SparkSession spark, @TempDir Path directory) throws Exception {
    TestLake lake = new TestLake(spark, directory);
    World world = world();
    for (int i = 0; i < 200; i++) {
      customer(world, "c" + i, "200", "Hue");
    }
    world.fill(lake, spark, Customers.TABLE);

    lake.run(experiment("hold-out { share = 0.2 }"), night(1));
    Map<String, String> first = arms(lake);
    assertThat(first.keySet()).hasSize(200);
    for (Map.Entry<String, String> arm : first.entrySet()) {
      assertThat(arm.getValue()).as(arm.getKey()).isEqualTo(arm("rich|" + arm.getKey(), 0.2));
    }
    assertThat(java.util.Collections.frequency(List.copyOf(first.values()), "control"))
        .isBetween(20, 60);

    // A larger share keeps everybody who was held out; another group is another choice.
    lake.run(experiment("hold-out { share = 0.5 }"), night(2));
    Map<String, String> larger = arms(lake);
    first.forEach(
        (id, arm) -> {
          if (arm.equals("control")) {
            assertThat(larger).containsEntry(id, "control");
          }
        });
    lake.run(experiment("hold-out { share = 0.2, group = everywhere }"), night(3));
    assertThat(arms(lake).get("c7")).isEqualTo(arm("everywhere|c7", 0.2));
    assertThat(arms(lake)).isNotEqualTo(first);

    // After the experiment nobody is held out, and the stays have lasted all the time.
    lake.run(experiment(""), night(4));
    assertThat(arms(lake).values()).containsOnlyNulls();
    assertThat(stays(lake)).hasSize(200).allMatch(stay -> stay.contains(" 1-: "));
  }

  private static EvaluateSegments experiment(String holdOut) {
    return new EvaluateSegments(
        CONFIG,
        Map.of(
            "rich",
            Definitions.with(
                "where { column = net_value, more-than { amount = 100, currency = USD } }",
                holdOut)));
  }

  /** By hand: the first 32 bits of the digest, as a share. */
  private static String arm(String text, double share) throws Exception {
    byte[] digest =
        java.security.MessageDigest.getInstance("SHA-256")
            .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    long bits = Integer.toUnsignedLong(java.nio.ByteBuffer.wrap(digest).getInt());
    return bits / (double) (1L << 32) < share ? "control" : "treated";
  }

  private static Map<String, String> arms(TestLake lake) {
    Map<String, String> arms = new java.util.TreeMap<>();
    lake.lake().read(SegmentMembers.TABLE).collectAsList().stream()
        .filter(row -> row.getAs(SegmentMembers.LEFT_AT) == null)
        .forEach(
            row -> arms.put(row.getAs(SegmentMembers.CUSTOMER_ID), row.getAs(SegmentMembers.ARM)));
    return arms;
  }
}

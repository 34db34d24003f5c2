package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.identity.Explanation.Link;
import io.tributary.job.JobReport;
import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.lake.Stamp;
import io.tributary.linkage.Blocking;
import io.tributary.linkage.BlockingRule;
import io.tributary.linkage.Field;
import io.tributary.linkage.Model;
import io.tributary.linkage.ModelJson;
import io.tributary.linkage.WeightPart;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkDecisions;
import io.tributary.tables.silver.LinkEvidence;
import io.tributary.tables.silver.LinkModels;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights in which records come, change, go and come late, and a value becomes hot: comparing what
 * changed leaves what comparing everything leaves.
 */
@ExtendWith(SparkExtension.class)
class MatchingTest {
  private static final Instant FIRST_NIGHT = Instant.parse("2026-11-08T17:00:00Z");
  private static final int NIGHTS = 3;
  private static final int PEOPLE = 110;
  private static final int LEAST = InventedRecords.LEAST;

  private final InventedRecords people = new InventedRecords();

  @Test
  void comparingWhatChangedEqualsComparingAll(SparkSession spark, @TempDir Path directory)
      throws IOException {
    TestLake lake = new TestLake(spark, directory);
    LinkCustomers.Config config = InventedRecords.rules();
    LinkCustomers job = new LinkCustomers(config);
    for (int i = 0; i < PEOPLE; i++) {
      people.arrive(1);
    }
    String hotBefore = "";
    for (int night = 1; night <= NIGHTS; night++) {
      if (night > 1) {
        people.change(night);
      }
      if (night == NIGHTS) {
        people.meetStewards(night);
        decide(lake, spark);
      }
      people.deliver(lake, spark, night);
      lake.run(job, FIRST_NIGHT.plus(Duration.ofDays(night)));
      if (night == 2) {
        hotBefore = said(lake).toString();
        people.becomeHot(night);
      }
    }
    assertThat(hotBefore).as("the model says something").contains("USED").contains("phone: equal");
    assertStewardsAreObeyed(lake);
    assertATighterLimitPartsWhatItHeldTogether(lake, job);
    assertQuietNightComparesNothing(lake, spark, job);
    assertKilledRunIsMadeGood(lake, spark, job);
    Set<String> incremental = said(lake);
    Map<String, String> links = CustomersNow.of(lake);
    assertThat(linkedByModelAlone(lake)).as("pairs that share no identifier").isPositive();

    Map<String, Long> counts =
        lake.run(job.full(), FIRST_NIGHT.plus(Duration.ofDays(NIGHTS + 1))).counts();

    assertThat(incremental).isEqualTo(said(lake));
    assertThat(links).isEqualTo(CustomersNow.of(lake));
    assertThat(counts.get("records compared anew"))
        .isEqualTo(counts.get("records that can be compared"))
        .isPositive();
    assertPeopleAreToldApart(links);
    assertStewardsAreObeyed(lake);
    assertExplained(lake, config);
    assertActivationComparesAll(lake, spark, job, incremental);
    assertStewardsAreObeyed(lake);
    assertOtherRulesOfBlockingCompareAll(lake, job);
    assertAnotherModelStandsBeside(lake);
    assertTwiceAsManyRecordsTakeAnotherModel(lake, spark, job);
    assertStewardsAreObeyed(lake);
    assertAnotherCutGivesWhatWasForeseen(lake, config);
    assertConformDoesNotChangeWhatIsExplained(lake, config);
  }

  private static void assertConformDoesNotChangeWhatIsExplained(
      TestLake lake, LinkCustomers.Config config) {
    Column nobody = lit(null).cast("string");
    lake.writing(CustomerRecords.TABLE, NIGHTS + 30)
        .overwrite(
            CustomerRecords.TABLE,
            lake.lake()
                .read(CustomerRecords.TABLE)
                .withColumn(CustomerRecords.NAME_KEY, nobody)
                .withColumn(CustomerRecords.CITY, nobody));
    assertWeightsAreExplained(lake, new Explanation(lake.lake(), config));
  }

  /** A cut below the one in use, which follows pairs that waited for a steward. */
  private static void assertAnotherCutGivesWhatWasForeseen(
      TestLake lake, LinkCustomers.Config config) throws IOException {
    double cut = config.model().linkFrom();
    double lower = cut - 8;
    Map<Double, Map<String, String>> foreseen = new TreeMap<>();
    new OtherCuts(lake.lake(), config, TestLake.ZONE)
        .at(List.of(lower, cut))
        .collectAsList()
        .forEach(
            row ->
                // Without a cut: at both.
                (row.isNullAt(0) ? List.of(lower, cut) : List.of(row.getDouble(0)))
                    .forEach(
                        at ->
                            foreseen
                                .computeIfAbsent(at, key -> new TreeMap<>())
                                .put(row.getString(1), row.getString(2))));
    // Who is missing is alone.
    for (Map<String, String> labels : foreseen.values()) {
      assertThat(labels).hasSizeLessThan(CustomersNow.of(lake).size());
      CustomersNow.of(lake).keySet().forEach(record -> labels.putIfAbsent(record, record));
    }
    assertThat(sets(foreseen.get(cut))).isEqualTo(sets(CustomersNow.of(lake)));

    lake.run(
        new LinkCustomers(InventedRecords.rulesFrom(lower)),
        FIRST_NIGHT.plus(Duration.ofDays(NIGHTS + 20)));

    assertThat(sets(foreseen.get(lower)))
        .isEqualTo(sets(CustomersNow.of(lake)))
        .isNotEqualTo(sets(foreseen.get(cut)));
  }

  private static Set<Set<String>> sets(Map<String, String> labels) {
    return Set.copyOf(
        labels.keySet().stream()
            .collect(Collectors.groupingBy(labels::get, Collectors.toSet()))
            .values());
  }

  private static void decide(TestLake lake, SparkSession spark) {
    TestRows decisions =
        TestRows.of(LinkDecisions.TABLE)
            .row(decision(InventedRecords.LINKED, LinkDecisions.LINK))
            .row(decision(InventedRecords.PARTED, LinkDecisions.UNLINK));
    lake.writing(LinkDecisions.TABLE, NIGHTS).overwrite(LinkDecisions.TABLE, decisions.in(spark));
  }

  private static Object[] decision(String records, String decision) {
    return new Object[] {
      LinkDecisions.LEFT_KEY,
      records + 1,
      LinkDecisions.RIGHT_KEY,
      records + 2,
      LinkDecisions.DECISION,
      decision,
      LinkDecisions.DECIDED_BY,
      "somebody",
      LinkDecisions.REASON,
      "saw both",
      LinkDecisions.DECIDED_AT,
      FIRST_NIGHT
    };
  }

  private static void assertStewardsAreObeyed(TestLake lake) {
    Map<String, String> links = CustomersNow.of(lake);
    assertThat(links.get(InventedRecords.LINKED + 1))
        .isNotNull()
        .isEqualTo(links.get(InventedRecords.LINKED + 2));
    assertThat(links.get(InventedRecords.PARTED + 1))
        .isNotNull()
        .isNotEqualTo(links.get(InventedRecords.PARTED + 2));
  }

  /** And nothing else; without it, the id of the founder is everybody's again. */
  private static void assertATighterLimitPartsWhatItHeldTogether(TestLake lake, LinkCustomers job)
      throws IOException {
    Instant later = FIRST_NIGHT.plus(Duration.ofDays(NIGHTS));
    Map<String, String> before = CustomersNow.of(lake);
    Set<String> saidBefore = said(lake);
    LinkCustomers tight = new LinkCustomers(InventedRecords.rulesWithOnePhone());

    Map<String, Long> counts = lake.run(tight, later.plusMillis(1)).counts();

    assertThat(counts).containsEntry("records compared anew", 0L);
    Map<String, String> parted = CustomersNow.of(lake);
    assertThat(parted.get(InventedRecords.TWO_PHONES + 1))
        .isEqualTo(before.get(InventedRecords.TWO_PHONES + 1))
        .isEqualTo(before.get(InventedRecords.TWO_PHONES + 2))
        .isNotEqualTo(parted.get(InventedRecords.TWO_PHONES + 2));
    Map<String, Set<String>> phones = new TreeMap<>();
    lake.lake()
        .read(Identifiers.TABLE)
        .where("type = 'phone' AND NOT is_deleted")
        .collectAsList()
        .forEach(
            row ->
                phones
                    .computeIfAbsent(
                        before.get(row.<String>getAs("record_key")), c -> new TreeSet<>())
                    .add(row.getAs("value")));
    before.forEach(
        (record, customer) -> {
          if (phones.getOrDefault(customer, Set.of()).size() < 2) {
            assertThat(parted.get(record)).as(record).isEqualTo(customer);
          }
        });
    Set<String> saidTight = said(lake);
    lake.run(tight.full(), later.plusMillis(2));
    assertThat(said(lake)).isEqualTo(saidTight);
    assertThat(CustomersNow.of(lake)).isEqualTo(parted);
    lake.run(job, later.plusMillis(3));
    assertThat(said(lake)).isEqualTo(saidBefore);
    assertThat(CustomersNow.of(lake)).isEqualTo(before);
  }

  /** Other dates, counts and carriers, and the values that weigh as they were. */
  private void assertQuietNightComparesNothing(
      TestLake lake, SparkSession spark, LinkCustomers job) {
    Set<String> before = ofModel(lake);
    long carriers = carriers(lake);
    people.areSeenAgain(NIGHTS);
    people.deliver(lake, spark, NIGHTS);

    Map<String, Long> counts =
        lake.run(job, FIRST_NIGHT.plus(Duration.ofDays(NIGHTS)).plusSeconds(1)).counts();

    assertThat(counts).containsEntry("records compared anew", 0L);
    assertThat(carriers(lake)).as("carriers of values").isGreaterThan(carriers);
    assertThat(ofModel(lake)).isEqualTo(before);
  }

  /** Records that change in a run that is killed, and are then as they were. */
  private void assertKilledRunIsMadeGood(TestLake lake, SparkSession spark, LinkCustomers job) {
    Set<String> before = said(lake);
    Map<String, InventedRecords.Rec> records = new TreeMap<>(people.records());
    people.change(NIGHTS);
    people.deliver(lake, spark, NIGHTS);
    Stamp stamp = new Stamp(80, "run-80", job.name(), FIRST_NIGHT);
    Lake dying =
        lake.lake()
            .forJob(
                stamp,
                job.reads(),
                job.writes(),
                write -> {
                  if (write.table().equals(LinkEvidence.TABLE)) {
                    throw new IllegalStateException("killed");
                  }
                });
    Run run =
        new Run(80, "run-80", FIRST_NIGHT, TestLake.ZONE, dying, lake.files(), new JobReport());
    assertThatThrownBy(() -> job.run(run)).hasMessage("killed");
    assertThat(said(lake)).isNotEqualTo(before);
    people.records().clear();
    people.records().putAll(records);
    people.deliver(lake, spark, NIGHTS);

    lake.run(job, FIRST_NIGHT.plus(Duration.ofDays(NIGHTS)).plusSeconds(2));

    assertThat(said(lake)).isEqualTo(before);
  }

  private void assertPeopleAreToldApart(Map<String, String> links) {
    Map<String, Set<Integer>> persons = new TreeMap<>();
    links.forEach(
        (record, customer) ->
            persons
                .computeIfAbsent(customer, key -> new TreeSet<>())
                .add(people.records().get(record).person()));
    long mixed = persons.values().stream().filter(of -> of.size() > 1).count();
    assertThat(mixed).isLessThanOrEqualTo(2);
  }

  private static void assertExplained(TestLake lake, LinkCustomers.Config config) {
    Explanation explanation = new Explanation(lake.lake(), config);
    assertWeightsAreExplained(lake, explanation);
    List<Row> queue =
        ReviewQueue.of(
                lake.lake().read(LinkEvidence.TABLE),
                lake.lake().read(CustomerLinks.TABLE),
                lake.lake().read(LinkDecisions.TABLE))
            .collectAsList();
    assertThat(queue).isNotEmpty();
    Row doubtful = queue.get(0);
    Explanation.OfPair of =
        explanation.of(RecordPair.of(doubtful.getAs("left_key"), doubtful.getAs("right_key")));
    assertThat(of.isOne()).isFalse();
    assertThat(of.between()).isNotEmpty();
  }

  private static void assertWeightsAreExplained(TestLake lake, Explanation explanation) {
    List<Row> pairs =
        lake.lake()
            .read(LinkEvidence.TABLE)
            .where(col("kind").equalTo("MODEL"))
            .where(col("state").equalTo("USED"))
            .orderBy(col("weight_log2"), col("left_key"))
            .limit(2)
            .collectAsList();
    assertThat(pairs).hasSize(2);
    for (Row pair : pairs) {
      String left = pair.getAs("left_key");
      String right = pair.getAs("right_key");
      Explanation.OfPair of = explanation.of(RecordPair.of(right, left));

      assertThat(of.isOne()).isTrue();
      assertThat(of.weighing()).isPresent();
      Explanation.Weighing weighing = of.weighing().get();
      assertThat(weighing.parts().stream().mapToDouble(WeightPart::total).sum())
          .isCloseTo(pair.getAs("weight_log2"), within(1e-9));
      assertThat(weighing.storedWeight()).isEqualTo(pair.<Double>getAs("weight_log2"));
      String at = left;
      for (Link link : of.path()) {
        at = link.other(at);
      }
      assertThat(at).as("the path leads there").isEqualTo(right);
    }
  }

  /** Another model and back: the weights of the first one, anew. */
  private static void assertActivationComparesAll(
      TestLake lake, SparkSession spark, LinkCustomers job, Set<String> said) {
    KnownModels models = new KnownModels(lake.lake());
    LinkModel used = models.active().orElseThrow();
    LinkModel other = used.refined(List.of(7L));
    lake.writing(LinkModels.TABLE, 90).overwrite(LinkModels.TABLE, models.beside(other));
    activate(lake, other.version());
    activate(lake, used.version());
    assertThat(new KnownModels(lake.lake()).active().orElseThrow().comparedRun()).isNull();

    lake.run(job, FIRST_NIGHT.plus(Duration.ofDays(NIGHTS + 2)));

    assertThat(said(lake)).isEqualTo(said);
    assertThat(new KnownModels(lake.lake()).list())
        .extracting(KnownModels.Summary::state)
        .containsOnlyOnce("ACTIVE")
        .containsOnly("ACTIVE", "FORMER");
  }

  /** First by equal e-mail addresses alone, then as before. */
  private static void assertOtherRulesOfBlockingCompareAll(TestLake lake, LinkCustomers job)
      throws IOException {
    Set<String> before = said(lake);
    Blocking blocking = new Blocking(false, List.of(BlockingRule.of("email")));
    LinkCustomers byEmail = new LinkCustomers(InventedRecords.rulesBlockedBy(blocking));

    Map<String, Long> counts =
        lake.run(byEmail, FIRST_NIGHT.plus(Duration.ofDays(NIGHTS + 2))).counts();

    assertThat(counts.get("records compared anew"))
        .isEqualTo(counts.get("records that can be compared"));
    assertThat(counts.get("pairs compared")).isEqualTo(counts.get("pairs by email")).isPositive();
    assertThat(ofModel(lake)).isNotEmpty().allMatch(row -> row.contains("email: equal"));

    lake.run(job, FIRST_NIGHT.plus(Duration.ofDays(NIGHTS + 2)));

    assertThat(said(lake)).isEqualTo(before);
  }

  /** Trained on a sample, with the values of all records counted. */
  private static void assertAnotherModelStandsBeside(TestLake lake) throws IOException {
    TrainModel job = new TrainModel(InventedRecords.rules(LEAST, LEAST));

    List<String> notes = lake.run(job, FIRST_NIGHT.plus(Duration.ofDays(NIGHTS + 3))).notes();

    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).contains("beside").contains("prior ").contains(" bits");
    assertThat(new KnownModels(lake.lake()).list())
        .extracting(KnownModels.Summary::state)
        .containsOnlyOnce("ACTIVE", "TRAINED");
    LinkModel trained =
        LinkModel.of(
            lake.lake()
                .read(LinkModels.TABLE)
                .where(col(LinkModels.STATE).equalTo("TRAINED"))
                .head());
    assertThat(trained.trainedOn()).isEqualTo(LEAST);
    assertThat(trained.population()).isGreaterThan(LEAST);
    Model model = ModelJson.read(trained.json());
    int phone = model.fields().stream().map(Field::name).toList().indexOf("phone");
    assertThat(model.frequencies().get(phone).floor())
        .as("a sample of %s takes no phone for rarer than its own records", LEAST)
        .isLessThan(0.9 / LEAST);
    assertThat(trained.frequentKeys()).isNotEmpty().isSorted();
  }

  /** A share of pairs falls with the number of records: a model serves up to twice as many. */
  private void assertTwiceAsManyRecordsTakeAnotherModel(
      TestLake lake, SparkSession spark, LinkCustomers job) {
    LinkModel before = new KnownModels(lake.lake()).active().orElseThrow();
    for (int i = 0; i < PEOPLE + 60; i++) {
      people.arrive(NIGHTS + 1);
    }
    people.deliver(lake, spark, NIGHTS + 1);

    List<String> notes = lake.run(job, FIRST_NIGHT.plus(Duration.ofDays(NIGHTS + 4))).notes();

    LinkModel now = new KnownModels(lake.lake()).active().orElseThrow();
    assertThat(notes).anyMatch(note -> note.contains("in place of " + before.version()));
    assertThat(now.population()).isGreaterThanOrEqualTo(2 * before.population());
    assertThat(now.model().matchPrior()).isLessThan(before.model().matchPrior());
    assertThat(ofModel(lake)).allMatch(row -> row.contains(now.version()));
    assertThat(new KnownModels(lake.lake()).version(before.version()).orElseThrow().state())
        .isEqualTo("FORMER");
    assertAPersonsChoiceStays(lake, job, before, now.population());
  }

  private static void assertAPersonsChoiceStays(
      TestLake lake, LinkCustomers job, LinkModel chosen, Long records) {
    activate(lake, chosen.version());

    lake.run(job, FIRST_NIGHT.plus(Duration.ofDays(NIGHTS + 5)));

    LinkModel active = new KnownModels(lake.lake()).active().orElseThrow();
    // Perhaps in smaller blocks, which is another version.
    assertThat(active.trainedRun()).isEqualTo(chosen.trainedRun());
    assertThat(active.model().levels())
        .usingRecursiveComparison()
        .isEqualTo(chosen.model().levels());
    assertThat(active.population()).isEqualTo(records);
  }

  private static void activate(TestLake lake, String version) {
    lake.writing(LinkModels.TABLE, 91)
        .overwrite(LinkModels.TABLE, new KnownModels(lake.lake()).activated(version));
  }

  private static Set<String> said(TestLake lake) {
    return lake.lake().read(LinkEvidence.TABLE).collectAsList().stream()
        .map(Row::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> ofModel(TestLake lake) {
    return lake
        .lake()
        .read(LinkEvidence.TABLE)
        .where(col("kind").equalTo("MODEL"))
        .collectAsList()
        .stream()
        .map(Row::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long carriers(TestLake lake) {
    return lake.lake()
        .read(IdentifierStatus.TABLE)
        .where(col(IdentifierStatus.TYPE).equalTo("phone"))
        .agg(sum(col(IdentifierStatus.CARRIER_COUNT)))
        .head()
        .getLong(0);
  }

  private static long linkedByModelAlone(TestLake lake) {
    return lake.lake()
        .read(LinkEvidence.TABLE)
        .where(col("state").equalTo("USED"))
        .groupBy("left_key", "right_key")
        .agg(max("rule").as("last"), min("rule").as("first"))
        .where(col("first").equalTo("model").and(col("last").equalTo("model")))
        .count();
  }
}

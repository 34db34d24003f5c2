package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.identity.Explanation.Link;
import io.tributary.linkage.Field;
import io.tributary.linkage.Model;
import io.tributary.linkage.ModelJson;
import io.tributary.linkage.WeightPart;
import io.tributary.tables.Table;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
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
import java.util.ArrayList;
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
 * Nights in which records come, change, go and come late, and a value becomes hot: comparing what
 * changed leaves what comparing everything leaves.
 */
@ExtendWith(SparkExtension.class)
class MatchingTest {
  private static final Instant FIRST_NIGHT = Instant.parse("2026-11-08T17:00:00Z");
  private static final int NIGHTS = 3;
  private static final int PEOPLE = 110;
  private static final int LEAST = 100;
  private static final String HOT = "+84900000001";
  private static final String[] FAMILY =
      "nguyen tran le pham hoang phan vu dang bui do ho ngo duong ly".split(" ");
  private static final String[] GIVEN =
      "lan minh hoa tuan huong long mai dung thao quan hang nam linh son ha phuong".split(" ");
  private static final String[] STREETS =
      "tran phu,le loi,hai ba trung,nguyen trai,dien bien phu,vo van tan".split(",");

  /** A record of somebody; texts may be null. */
  private record Rec(
      String key,
      int person,
      String name,
      String birthDate,
      String address,
      String phone,
      String email,
      String firstDeliveredOn,
      long firstRun,
      boolean isDeleted) {}

  private final Map<String, Rec> records = new TreeMap<>();
  private final Random random = new Random(11);
  private int people;

  @Test
  void comparingWhatChangedEqualsComparingAll(SparkSession spark, @TempDir Path directory)
      throws IOException {
    TestLake lake = new TestLake(spark, directory);
    LinkCustomers.Config config = rules();
    LinkCustomers job = new LinkCustomers(config);
    for (int i = 0; i < PEOPLE; i++) {
      arrive(1);
    }
    String hotBefore = "";
    for (int night = 1; night <= NIGHTS; night++) {
      if (night > 1) {
        change(night);
      }
      deliver(lake, spark, night);
      lake.run(job, FIRST_NIGHT.plus(Duration.ofDays(night)));
      if (night == 2) {
        hotBefore = said(lake).toString();
        becomeHot(night);
      }
    }
    assertThat(hotBefore).as("the model says something").contains("USED").contains("phone: equal");
    Set<String> incremental = said(lake);
    Map<String, String> links = links(lake);
    assertThat(linkedByModelAlone(lake)).as("pairs that share no identifier").isPositive();

    lake.run(job.full(), FIRST_NIGHT.plus(Duration.ofDays(NIGHTS + 1)));

    assertThat(incremental).isEqualTo(said(lake));
    assertThat(links).isEqualTo(links(lake));
    assertPeopleAreToldApart(links);
    assertExplained(lake, config);
    assertActivationComparesAll(lake, spark, job, incremental);
    assertAnotherModelStandsBeside(lake);
  }

  private void assertPeopleAreToldApart(Map<String, String> links) {
    Map<String, Set<Integer>> people = new TreeMap<>();
    links.forEach(
        (record, customer) ->
            people
                .computeIfAbsent(customer, key -> new TreeSet<>())
                .add(records.get(record).person()));
    long mixed = people.values().stream().filter(of -> of.size() > 1).count();
    assertThat(mixed).isLessThanOrEqualTo(2);
  }

  private static void assertExplained(TestLake lake, LinkCustomers.Config config) {
    Explanation explanation = new Explanation(lake.lake(), config);
    List<Row> pairs =
        lake.lake()
            .read(LinkEvidence.TABLE)
            .where(col("kind").equalTo("MODEL"))
            .where(col("state").equalTo("USED"))
            .orderBy(col("weight_log2"), col("left_key"))
            .limit(2)
            .collectAsList();
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
    List<Row> queue =
        ReviewQueue.of(
                lake.lake().read(LinkEvidence.TABLE),
                lake.lake().read(CustomerLinks.TABLE),
                lake.lake().read(LinkDecisions.TABLE))
            .collectAsList();
    for (Row pair : queue.subList(0, Math.min(1, queue.size()))) {
      Explanation.OfPair of =
          explanation.of(RecordPair.of(pair.getAs("left_key"), pair.getAs("right_key")));
      assertThat(of.isOne()).isFalse();
      assertThat(of.between()).isNotEmpty();
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

  /** Trained on a sample, with the values of all records counted. */
  private static void assertAnotherModelStandsBeside(TestLake lake) throws IOException {
    TrainModel job = new TrainModel(rules(LEAST, LEAST));

    List<String> notes = lake.run(job, FIRST_NIGHT.plus(Duration.ofDays(NIGHTS + 3))).notes();

    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).contains("beside").contains(" bits");
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
    Model model = ModelJson.read(trained.json());
    int phone = model.fields().stream().map(Field::name).toList().indexOf("phone");
    assertThat(model.frequencies().get(phone).floor())
        .as("a sample of %s takes no phone for rarer than its own records", LEAST)
        .isLessThan(0.9 / LEAST);
    assertThat(trained.frequentKeys()).isNotEmpty().isSorted();
  }

  private static void activate(TestLake lake, String version) {
    lake.writing(LinkModels.TABLE, 91)
        .overwrite(LinkModels.TABLE, new KnownModels(lake.lake()).activated(version));
  }

  private static LinkCustomers.Config rules() throws IOException {
    return rules(LEAST, 10_000);
  }

  private static LinkCustomers.Config rules(int trainFrom, int trainOn) throws IOException {
    LinkCustomers.Config shipped = LinkCustomersTest.shippedRules();
    return new LinkCustomers.Config(
        shipped.maxRecords(),
        shipped.oneBirthDate(),
        shipped.edgesInOneTask(),
        shipped.loginType(),
        shipped.givenNames(),
        new MatchRules(true, shipped.model().linkFrom(), -4, trainFrom, trainOn, 24),
        shipped.types());
  }

  private void arrive(int night) {
    int person = people++;
    String family = pick(FAMILY);
    String given = pick(GIVEN);
    String name = family + " " + pick(GIVEN) + " " + given;
    String birthDate =
        String.format(
            "%d-%02d-%02d",
            1950 + random.nextInt(55), 1 + random.nextInt(12), 1 + random.nextInt(28));
    String address = 1 + random.nextInt(300) + " " + pick(STREETS);
    String phone = "+849" + (10_000_000 + random.nextInt(89_999_999));
    String email = given + "." + family + random.nextInt(10_000) + "@mail.vn";
    int copies = 1 + random.nextInt(3);
    for (int copy = 0; copy < copies; copy++) {
      String key = "s" + copy + ":" + person;
      records.put(
          key,
          new Rec(
              key,
              person,
              mistyped(name),
              gap(birthDate),
              gap(mistyped(address)),
              gap(phone),
              gap(mistyped(email)),
              random.nextInt(5) == 0 ? "2020-01-01" : "2026-11-08",
              night,
              false));
    }
  }

  private void change(int night) {
    List<String> keys = new ArrayList<>(records.keySet());
    for (int i = 0; i < 12; i++) {
      Rec old = records.get(keys.get(random.nextInt(keys.size())));
      boolean isDeleted = random.nextInt(3) == 0 ? !old.isDeleted() : old.isDeleted();
      records.put(
          old.key(),
          new Rec(
              old.key(),
              old.person(),
              mistyped(old.name()),
              old.birthDate(),
              gap(old.address()),
              old.phone(),
              gap(old.email()),
              old.firstDeliveredOn(),
              old.firstRun(),
              isDeleted));
    }
    for (int i = 0; i < 5; i++) {
      arrive(night);
    }
  }

  private void becomeHot(int night) {
    List<String> keys = new ArrayList<>(records.keySet());
    for (int i = 0; i < 40; i++) {
      Rec old = records.get(keys.get(3 * i));
      records.put(
          old.key(),
          new Rec(
              old.key(),
              old.person(),
              old.name(),
              old.birthDate(),
              old.address(),
              HOT,
              old.email(),
              old.firstDeliveredOn(),
              old.firstRun(),
              false));
    }
  }

  private String pick(String[] words) {
    double share = random.nextDouble();
    return words[(int) (share * share * words.length)];
  }

  private String mistyped(String text) {
    if (text == null || random.nextInt(4) > 0) {
      return text;
    }
    int at = 1 + random.nextInt(text.length() - 2);
    return text.substring(0, at) + text.substring(at + 1);
  }

  private String gap(String text) {
    return random.nextInt(6) == 0 ? null : text;
  }

  private void deliver(TestLake lake, SparkSession spark, int night) {
    TestRows rows = TestRows.of(CustomerRecords.TABLE);
    TestRows identifiers = TestRows.of(Identifiers.TABLE);
    for (Rec record : records.values()) {
      rows.row(
          "record_key", record.key(),
          "name_key", record.name(),
          "birth_date", record.birthDate(),
          "address_line", record.address(),
          "country", "VN",
          "first_run", record.firstRun(),
          "first_delivered_on", record.firstDeliveredOn(),
          "is_deleted", record.isDeleted());
      identifier(identifiers, record, "crm", record.key());
      identifier(identifiers, record, "phone", record.phone());
      identifier(identifiers, record, "email", record.email());
    }
    write(lake, CustomerRecords.TABLE, night, rows, spark);
    write(lake, Identifiers.TABLE, night, identifiers, spark);
  }

  /** Unchanged rows keep the run that last changed them. */
  private void write(TestLake lake, Table table, int night, TestRows rows, SparkSession spark) {
    lake.writing(table, night).overwrite(table, rows.in(spark).repartition(1 + night % 2));
  }

  private static void identifier(TestRows rows, Rec record, String type, String value) {
    if (value != null) {
      rows.row(
          "record_key",
          record.key(),
          "identifier_id",
          type + " " + value,
          "type",
          type,
          "value",
          value,
          "is_valid",
          true,
          "is_deleted",
          record.isDeleted());
    }
  }

  private static Set<String> said(TestLake lake) {
    return lake.lake().read(LinkEvidence.TABLE).collectAsList().stream()
        .map(Row::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long linkedByModelAlone(TestLake lake) {
    return lake.lake()
        .read(LinkEvidence.TABLE)
        .groupBy("left_key", "right_key")
        .agg(
            org.apache.spark.sql.functions.max("rule").as("last"),
            org.apache.spark.sql.functions.min("rule").as("first"))
        .where(col("first").equalTo("model").and(col("last").equalTo("model")))
        .count();
  }

  private static Map<String, String> links(TestLake lake) {
    Map<String, String> links = new TreeMap<>();
    lake.lake()
        .read(CustomerLinks.TABLE)
        .collectAsList()
        .forEach(row -> links.put(row.getAs("record_key"), row.getAs("customer_id")));
    return links;
  }
}

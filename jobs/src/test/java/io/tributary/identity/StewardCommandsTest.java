package io.tributary.identity;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.columns.IdentifierCells;
import io.tributary.conform.CarriedIdentifiers;
import io.tributary.crypto.Hmac;
import io.tributary.crypto.KeyFile;
import io.tributary.tables.Table;
import io.tributary.tables.ops.Accesses;
import io.tributary.tables.silver.ComparedContents;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkDecisions;
import io.tributary.tables.silver.LinkEvidence;
import io.tributary.tables.silver.LinkModels;
import io.tributary.testing.Installation;
import io.tributary.testing.Printed;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands of a steward, as they are typed, on a small lake of one night. */
@Tag("full")
@ExtendWith(SparkExtension.class)
class StewardCommandsTest {
  private static final int PEOPLE = 110;
  private static final String PHONE = "+84987000111";
  private static final String FORMER_EMAIL = "gone@mail.vn";

  @TempDir static Path directory;
  private static TestLake lake;
  private static LinkModel other;
  private static final InventedRecords RECORDS = new InventedRecords();
  private static String owner;

  @BeforeAll
  static void oneNight(SparkSession spark) throws IOException {
    TestLake night = new TestLake(spark, directory);
    for (int i = 0; i < PEOPLE; i++) {
      RECORDS.arrive(1);
    }
    RECORDS.deliver(night, spark, 1);
    night.run(new LinkCustomers(InventedRecords.rules()), Instant.parse("2026-11-08T17:00:00Z"));
    KnownModels models = new KnownModels(night.lake());
    other = models.active().orElseThrow().refined(List.of(7L));
    night.writing(LinkModels.TABLE, 2).overwrite(LinkModels.TABLE, models.beside(other));
    lake = TestLake.onDisk(spark, directory);
    for (Table table :
        List.of(
            CustomerRecords.TABLE,
            IdentifierStatus.TABLE,
            LinkModels.TABLE,
            ComparedContents.TABLE,
            LinkEvidence.TABLE,
            CustomerLinks.TABLE,
            CustomerIds.TABLE)) {
      lake.with(table, night.lake().read(table));
    }
    lake.with(Identifiers.TABLE, night.lake().read(Identifiers.TABLE).union(contacts().in(spark)));
  }

  /** A phone, and an e-mail that the record no longer carries. */
  private static TestRows contacts() {
    KeyFile.createIfMissing(key());
    Hmac hmac = KeyFile.read(key());
    owner = RECORDS.records().keySet().iterator().next();
    TestRows rows = TestRows.of(Identifiers.TABLE);
    for (String[] contact : new String[][] {{"phone", PHONE}, {"email", FORMER_EMAIL}}) {
      rows.row(
          Identifiers.RECORD_KEY,
          owner,
          Identifiers.IDENTIFIER_ID,
          CarriedIdentifiers.id(hmac, IdentifierCells.GLOBAL, contact[0], contact[1]),
          Identifiers.TYPE,
          contact[0],
          Identifiers.NAMESPACE,
          IdentifierCells.GLOBAL,
          Identifiers.VALUE,
          contact[1],
          Identifiers.IS_VALID,
          true,
          Identifiers.IS_DELETED,
          contact[0].equals("email"));
    }
    return rows;
  }

  private static Path key() {
    return directory.resolve("hmac.key");
  }

  @Test
  void aDoubtfulPairIsDecidedAndTheDecisionTakenBack() throws IOException {
    JsonNode first = json("review", "--limit", "100").get(0);
    String left = first.get("left_key").asText();
    String right = first.get("right_key").asText();
    assertThat(first.get("left_customer")).isNotEqualTo(first.get("right_customer"));
    assertThat(first.get("levels")).isNotEmpty();

    assertThat(decided("link", right, left, "saw both").exitCode()).isZero();
    assertThat(isInReview(left, right)).isFalse();
    assertThat(decided("link", left, right, "was wrong", "--withdraw").exitCode()).isZero();
    assertThat(isInReview(left, right)).isTrue();
    assertThat(decided("unlink", left, right, "brothers").exitCode()).isZero();
    assertThat(isInReview(left, right)).isFalse();

    assertThat(decisionsOn(left, right))
        .containsExactly("LINK: saw both", "WITHDRAWN: was wrong", "UNLINK: brothers");
    assertThat(ran("link", left, "crm:none", "--by", "x", "--reason", "y").exitCode()).isEqualTo(2);
    assertThat(ran("link", left, left, "--by", "x", "--reason", "y").exitCode()).isEqualTo(2);
  }

  @Test
  void whatAnotherDecidedIsNeitherTakenBackNorReplacedByTheWay() {
    List<String> keys = List.copyOf(RECORDS.records().keySet());
    String left = keys.get(0);
    String right = keys.get(1);
    assertRefused(
        decided("unlink", left, right, "none yet", "--withdraw"), "No decision of `unlink` stands");
    assertThat(decisionsOn(left, right)).isEmpty();
    assertThat(decided("unlink", left, right, "father and son").exitCode()).isZero();

    for (String[] options : new String[][] {{}, {"--withdraw"}}) {
      Printed refused = decided("link", left, right, "one card", options);
      assertRefused(refused, "A decision of `unlink` stands", "`tributary unlink A B --withdraw`");
      assertThat(refused.err().lines().filter(line -> line.startsWith("UNLINK")))
          .singleElement()
          .asString()
          .contains(left, right, "Le Hoa", "father and son", "Z:");
      assertThat(refused.err().lines().filter(line -> line.startsWith("error:")))
          .singleElement()
          .asString()
          .doesNotContain("Hoa", "father");
    }
    assertThat(decisionsOn(left, right)).containsExactly("UNLINK: father and son");
    assertThat(
            lake.lake()
                .read(Accesses.TABLE)
                .where(col(Accesses.COMMAND).equalTo("link"))
                .where(array_contains(col(Accesses.TABLES), LinkDecisions.TABLE.qualifiedName()))
                .count())
        .as("looks at names")
        .isEqualTo(2);
    assertThat(decided("unlink", left, right, "are not", "--withdraw").exitCode()).isZero();
    assertRefused(
        decided("unlink", left, right, "twice", "--withdraw"), "No decision of `unlink` stands");
    assertThat(decided("link", left, right, "one card").exitCode()).isZero();
  }

  @Test
  void aDecisionOnARecordThatIsGoneCanBeTakenBackAndNoneIsDatedBeforeTheLast(SparkSession spark) {
    decisionOf("crm:gone1", Instant.EPOCH, spark);
    assertThat(decided("link", "crm:gone1", owner, "left", "--withdraw").exitCode()).isZero();
    assertThat(decided("link", "crm:gone1", owner, "left").err()).contains("A record is not known");

    decisionOf("crm:gone2", Instant.parse("2999-01-01T00:00:00Z"), spark);
    assertRefused(decided("link", "crm:gone2", owner, "left", "--withdraw"), "bears a later time");
  }

  private static void decisionOf(String key, Instant at, SparkSession spark) {
    RecordPair pair = RecordPair.of(key, owner);
    TestRows row =
        TestRows.of(LinkDecisions.TABLE)
            .row(
                LinkDecisions.LEFT_KEY,
                pair.left(),
                LinkDecisions.RIGHT_KEY,
                pair.right(),
                LinkDecisions.DECISION,
                LinkDecisions.LINK,
                LinkDecisions.DECIDED_AT,
                at);
    lake.writing(LinkDecisions.TABLE, 0).upsert(LinkDecisions.TABLE, row.in(spark));
  }

  private static void assertRefused(Printed printed, String... says) {
    assertThat(printed.exitCode()).as(printed.err()).isEqualTo(2);
    assertThat(printed.err()).contains(says);
  }

  private static Printed decided(
      String command, String one, String other, String reason, String... options) {
    List<String> words = new ArrayList<>(List.of(one, other, "--by", "Le Hoa", "--reason", reason));
    words.addAll(List.of(options));
    return ran(command, words.toArray(String[]::new));
  }

  private static boolean isInReview(String left, String right) throws IOException {
    for (JsonNode pair : json("review", "--limit", "1000")) {
      if (pair.get("left_key").asText().equals(left)
          && pair.get("right_key").asText().equals(right)) {
        return true;
      }
    }
    return false;
  }

  /** What was decided and why, the first decision first. */
  private static List<String> decisionsOn(String one, String other) {
    RecordPair pair = RecordPair.of(one, other);
    return lake
        .lake()
        .read(LinkDecisions.TABLE)
        .where(col(LinkDecisions.LEFT_KEY).equalTo(pair.left()))
        .where(col(LinkDecisions.RIGHT_KEY).equalTo(pair.right()))
        .orderBy(col(LinkDecisions.DECIDED_AT))
        .collectAsList()
        .stream()
        .map(row -> row.getAs(LinkDecisions.DECISION) + ": " + row.getAs(LinkDecisions.REASON))
        .toList();
  }

  @Test
  void anotherModelIsActivatedAndThePairsAreExplainedByTheOneThatWeighedThem() throws IOException {
    String used = model("ACTIVE");
    assertThat(model("TRAINED")).isEqualTo(other.version());

    assertThat(ran("model activate", other.version()).exitCode()).isZero();

    assertThat(model("ACTIVE")).isEqualTo(other.version());
    assertThat(model("FORMER")).isEqualTo(used);
    assertThat(ran("model list").out()).contains("all records in the next run");
    assertThat(ran("model activate", "m0000000000").exitCode()).isEqualTo(2);

    Row pair =
        lake.lake()
            .read(LinkEvidence.TABLE)
            .where(col(LinkEvidence.KIND).equalTo("MODEL"))
            .where(col(LinkEvidence.STATE).equalTo("USED"))
            .orderBy(LinkEvidence.LEFT_KEY, LinkEvidence.RIGHT_KEY)
            .head();
    String left = pair.getAs(LinkEvidence.LEFT_KEY);
    JsonNode why = json("explain", pair.getAs(LinkEvidence.RIGHT_KEY), left);
    assertThat(why.get("is_one_customer").asBoolean()).isTrue();
    assertThat(why.at("/model/model_version").asText()).isEqualTo(used);
    double sum = 0;
    for (JsonNode part : why.at("/model/parts")) {
      sum += part.get("bits").asDouble() + part.get("rarity_bits").asDouble();
    }
    assertThat(sum).isCloseTo(pair.getAs(LinkEvidence.WEIGHT_LOG2), within(1e-9));

    String customer = why.get("customers").get(0).asText();
    JsonNode whole = json("explain", customer);
    assertThat(whole.get("customer_id").asText()).isEqualTo(customer);
    assertThat(whole.get("records").toString()).contains(left);
    assertThat(whole.get("links")).isNotEmpty();
    JsonNode page = json("customer", customer);
    assertThat(page.get("why_they_are_one_customer")).isNotEmpty();
    assertThat(page.get("what_was_not_followed").toString()).doesNotContain("\"USED\"");
  }

  private static String model(String state) throws IOException {
    for (JsonNode model : json("model list")) {
      if (model.get("state").asText().equals(state)) {
        return model.get("model_version").asText();
      }
    }
    return "none";
  }

  @Test
  void aCustomerIsFoundByWhatItCarriesAndNotByWhatItCarried() throws IOException {
    assertThat(json("explain", PHONE.replace("+84", "0")).get("records").toString())
        .contains('"' + owner + '"');
    assertThat(ran("explain", FORMER_EMAIL).exitCode()).isEqualTo(2);
    assertThat(ran("explain", "0987000111", FORMER_EMAIL).err()).contains("A key is no record's");
  }

  @Test
  void theTruthShowsWhatTheEvidenceLetsAnybodyReach() throws IOException {
    StringBuilder truth = new StringBuilder("record_key,person\n");
    new TreeMap<>(RECORDS.records())
        .forEach(
            (key, record) -> truth.append(key).append(',').append(record.person()).append('\n'));
    Path file = Files.writeString(directory.resolve("truth.csv"), truth);

    JsonNode found = json("evaluate", "--truth", file.toString());

    assertThat(found.get("records").asInt()).isEqualTo(RECORDS.records().size());
    double recall = found.at("/evaluation/pairwise/recall").asDouble();
    assertThat(recall).isGreaterThan(0.5);
    assertThat(found.get("ceiling").asDouble()).isGreaterThan(recall).isLessThanOrEqualTo(1);
  }

  private static JsonNode json(String command, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    Printed printed = ran(command, all.toArray(String[]::new));
    assertThat(printed.exitCode()).as(printed.err()).isZero();
    return new ObjectMapper().readTree(printed.out());
  }

  private static Printed ran(String command, String... arguments) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of(arguments));
    words.add("--conf=" + Installation.project("conf/local.conf"));
    words.add("--set=lake.root=" + directory.resolve("lake"));
    words.add("--set=landing.root=" + directory.resolve("landing"));
    words.add("--set=outbox.root=" + directory.resolve("outbox"));
    words.add("--set=keys.hmac-file=" + key());
    return Printed.by(words);
  }
}

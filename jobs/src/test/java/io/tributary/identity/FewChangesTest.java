package io.tributary.identity;

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
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkDecisions;
import io.tributary.tables.silver.LinkEvidence;
import io.tributary.tables.silver.LinkModels;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights of few changes among records that share all kinds of values: a lake that decides on what
 * changed alone says after each of them what a lake says that decides on everything.
 */
@ExtendWith(SparkExtension.class)
class FewChangesTest {
  private static final Instant FIRST_NIGHT = Instant.parse("2026-11-08T17:00:00Z");
  private static final int NIGHTS = 3;
  private static final int RECORDS = 320;
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
      identity.model { train-from = 100, review-from = -4 }
      identity.types.phone.max-carriers = 4
      identity.types.email.max-carriers = 4
      identity.types.payment.max-carriers = 3
      identity.types.device.max-carriers = 3
      identity.types.cookie.max-carriers = 3
      identity.types.card.max-per-customer = 1
      """;

  private static final String[] TYPES = "phone email payment device cookie account card".split(" ");

  /** Of which a few values are on many records. */
  private static final Set<String> OFTEN_SHARED =
      Set.of("phone", "email", "payment", "device", "cookie");

  private static final String[] FAMILY = "nguyen tran le pham hoang phan vu dang bui do".split(" ");
  private static final String[] MIDDLE = "van thi duc ngoc kim xuan".split(" ");
  private static final String[] STREETS = "phu loi trung trai bien tan".split(" ");
  private static final String[] GIVEN =
      "lan minh hoa tuan huong long mai dung thao quan".split(" ");

  private final Random random = new Random(5);
  private final Map<String, Rec> records = new TreeMap<>();
  private final List<String[]> decisions = new ArrayList<>();

  /** A record; texts may be null. Withdrawn identifiers stay, as deleted. */
  private static final class Rec {
    private String name;
    private String birthDate;
    private String address;
    private long firstRun;
    private boolean isDeleted;
    private final Map<String, Boolean> isWithdrawn = new TreeMap<>();
  }

  @Test
  void decidingOnWhatChangedEqualsDecidingOnAll(SparkSession spark, @TempDir Path directory)
      throws IOException {
    TestLake part = new TestLake(spark, directory.resolve("part"));
    TestLake all = new TestLake(spark, directory.resolve("all"));
    LinkCustomers job = new LinkCustomers(rules()).upTo(1);
    for (int i = 0; i < RECORDS; i++) {
      arrive(1);
    }
    meet("k1", "phone gone", "email kept");
    records.get("k1").isWithdrawn.put("phone gone", true);
    meet("k2", "phone gone");
    meet("k3", "phone gone");
    long run = 0;
    for (int night = 1; night <= NIGHTS; night++) {
      if (night > 1) {
        change(night);
        // Two others stay linked by a value that the record it meets carries no more.
        meet("k4", "email kept");
      }
      if (night == NIGHTS) {
        // A lake of a version that knew less: it is linked once in full, and then goes on.
        forgetWhatIsNew(part);
        Instant before = FIRST_NIGHT.plus(Duration.ofDays(night)).minusSeconds(1);
        assertThat(part.run(job, before).counts()).containsEntry("records compared anew", 0L);
        all.run(job.full(), before);
        run++;
      }
      run++;
      deliver(part, spark, run);
      deliver(all, spark, run);
      Instant asOf = FIRST_NIGHT.plus(Duration.ofDays(night));

      Map<String, Long> some = new TreeMap<>(part.run(job, asOf).counts());
      Map<String, Long> whole = new TreeMap<>(all.run(job.full(), asOf).counts());

      long anew = some.get("records linked anew");
      assertThat(anew).as("records in question in night %s", night).isPositive();
      if (night > 1) {
        assertThat(anew).isLessThan(whole.get("records linked anew"));
      }
      for (Table table : OUTCOME) {
        assertThat(rows(part, table))
            .as("%s after night %s", table.qualifiedName(), night)
            .isEqualTo(rows(all, table));
      }
      assertThat(outcome(some)).isEqualTo(outcome(whole));
    }
    assertThat(rows(part, IdentifierStatus.TABLE).toString()).contains("HOT");
    assertThat(rows(part, LinkEvidence.TABLE).toString())
        .contains(
            "shared-by-name", "USED", "one-birth-date", "STEWARD", "MODEL", "max-per-customer");
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

  /** What a run counts of the state that it leaves, and not of its work. */
  private static Map<String, Long> outcome(Map<String, Long> counts) {
    counts.keySet().removeIf(name -> name.contains("anew") || name.contains("pairs"));
    counts.keySet().removeIf(name -> name.contains("unresolved"));
    return counts;
  }

  private static List<String> rows(TestLake lake, Table table) {
    return lake.lake().read(table).collectAsList().stream().map(Row::json).sorted().toList();
  }

  private static LinkCustomers.Config rules() throws IOException {
    Path file = Path.of(System.getProperty("project.root"), "conf", "identity.conf");
    return Settings.of(Files.readString(file) + "\n" + RULES)
        .bind("identity", LinkCustomers.Config.class);
  }

  private void arrive(int night) {
    Rec rec = new Rec();
    rec.firstRun = night;
    describe(rec);
    for (int i = random.nextInt(3); i >= 0; i--) {
      carry(rec, pick(TYPES));
    }
    String key = "r%04d".formatted(random.nextInt(10_000));
    if (records.putIfAbsent(key, rec) == null) {
      rec.isWithdrawn.put("crm " + key, false);
    }
  }

  private void meet(String key, String... carried) {
    Rec rec = new Rec();
    rec.firstRun = 1;
    rec.name = "ly my anh";
    List.of(carried).forEach(id -> rec.isWithdrawn.put(id, false));
    records.put(key, rec);
  }

  /** Every other one is somebody who is known, now and then under a mistyped name. */
  private void describe(Rec rec) {
    List<Rec> known = List.copyOf(records.values());
    if (random.nextBoolean() && !known.isEmpty()) {
      Rec other = known.get(random.nextInt(known.size()));
      boolean isMistyped = other.name != null && random.nextInt(3) == 0;
      rec.name = isMistyped ? other.name.substring(1) : other.name;
      rec.birthDate = other.birthDate;
      rec.address = other.address;
      return;
    }
    boolean isNamed = random.nextInt(4) > 0;
    rec.name = isNamed ? pick(FAMILY) + " " + pick(MIDDLE) + " " + pick(GIVEN) : null;
    rec.birthDate =
        isNamed && random.nextInt(4) > 0 ? "19%02d-05-06".formatted(50 + random.nextInt(50)) : null;
    rec.address =
        isNamed && random.nextInt(4) > 0
            ? random.nextInt(40) + " " + pick(STREETS) + " street"
            : null;
  }

  private String pick(String[] words) {
    return words[random.nextInt(words.length)];
  }

  private void carry(Rec rec, String type) {
    boolean isOften = OFTEN_SHARED.contains(type) && random.nextInt(6) == 0;
    rec.isWithdrawn.put(type + " v" + random.nextInt(isOften ? 3 : 250), false);
  }

  private void change(int night) {
    List<String> keys = new ArrayList<>(records.keySet());
    for (int i = 0; i < 3; i++) {
      Rec rec = records.get(keys.get(random.nextInt(keys.size())));
      switch (random.nextInt(5)) {
        case 0 -> rec.isDeleted = !rec.isDeleted;
        case 1 -> describe(rec);
        case 2 -> carry(rec, "payment");
        case 3 -> carry(rec, "phone");
        default -> rec.isWithdrawn.replaceAll((id, is) -> id.startsWith("crm") ? is : !is);
      }
    }
    arrive(night);
    if (night > 1) {
      decisions.add(night < NIGHTS ? linked(keys) : withdrawn(decisions.get(0)));
      String one = keys.get(random.nextInt(keys.size()));
      String other = keys.get(random.nextInt(keys.size()));
      if (one.compareTo(other) < 0) {
        decisions.add(
            new String[] {one, other, night % 2 == 0 ? LinkDecisions.LINK : LinkDecisions.UNLINK});
      }
    }
  }

  /** The last two, which are none of those that {@link #meet} names. */
  private static String[] linked(List<String> keys) {
    int last = keys.size() - 1;
    return new String[] {keys.get(last - 1), keys.get(last), LinkDecisions.LINK};
  }

  private static String[] withdrawn(String[] decision) {
    return new String[] {decision[0], decision[1], LinkDecisions.WITHDRAWN};
  }

  /** In the run that then links; unchanged rows keep their run. */
  private void deliver(TestLake lake, SparkSession spark, long run) {
    TestRows rows = TestRows.of(CustomerRecords.TABLE);
    TestRows identifiers = TestRows.of(Identifiers.TABLE);
    records.forEach(
        (key, rec) -> {
          rows.row(
              CustomerRecords.RECORD_KEY, key,
              CustomerRecords.NAME_KEY, rec.name,
              CustomerRecords.BIRTH_DATE, rec.birthDate,
              CustomerRecords.ADDRESS_LINE, rec.address,
              CustomerRecords.COUNTRY, "VN",
              CustomerRecords.FIRST_RUN, rec.firstRun,
              CustomerRecords.FIRST_DELIVERED_ON, "2026-11-08",
              CustomerRecords.IS_DELETED, rec.isDeleted);
          rec.isWithdrawn.forEach(
              (id, isWithdrawn) ->
                  identifiers.row(
                      Identifiers.RECORD_KEY,
                      key,
                      Identifiers.IDENTIFIER_ID,
                      id,
                      Identifiers.TYPE,
                      id.split(" ")[0],
                      Identifiers.VALUE,
                      id.split(" ")[1],
                      Identifiers.IS_VALID,
                      true,
                      Identifiers.IS_DELETED,
                      rec.isDeleted || isWithdrawn));
        });
    TestRows decided = TestRows.of(LinkDecisions.TABLE);
    decisions.forEach(
        pair ->
            decided.row(
                LinkDecisions.LEFT_KEY,
                pair[0],
                LinkDecisions.RIGHT_KEY,
                pair[1],
                LinkDecisions.DECISION,
                pair[2],
                LinkDecisions.DECIDED_BY,
                "somebody",
                LinkDecisions.REASON,
                "saw both",
                LinkDecisions.DECIDED_AT,
                FIRST_NIGHT.plusSeconds(decisions.indexOf(pair))));
    lake.writing(CustomerRecords.TABLE, run).overwrite(CustomerRecords.TABLE, rows.in(spark));
    lake.writing(Identifiers.TABLE, run).overwrite(Identifiers.TABLE, identifiers.in(spark));
    lake.writing(LinkDecisions.TABLE, run).overwrite(LinkDecisions.TABLE, decided.in(spark));
  }
}

package io.tributary.identity;

import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkDecisions;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * Seeded records that share all kinds of values, of which a few come, change and go in a night; and
 * some to whom happens by name what chance brings too seldom.
 */
final class EntangledRecords {
  private static final int RECORDS = 320;

  /** Records of one phone: more than a customer may have. */
  private static final int SIGHTED = 70;

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
    private String firstDeliveredOn;
    private boolean isDeleted;
    private final Map<String, Boolean> isWithdrawn = new TreeMap<>();
    private final Map<String, String> firstSeenOn = new TreeMap<>();

    private void carries(String id, String day) {
      isWithdrawn.put(id, false);
      firstSeenOn.putIfAbsent(id, day);
    }
  }

  /** What is there before the first night. */
  void begin() {
    for (int i = 0; i < RECORDS; i++) {
      arrive(1);
    }
    // Two others stay linked by a value that the record it meets carries no more.
    meet("kept:1", 1, "ly my anh", "phone gone", "email kept");
    records.get("kept:1").isWithdrawn.put("phone gone", true);
    meet("kept:2", 1, "ly my anh", "phone gone");
    meet("kept:3", 1, "ly my anh", "phone gone");
    meet("bridge:1", 1, "mac bao khoa", "phone left");
    meet("bridge:2", 1, "mac bao khoa", "email right");
    meet("founder:1", 1, "kieu thu cuc", "account founder");
    meet("founder:2", 1, "kieu thu cuc", "account founder");
    meet("founder:3", 1, "kieu thu cuc", "account founder");
    meet("gone:1", 1, "bach thai buoi", "account gone");
    meet("edge:1", 1, "luu gia han", "email edge");
    meet("edge:2", 1, "luu gia han", "email edge");
    meet("edge:3", 1, "chu quoc viet", "email edge");
    meet("edge:4", 1, "cao ba phuc", "email edge");
    meet("edge:5", 1, "ton nu y", "email edge");
    meet("window:1", 1, "to hong nhung", "email window", "phone w1");
    meet("window:2", 1, "to hong nhung", "email window", "phone w2");
    for (int i = 0; i < SIGHTED; i++) {
      sight("sighted:" + i, 1);
    }
  }

  /** What happens in a night, from the second one on. */
  void change(int night) {
    switch (night) {
      case 2 -> {
        meet("kept:4", night, "ly my anh", "email kept");
        meet("edge:6", night, "trinh cong son", "email edge");
        meet("late:1", night, "ong ich khiem", "account late");
      }
      case 3 -> {
        meet("bridge:3", night, "mac bao khoa", "phone left", "email right");
        records.get("founder:1").isDeleted = true;
        decisions.add(new String[] {"edge:5", "kept:3", LinkDecisions.LINK});
      }
      case 4 -> {
        decisions.add(new String[] {"edge:5", "kept:3", LinkDecisions.WITHDRAWN});
        records.get("edge:6").isWithdrawn.put("email edge", true);
        meet("window:3", night, "to hong nhung", "email window", "phone w3");
      }
      default -> {
        records.get("bridge:3").isDeleted = true;
        records.get("gone:1").isDeleted = true;
        meet("late:2", 0, "ong ich khiem", "account late");
      }
    }
    // Before all others by its key, and after them in time.
    sight("a sighting:" + night, night);
    changeSome(night);
  }

  private void changeSome(int night) {
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
    arrive(random.nextBoolean() ? night : 1);
    String one = keys.get(random.nextInt(keys.size()));
    String other = keys.get(random.nextInt(keys.size()));
    if (one.compareTo(other) < 0) {
      decisions.add(
          new String[] {one, other, night % 2 == 0 ? LinkDecisions.LINK : LinkDecisions.UNLINK});
    }
  }

  private void arrive(long firstRun) {
    Rec rec = new Rec();
    rec.firstRun = firstRun;
    rec.firstDeliveredOn = "2026-11-0" + (1 + random.nextInt(8));
    describe(rec);
    for (int i = random.nextInt(3); i >= 0; i--) {
      carry(rec, pick(TYPES));
    }
    String key = "r%04d".formatted(random.nextInt(10_000));
    if (records.putIfAbsent(key, rec) == null) {
      rec.carries("crm " + key, rec.firstDeliveredOn);
    }
  }

  private void sight(String key, long firstRun) {
    Rec rec = new Rec();
    rec.firstRun = firstRun;
    rec.firstDeliveredOn = "2026-11-08";
    rec.carries("phone sighted", rec.firstDeliveredOn);
    records.put(key, rec);
  }

  private void meet(String key, long firstRun, String name, String... carried) {
    Rec rec = new Rec();
    rec.firstRun = firstRun;
    rec.firstDeliveredOn = "2026-11-08";
    rec.name = name;
    List.of(carried).forEach(id -> rec.carries(id, rec.firstDeliveredOn));
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
    LocalDate day = LocalDate.parse("2026-08-01").plusDays(random.nextInt(100));
    rec.carries(type + " v" + random.nextInt(isOften ? 3 : 250), day.toString());
  }

  /** For the lake's next run; unchanged rows keep theirs. */
  void deliver(TestLake lake, SparkSession spark) {
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
              CustomerRecords.FIRST_DELIVERED_ON, rec.firstDeliveredOn,
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
                      Identifiers.FIRST_SEEN_AT,
                      rec.firstSeenOn.get(id) + "T03:00:00Z",
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
                Instant.EPOCH.plusSeconds(decisions.indexOf(pair))));
    long run = lake.nextRun();
    lake.writing(CustomerRecords.TABLE, run).overwrite(CustomerRecords.TABLE, rows.in(spark));
    lake.writing(Identifiers.TABLE, run).overwrite(Identifiers.TABLE, identifiers.in(spark));
    lake.writing(LinkDecisions.TABLE, run).overwrite(LinkDecisions.TABLE, decided.in(spark));
  }
}

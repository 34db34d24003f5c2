package io.tributary.identity;

import io.tributary.linkage.Blocking;
import io.tributary.tables.Table;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** Seeded people in Vietnam, each with up to three records, with typing errors and gaps. */
final class InventedRecords {
  /** Records from which a model is trained. */
  static final int LEAST = 100;

  /** Before the number of a record: see {@link #meetStewards}. */
  static final String LINKED = "zz linked:";

  static final String PARTED = "zz parted:";
  static final String TWO_PHONES = "zz two phones:";

  private static final String HOT = "+84900000001";
  private static final String[] FAMILY =
      "nguyen tran le pham hoang phan vu dang bui do ho ngo duong ly".split(" ");
  private static final String[] GIVEN =
      "lan minh hoa tuan huong long mai dung thao quan hang nam linh son ha phuong".split(" ");
  private static final String[] STREETS =
      "tran phu,le loi,hai ba trung,nguyen trai,dien bien phu,vo van tan".split(",");

  /** A record of somebody; texts may be null. */
  record Rec(
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
  private long seen = 1;

  /** By key. */
  Map<String, Rec> records() {
    return records;
  }

  void arrive(int night) {
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

  void change(int night) {
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

  void becomeHot(int night) {
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

  /** Everything is seen once more, and a visitor without a name leaves somebody's phone. */
  void areSeenAgain(int night) {
    seen++;
    Rec owner =
        records.values().stream()
            .filter(record -> record.phone() != null && !record.phone().equals(HOT))
            .findFirst()
            .orElseThrow();
    String key = "visit:" + night;
    records.put(
        key,
        new Rec(
            key,
            owner.person(),
            null,
            null,
            null,
            owner.phone(),
            null,
            "2026-11-08",
            night,
            false));
  }

  /** Four of whom stewards will decide, and two records of one person with a phone each. */
  void meetStewards(int night) {
    decided(LINKED + 1, -1, "vo thi bich", "1961-03-04", null, "bich@mail.vn", night);
    decided(LINKED + 2, -1, "vo bich", "1961-03-04", "+84915550001", null, night);
    decided(PARTED + 1, -2, "mac van khoa", "1972-05-06", "+84915550002", null, night);
    decided(PARTED + 2, -3, "mac van khoa", "1972-05-06", "+84915550002", null, night);
    decided(TWO_PHONES + 1, -4, "ta thu cuc", null, "+84915550003", "cuc@mail.vn", night);
    decided(TWO_PHONES + 2, -4, "ta thu cuc", null, "+84915550004", "cuc@mail.vn", night);
  }

  private void decided(
      String key,
      int person,
      String name,
      String birthDate,
      String phone,
      String email,
      int night) {
    records.put(
        key, new Rec(key, person, name, birthDate, null, phone, email, "2026-11-08", night, false));
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

  void deliver(TestLake lake, SparkSession spark, int night) {
    TestRows rows = TestRows.of(CustomerRecords.TABLE);
    TestRows identifiers = TestRows.of(Identifiers.TABLE);
    for (Rec record : records.values()) {
      rows.row(
          "record_key", record.key(),
          "name_key", record.name(),
          "birth_date", record.birthDate(),
          "address_line", record.address(),
          "country", "VN",
          "updated_at", "2026-11-0" + seen + "T00:00:00Z",
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

  private void identifier(TestRows rows, Rec record, String type, String value) {
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
          "last_seen_at",
          "2026-11-0" + seen + "T00:00:00Z",
          "seen_count",
          seen,
          "is_valid",
          true,
          "is_deleted",
          record.isDeleted());
    }
  }

  static LinkCustomers.Config rules() throws IOException {
    return rules(LEAST, 10_000);
  }

  /** As {@link #rules()}, with pairs linked from so many bits. */
  static LinkCustomers.Config rulesFrom(double bits) throws IOException {
    return with(bits, rules().model().blocking());
  }

  /** As {@link #rules()}, with other candidates. */
  static LinkCustomers.Config rulesBlockedBy(Blocking blocking) throws IOException {
    return with(rules().model().linkFrom(), blocking);
  }

  private static LinkCustomers.Config with(double linkFrom, Blocking blocking) throws IOException {
    LinkCustomers.Config rules = rules();
    MatchRules model = rules.model();
    return with(
        rules,
        new MatchRules(
            true,
            linkFrom,
            model.reviewFrom(),
            model.trainFrom(),
            model.trainOn(),
            model.maxBlock(),
            blocking),
        rules.types());
  }

  /** As {@link #rules()}, with at most one phone in a customer. */
  static LinkCustomers.Config rulesWithOnePhone() throws IOException {
    LinkCustomers.Config rules = rules();
    Map<String, IdentifierRule> types = new TreeMap<>(rules.types());
    IdentifierRule phone = types.get("phone");
    types.put(
        "phone",
        new IdentifierRule(
            phone.priority(),
            phone.weight(),
            phone.isStrong(),
            phone.sharedByName(),
            phone.oneLogin(),
            phone.maxCarriers(),
            1,
            phone.maxPerWindow(),
            phone.windowDays(),
            phone.blocked()));
    return with(rules, rules.model(), types);
  }

  /** The shipped rules, which train on so many records and keep doubtful pairs. */
  static LinkCustomers.Config rules(int trainFrom, int trainOn) throws IOException {
    LinkCustomers.Config shipped = LinkCustomersTest.shippedRules();
    MatchRules model = shipped.model();
    return with(
        shipped,
        new MatchRules(true, model.linkFrom(), -4, trainFrom, trainOn, 24, model.blocking()),
        shipped.types());
  }

  private static LinkCustomers.Config with(
      LinkCustomers.Config rules, MatchRules model, Map<String, IdentifierRule> types) {
    return new LinkCustomers.Config(
        rules.maxRecords(),
        rules.oneBirthDate(),
        rules.edgesInOneTask(),
        rules.loginType(),
        rules.paymentType(),
        rules.givenNames(),
        model,
        types);
  }
}

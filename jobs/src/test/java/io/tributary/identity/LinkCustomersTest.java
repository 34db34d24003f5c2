package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.columns.PersonNames;
import io.tributary.config.Settings;
import io.tributary.job.JobFailure;
import io.tributary.job.JobReport;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkDecisions;
import io.tributary.tables.silver.LinkEvidence;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the shipped rules make of one night: one run, many cases side by side. */
@ExtendWith(SparkExtension.class)
class LinkCustomersTest {
  private static final Instant AS_OF = Instant.parse("2026-11-09T17:00:00Z");

  private static final TestRows RECORDS = TestRows.of(CustomerRecords.TABLE);
  private static final TestRows IDENTIFIERS = TestRows.of(Identifiers.TABLE);
  private static final TestRows DECISIONS = TestRows.of(LinkDecisions.TABLE);
  private static final Map<String, String> CUSTOMERS = new HashMap<>();
  private static final Map<String, String> STATUS = new HashMap<>();
  private static final Map<String, Long> CARRIERS = new HashMap<>();
  private static final Map<String, String> REFUSED = new HashMap<>();
  private static Map<String, Long> counts;
  private static List<String> notes;
  private static Instant decidedAt = Instant.parse("2026-11-01T00:00:00Z");

  @BeforeAll
  static void linkOneNight(SparkSession spark, @TempDir Path directory) throws IOException {
    addOneCustomerOfFiveSources();
    addPlaceholders();
    addFamilies();
    addCouples();
    addSharedDevices();
    addSharedBrowsers();
    addLimits();
    addBirthDates();
    addMistypedBirthDates();
    addDecisions();
    addStarsThatStewardsCut();
    addValuesOfAMonth();
    TestLake lake =
        new TestLake(spark, directory)
            .with(CustomerRecords.TABLE, RECORDS.in(spark))
            .with(Identifiers.TABLE, IDENTIFIERS.in(spark))
            .with(LinkDecisions.TABLE, DECISIONS.in(spark));
    String oneNewZaloAMonth = "identity.types.zalo { max-per-window = 1, window-days = 30 }";
    JobReport report = lake.run(new LinkCustomers(rules(oneNewZaloAMonth)), AS_OF);
    counts = report.counts();
    notes = report.notes();
    lake.lake()
        .read(CustomerLinks.TABLE)
        .collectAsList()
        .forEach(row -> CUSTOMERS.put(row.getAs("record_key"), row.getAs("customer_id")));
    lake.lake()
        .read(IdentifierStatus.TABLE)
        .collectAsList()
        .forEach(
            row -> {
              String id = row.getAs("identifier_id");
              STATUS.put(id, row.getAs("status") + ":" + row.getAs("reason"));
              CARRIERS.put(id, row.getAs("carrier_count"));
            });
    lake.lake()
        .read(LinkEvidence.TABLE)
        .where(col(LinkEvidence.STATE).equalTo("REFUSED"))
        .collectAsList()
        .forEach(
            row ->
                REFUSED.put(
                    row.getAs("left_key") + "+" + row.getAs("right_key"), row.getAs("refused_by")));
  }

  static LinkCustomers.Config shippedRules() throws IOException {
    return rules("");
  }

  private static LinkCustomers.Config rules(String over) throws IOException {
    Path file = Path.of(System.getProperty("project.root"), "conf", "identity.conf");
    return Settings.of(Files.readString(file) + "\n" + over)
        .bind("identity", LinkCustomers.Config.class);
  }

  private static void addOneCustomerOfFiveSources() {
    record("crm:1", "nguyen thi lan", null, "crm 1", "email lan@a.vn", "phone 0901", "card 77");
    record("erp:9", "lan", null, "crm 9", "email lan@b.vn", "phone 0902", "email lan@a.vn");
    record("loyalty:77", "nguyen lan", null, "card 77", "phone 0902");
    record("shop:A1", null, null, "account A1", "email lan@c.vn", "device d1", "device d2");
    record("pos:s|1", null, null, "card 77", "email lan@c.vn");
    record("app:s|2", null, null, "device d2", "device d3", "device d4");
    record("web:s|3", null, null, "device d4", "cookie k1");
  }

  @Test
  void threeEmailsTwoPhonesFourDevicesAndAnAnonymousCookieAreOneCustomer() {
    assertOneCustomer("crm:1", "erp:9", "loyalty:77", "shop:A1", "pos:s|1", "app:s|2", "web:s|3");
  }

  private static void addPlaceholders() {
    for (int i = 0; i < 40; i++) {
      String name = "nguyen anh " + (char) ('a' + i % 26);
      record("placeholder:" + i, name, null, "crm p" + i, "phone 0999", "email info@mall.vn");
      record("blocked:" + i, "nguyen anh", null, "crm b" + i, "email noreply@store.com");
      record("guest:s|" + i, null, null, "phone g" + i, "email guest@mall.vn");
    }
    for (int i = 0; i < 30; i++) {
      record("regular:" + i, "le thu", null, "crm r" + i, "phone 0998", "email thu@a.vn");
      String payment = "payment t" + i;
      record("till:s|" + i, null, null, "phone 0997", "card till", payment);
      record("till:s|again" + i, null, null, payment, "phone 0997");
      record("once:s|" + i, null, null, "phone 0996", "payment once" + i);
    }
    for (int i = 0; i < 151; i++) {
      record("nobody:" + i, "le minh", null, "crm k" + i, "phone 0995");
    }
    for (int i = 0; i < 16; i++) {
      String nobody = PersonNames.match("Khách lẻ " + i, "VN");
      record("walkin:" + i, nobody, null, "crm g" + i, "phone 0994");
    }
    record("unruled:1", null, null, "crm u1", "fax 5");
    record("unruled:2", null, null, "crm u2", "fax 5");
    record("invalid:1", null, null, "crm i1", "!email bad@a.vn");
    record("invalid:2", null, null, "crm i2", "!email bad@a.vn");
  }

  @Test
  void aStorePhoneAndNoreplyMergeNobody() {
    assertThat(customersOf("placeholder:")).hasSize(40);
    assertThat(customersOf("blocked:")).hasSize(40);
    assertThat(customersOf("guest:")).hasSize(40);
    assertThat(STATUS)
        .containsEntry("phone 0999", "HOT:max-carriers")
        .containsEntry("email info@mall.vn", "HOT:max-carriers")
        .containsEntry("email guest@mall.vn", "HOT:max-carriers")
        .containsEntry("email noreply@store.com", "BLOCKED:blocked value");
    assertThat(counts).containsEntry("hot email", 2L).containsEntry("blocked email", 1L);
  }

  @Test
  void aGuestWithANewRowForEachOrderIsOneCustomer() {
    assertThat(customersOf("regular:")).hasSize(1);
    assertThat(STATUS).containsEntry("phone 0998", "OK:null");
  }

  @Test
  void whatACashierEntersForEverybodyIsFoundByWhoPays() {
    assertThat(customersOf("till:s|")).hasSize(30);
    assertThat(STATUS)
        .containsEntry("phone 0997", "HOT:max-carriers by payment")
        .containsEntry("card till", "HOT:max-carriers by payment");
    assertThat(CARRIERS).containsEntry("phone 0997", 30L).containsEntry("phone 0999", 26L);
    assertThat(customersOf("once:")).as("payments that never come back are no payers").hasSize(1);
  }

  @Test
  void aNameOnTooManyAccountsIsNobodys() {
    assertThat(customersOf("nobody:")).hasSize(151);
    assertThat(STATUS).containsEntry("phone 0995", "HOT:max-carriers by account");
    assertThat(CARRIERS).containsEntry("phone 0995", 151L).containsEntry("phone 0998", 1L);
  }

  @Test
  void aNameForNobodyTellsNobodyOfAStorePhone() {
    assertThat(customersOf("walkin:")).hasSize(16);
    assertThat(STATUS).containsEntry("phone 0994", "HOT:max-carriers");
  }

  @Test
  void typesWithoutARuleAndInvalidValuesLinkNobody() {
    assertThat(customersOf("unruled:")).hasSize(2);
    assertThat(customersOf("invalid:")).hasSize(2);
    assertThat(STATUS).containsEntry("fax 5", "BLOCKED:type without a rule");
  }

  private static void addFamilies() {
    record("family:1", "tran van minh", null, "crm f1", "phone 0801");
    record("family:2", "minh", null, "crm f2", "phone 0801");
    record("family:3", "le thi hoa", null, "crm f3", "phone 0801");
    record("family:s|4", null, null, "phone 0801");
    record("single:1", "tran van minh", null, "crm n1", "phone 0802");
    record("single:s|2", null, null, "phone 0802", "cookie n2");
    record("passed:1", "pham van long", null, "crm o1", "phone 0803", "email long@a.vn");
    record("passed:2", "do thi mai", null, "crm o2", "phone 0803", "email mai@a.vn");
    record("abroad:1", "anna maria smith", null, "crm a1", "phone 0804", "@US");
    record("abroad:2", "anna smith", null, "crm a2", "phone 0804", "@US");
    record("abroad:3", "john smith", null, "crm a3", "phone 0804", "@US");
  }

  @Test
  void aFamilyPhoneLinksWithinOneGivenNameOnly() {
    assertOneCustomer("family:1", "family:2");
    assertThat(customersOf("family:")).hasSize(3);
    assertThat(REFUSED)
        .containsEntry("family:1+family:3", "shared-by-name")
        .containsEntry("family:1+family:s|4", "shared-by-name");
    assertOneCustomer("single:1", "single:s|2");
    assertOneCustomer("abroad:1", "abroad:2");
    assertThat(customersOf("abroad:")).hasSize(2);
  }

  @Test
  void aPhonePassedOnToANewOwnerJoinsNobody() {
    assertThat(customersOf("passed:")).hasSize(2);
  }

  private static void addCouples() {
    record("couple:1", "tran van minh", null, "crm e1", "phone 0811");
    record("couple:2", "le thi hoa", null, "account E2");
    record("couple:s|1", null, null, "phone 0811", "payment couple");
    record("couple:s|2", null, null, "device e2", "payment couple");
    record("couple:s|3", null, null, "device e2", "account E2");
    record("couple:s|4", null, null, "payment couple");
    record("payer:1", "tran van minh", null, "crm e5", "phone 0812");
    record("payer:s|1", null, null, "phone 0812", "payment payer");
    record("payer:s|2", null, null, "payment payer");
    record("nick:1", "robert smith", null, "card nick", "phone 0813", "@US");
    record("nick:2", "bob smith", null, "card nick", "@US");
    record("nick:3", "bob smith", null, "crm e6", "email bob@a.vn", "@US");
    record("nick:s|1", null, null, "phone 0813", "payment nick");
    record("nick:s|2", null, null, "email bob@a.vn", "payment nick");
  }

  @Test
  void aCardWithWhichACoupleBuysLinksNeitherThemNorWhoIsNotNamed() {
    assertOneCustomer("couple:1", "couple:s|1");
    assertOneCustomer("couple:2", "couple:s|2", "couple:s|3");
    assertThat(customersOf("couple:")).hasSize(3);
    assertThat(REFUSED).containsEntry("couple:s|1+couple:s|2", "shared-by-name");
    assertOneCustomer("payer:1", "payer:s|1", "payer:s|2");
    assertThat(customersOf("nick:")).as("other evidence makes two names one").hasSize(1);
  }

  private static void addSharedDevices() {
    record("tablet:A", null, null, "account TA", "device shared", "cookie own");
    record("tablet:B", null, null, "account TB", "device shared");
    record("tablet:s|C", null, null, "device shared");
    record("tablet:s|D", null, null, "cookie own");
    record("kiosk:A", null, null, "account KA", "device kiosk");
    record("-kiosk:B", null, null, "account KB", "device kiosk");
    record("kiosk:s|C", null, null, "device kiosk");
  }

  @Test
  void aDeviceLinksItsOneLoginAndNobodyOnceThereAreTwo() {
    assertOneCustomer("tablet:A", "tablet:s|D");
    assertThat(customersOf("tablet:")).hasSize(3);
    assertThat(STATUS).containsEntry("device shared", "HOT:several logins");
    assertThat(customersOf("kiosk:")).as("a deleted login has been there too").hasSize(2);
    assertThat(CUSTOMERS).doesNotContainKey("-kiosk:B");
  }

  private static void addSharedBrowsers() {
    for (String type : List.of("cookie", "device")) {
      String home = "home-" + type;
      record(home + ":1", "tran van minh", null, "account " + home);
      record(home + ":s|1", null, null, "account " + home, type + " home");
      record(home + ":2", "le thi hoa", null, "phone " + home, "email " + home);
      record(home + ":s|2", null, null, type + " home", "phone " + home, "email " + home);
      record(home + ":s|3", null, null, type + " home");
      String own = "own-" + type;
      record(own + ":1", "tran van minh", null, "account " + own);
      record(own + ":s|1", null, null, "account " + own, type + " own1");
      record(own + ":2", "minh", null, "phone " + own);
      record(own + ":s|2", null, null, type + " own1", "phone " + own);
      record(own + ":s|3", null, null, type + " own1", "email " + own);
      record(own + ":s|4", null, null, type + " own1");
      String cafe = "cafe-" + type;
      List<String> guests = List.of("an", "binh", "chi", "dung", "em", "giang", "hoa", "khanh");
      for (String guest : guests) {
        record(
            cafe + ":" + guest,
            "tran " + guest,
            null,
            "crm " + cafe + guest,
            "phone " + cafe + guest);
        record(cafe + ":s|" + guest, null, null, type + " cafe", "phone " + cafe + guest);
      }
    }
    record("webview:1", "tran van minh", null, "account W1");
    record("webview:s|1", null, null, "account W1", "device webview");
    record("webview:2", "le thi hoa", null, "account W2");
    record("webview:s|2", null, null, "account W2", "cookie webview");
    record("webview:s|3", null, null, "device webview", "cookie webview");
  }

  @Test
  void whoShareABrowserWithoutLoginsAreToldApartByTheNamesOfTheirOtherValues() {
    for (String type : List.of("cookie", "device")) {
      String home = "home-" + type;
      assertOneCustomer(home + ":1", home + ":s|1");
      assertOneCustomer(home + ":2", home + ":s|2");
      assertThat(customersOf(home)).as("whose is the visit?").hasSize(3);
      assertThat(REFUSED)
          .containsEntry(home + ":s|1+" + home + ":s|2", "shared-by-name")
          .containsEntry(home + ":s|1+" + home + ":s|3", "shared-by-name");
      assertThat(customersOf("cafe-" + type)).hasSize(8);
      assertThat(STATUS).containsEntry(type + " cafe", "OK:null");
    }
  }

  @Test
  void loginGuestOrdersAndVisitsOfOnePersonInOneBrowserAreOneCustomer() {
    assertThat(customersOf("own-cookie")).hasSize(1);
    assertThat(customersOf("own-device")).hasSize(1);
  }

  @Test
  void aVisitByOnesCookieOnAnothersDeviceDoesNotMakeThemOne() {
    assertOneCustomer("webview:2", "webview:s|2", "webview:s|3");
    assertOneCustomer("webview:1", "webview:s|1");
    assertThat(customersOf("webview:")).hasSize(2);
    assertThat(REFUSED).containsEntry("webview:s|1+webview:s|3", "shared-by-name");
  }

  private static void addLimits() {
    record("nid:1", "mai", null, "national_id 1", "email nid1@a.vn");
    record("nid:2", "mai", null, "email nid1@a.vn", "phone 0701");
    record("nid:3", "mai", null, "national_id 2", "phone 0701");
    record("born:1", "mai", "1990-01-01", "crm x1", "card c1");
    record("born:2", "mai", null, "card c1", "email born@a.vn");
    record("born:3", "mai", "1991-01-01", "crm x3", "email born@a.vn");
    for (int i = 1000; i < 1600; i++) {
      record("huge:" + i, null, null, "payment h" + i, "payment h" + (i + 1));
      record("crowd:s|" + i, null, null, "phone 0993", "payment crowd" + i);
    }
  }

  @Test
  void aComponentIsCutWhereItBreaksALimit() {
    assertOneCustomer("nid:1", "nid:2");
    assertThat(CUSTOMERS.get("nid:3")).isNotEqualTo(CUSTOMERS.get("nid:1"));
    assertThat(REFUSED).containsEntry("nid:2+nid:3", "max-per-customer:national_id");
    assertOneCustomer("born:1", "born:2");
    assertThat(REFUSED).containsEntry("born:2+born:3", "one-birth-date");
    assertThat(sizesOf("huge:")).containsExactlyInAnyOrder(500L, 100L);
    assertThat(REFUSED).containsEntry("huge:1499+huge:1500", "max-records");
  }

  @Test
  void whatDoesNotFitOneCustomerOfAStarIsOneOther() {
    assertThat(sizesOf("crowd:")).containsExactlyInAnyOrder(500L, 100L);
    assertThat(REFUSED).containsEntry("crowd:s|1000+crowd:s|1599", "max-records");
    assertOneCustomer("crowd:s|1500", "crowd:s|1599");
  }

  private static Collection<Long> sizesOf(String prefix) {
    return CUSTOMERS.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .collect(Collectors.groupingBy(CUSTOMERS::get, Collectors.counting()))
        .values();
  }

  private static void addBirthDates() {
    record("dated:1", "mai", "1980-01-01", "crm d1", "email dated@a.vn");
    record("dated:2", "mai", "1990-05-05", "crm d2", "email dated@a.vn");
    record("dated:3", "mai", "1990-05-05", "crm d3", "email dated@a.vn");
    record("dated:4", "mai", "1990-05-05", "crm d4", "email dated@a.vn");
  }

  @Test
  void anotherBirthDateInTheCentreOfAStarLeavesTheOthersTogether() {
    assertOneCustomer("dated:2", "dated:3", "dated:4");
    assertThat(CUSTOMERS.get("dated:1")).isNotEqualTo(CUSTOMERS.get("dated:2"));
  }

  private static void addMistypedBirthDates() {
    record("typed:1", "tran thi mai", "1990-03-04", "crm d5", "phone 0821");
    record("typed:2", "tran thi mai", "1990-04-03", "crm d6", "phone 0821");
    record("typed:3", "tran thi mai", "1990-03-14", "crm d7", "phone 0821");
    record("typed:4", "mai", "1990-04-03", "crm d8", "phone 0821");
    record("untyped:1", "tran thi mai", "1990-03-04", "crm d9", "phone 0822");
    record("untyped:2", "tran thi mai", "1992-03-07", "crm e0", "phone 0822");
    record("named:1", "tran thi mai", "1990-03-04", "crm e3", "phone 0823");
    record("named:2", "le thi mai", "1990-04-03", "crm e4", "phone 0823");
  }

  @Test
  void aMistypedBirthDateUnderOneFullNameIsNoOther() {
    assertOneCustomer("typed:1", "typed:2", "typed:3", "typed:4");
    assertThat(customersOf("untyped:")).as("two digits").hasSize(2);
    assertThat(customersOf("named:")).as("two names").hasSize(2);
  }

  private static void addDecisions() {
    record("forced:1", "mai", "1970-01-01", "crm w1");
    record("forced:2", "lan", "1971-01-01", "crm w2");
    decide("forced:1", "forced:2", LinkDecisions.LINK);
    record("never:1", "mai", null, "crm v1", "card v");
    record("never:2", "mai", null, "crm v2", "card v", "email v@a.vn");
    record("never:3", "mai", null, "crm v3", "email v@a.vn");
    decide("never:1", "never:3", LinkDecisions.UNLINK);
    record("against:1", "mai", null, "crm q1");
    record("against:2", "mai", null, "crm q2");
    record("against:3", "mai", null, "crm q3");
    decide("against:1", "against:2", LinkDecisions.LINK);
    decide("against:2", "against:3", LinkDecisions.LINK);
    decide("against:1", "against:3", LinkDecisions.UNLINK);
    record("withdrawn:1", "mai", null, "crm t1");
    record("withdrawn:2", "mai", null, "crm t2");
    decide("withdrawn:1", "withdrawn:2", LinkDecisions.LINK);
    decide("withdrawn:1", "withdrawn:2", LinkDecisions.WITHDRAWN);
    record("again:1", "mai", null, "crm again1");
    record("again:2", "mai", null, "crm again2");
    decide("again:1", "again:2", LinkDecisions.UNLINK);
    decide("again:1", "again:2", LinkDecisions.WITHDRAWN);
    decide("again:1", "again:2", LinkDecisions.LINK);
    decide("-kiosk:B", "tablet:A", LinkDecisions.LINK);
    decide("forced:1", "never:0", LinkDecisions.UNLINK);
    decide("never:0", "never:1", LinkDecisions.UNLINK);
    decide("never:0", "never:1", LinkDecisions.WITHDRAWN);
  }

  @Test
  void stewardsLinkAcrossLimitsAndKeepApartThroughChains() {
    assertOneCustomer("forced:1", "forced:2");
    assertOneCustomer("never:1", "never:2");
    assertThat(CUSTOMERS.get("never:3")).isNotEqualTo(CUSTOMERS.get("never:1"));
    assertThat(REFUSED)
        .containsEntry("never:1+never:3", "never-link")
        .containsEntry("never:2+never:3", "never-link")
        .containsEntry("against:2+against:3", "never-link");
    assertThat(counts).containsEntry("contradicting decisions", 1L);
  }

  @Test
  void decisionsThatHoldNothingAreNamed() {
    assertThat(counts).containsEntry("decisions on records that are gone", 2L);
    assertThat(notes)
        .filteredOn(note -> note.contains("gone"))
        .singleElement()
        .asString()
        .endsWith(": -kiosk:B + tablet:A; forced:1 + never:0");
  }

  @Test
  void ofSeveralDecisionsOnAPairTheLastOneCounts() {
    assertThat(customersOf("withdrawn:")).hasSize(2);
    assertOneCustomer("again:1", "again:2");
  }

  private static void addStarsThatStewardsCut() {
    for (String key : List.of("star:1", "star:2", "star:3", "star:4")) {
      record(key, "mai", null, "crm " + key, "card star");
    }
    decide("star:1", "star:2", LinkDecisions.UNLINK);
    decide("star:1", "star:3", LinkDecisions.UNLINK);
    decide("star:1", "star:4", LinkDecisions.UNLINK);
  }

  @Test
  void aRecordThatIsKeptApartTakesNoOtherCarriersFromEachOther() {
    assertOneCustomer("star:2", "star:3", "star:4");
    assertThat(CUSTOMERS.get("star:1")).isNotEqualTo(CUSTOMERS.get("star:2"));
  }

  private static void addValuesOfAMonth() {
    record("month:1", "mai", null, "crm m1", "card month", "zalo m1~2026-01-01");
    record("month:2", "mai", null, "crm m2", "card month", "zalo m2~2026-01-30");
    record("month:3", "mai", null, "crm m3", "card month", "zalo m3~2026-02-15");
    record("month:4", "mai", null, "crm m4", "card month", "zalo m4");
  }

  @Test
  void aLimitInAWindowCountsValuesThatWereFirstSeenWithinIt() {
    assertOneCustomer("month:1", "month:3", "month:4");
    assertThat(CUSTOMERS.get("month:2")).isNotEqualTo(CUSTOMERS.get("month:1"));
    assertThat(REFUSED).containsEntry("month:1+month:2", "max-per-window:zalo");
  }

  @Test
  void aWindowNeedsItsNumberAndItsDays() {
    assertThatThrownBy(() -> rules("identity.types.zalo.max-per-window = 1"))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("window-days");
  }

  /** Each decision a second after the one before. */
  private static void decide(String left, String right, String decision) {
    decidedAt = decidedAt.plusSeconds(1);
    DECISIONS.row(
        LinkDecisions.LEFT_KEY, left,
        LinkDecisions.RIGHT_KEY, right,
        LinkDecisions.DECISION, decision,
        LinkDecisions.DECIDED_BY, "somebody",
        LinkDecisions.REASON, "saw both",
        LinkDecisions.DECIDED_AT, decidedAt);
  }

  /**
   * A minus before the key: deleted; before an identifier "!": not valid, after it "~": first seen;
   * "@US": country.
   */
  private static void record(String key, String name, String birthDate, String... carried) {
    String country = null;
    for (String text : carried) {
      if (text.startsWith("@")) {
        country = text.substring(1);
        continue;
      }
      String id = text.replace("!", "").split("~")[0];
      boolean isDated = text.contains("~");
      IDENTIFIERS.row(
          Identifiers.RECORD_KEY,
          key,
          Identifiers.IDENTIFIER_ID,
          id,
          Identifiers.TYPE,
          id.split(" ")[0],
          Identifiers.VALUE,
          id.split(" ")[1],
          Identifiers.FIRST_SEEN_AT,
          isDated ? text.split("~")[1] + "T00:00:00Z" : null,
          Identifiers.IS_VALID,
          !text.startsWith("!"),
          Identifiers.IS_DELETED,
          false);
    }
    RECORDS.row(
        CustomerRecords.RECORD_KEY, key,
        CustomerRecords.NAME_KEY, name,
        CustomerRecords.BIRTH_DATE, birthDate,
        CustomerRecords.COUNTRY, country,
        CustomerRecords.FIRST_RUN, 1L,
        CustomerRecords.FIRST_DELIVERED_ON, "2026-11-08",
        CustomerRecords.IS_DELETED, key.startsWith("-"));
  }

  private static void assertOneCustomer(String... keys) {
    assertThat(List.of(keys).stream().map(CUSTOMERS::get).distinct())
        .hasSize(1)
        .doesNotContainNull();
  }

  private static TreeSet<String> customersOf(String prefix) {
    return CUSTOMERS.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .map(CUSTOMERS::get)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

package io.tributary.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import io.tributary.config.Settings;
import io.tributary.job.JobFailure;
import io.tributary.tables.Table;
import io.tributary.tables.gold.CustomerContacts;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerMetrics;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.ThirdPartyAttributes;
import io.tributary.testing.ShippedSettings;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One lake of named cases; the name of a case is its customer, records are {@code source:case}. */
@ExtendWith(SparkExtension.class)
class BuildProfilesTest {
  private static final Instant AS_OF = Instant.parse("2026-11-10T17:00:00Z");

  private final Map<Table, TestRows> tables = new LinkedHashMap<>();
  private final Map<String, List<String>> expected = new TreeMap<>();
  private String customer = "";

  BuildProfilesTest() {
    for (Table table : new BuildProfiles(config()).reads()) {
      tables.put(table, TestRows.of(table));
    }
  }

  /** What one field of a customer is expected to hold, by rank. */
  private BuildProfilesTest given(String name, String field, String... values) {
    customer = name;
    expected.put(name + " / " + field, List.of(values));
    return this;
  }

  private BuildProfilesTest also(String field, String... values) {
    return given(customer, field, values);
  }

  /** A record of the case, stated on a day of October 2026 (0: at an unknown time). */
  private BuildProfilesTest record(String source, int day, Object... fields) {
    List<Object> row = new ArrayList<>(List.of(fields));
    row.addAll(List.of(CustomerRecords.RECORD_KEY, key(source), CustomerRecords.SOURCE, source));
    if (day > 0) {
      row.addAll(List.of(CustomerRecords.UPDATED_AT, on(day)));
    }
    rows(CustomerRecords.TABLE).row(row.toArray());
    rows(CustomerLinks.TABLE)
        .row(CustomerLinks.RECORD_KEY, key(source), CustomerLinks.CUSTOMER_ID, customer);
    return this;
  }

  /** An identifier of the record of a source, seen last on a day of October 2026. */
  private BuildProfilesTest carries(
      String source, String type, String value, int day, Object... more) {
    List<Object> row = new ArrayList<>(List.of(more));
    if (!row.contains(Identifiers.IS_VALID)) {
      row.addAll(List.of(Identifiers.IS_VALID, true));
    }
    row.addAll(
        List.of(
            Identifiers.RECORD_KEY,
            key(source),
            Identifiers.IDENTIFIER_ID,
            type + value,
            Identifiers.TYPE,
            type,
            Identifiers.NAMESPACE,
            type.equals("zalo") ? "shop-oa" : "",
            Identifiers.VALUE,
            value,
            Identifiers.LAST_SEEN_AT,
            on(day)));
    rows(Identifiers.TABLE).row(row.toArray());
    return this;
  }

  private BuildProfilesTest attribute(
      String vendor, String keyType, String key, String name, String value, String asOf) {
    rows(ThirdPartyAttributes.TABLE)
        .row(
            ThirdPartyAttributes.SOURCE, vendor,
            ThirdPartyAttributes.KEY_TYPE, keyType,
            ThirdPartyAttributes.SUBJECT_KEY, key,
            ThirdPartyAttributes.ATTRIBUTE, name,
            ThirdPartyAttributes.VALUE, value,
            ThirdPartyAttributes.AS_OF_ON, asOf);
    return this;
  }

  private String key(String source) {
    return source + ":" + customer;
  }

  private TestRows rows(Table table) {
    return tables.get(table);
  }

  private static Instant on(int day) {
    return Instant.parse("2026-10-01T00:00:00Z").plusSeconds((day - 1) * 86_400L);
  }

  private void survivorshipCases() {
    given(
            "the more trusted source",
            "full_name",
            "Lan by crm: source-trust",
            "Lân by pos: source-trust")
        .record("pos", 9, "full_name", "Lân")
        .record("crm", 1, "full_name", "Lan");
    given("the later of one source", "full_name", "New by crm: recency", "Old by crm: recency")
        .record("crm", 1, "full_name", "Old");
    customer = "the later of one source";
    rows(CustomerRecords.TABLE)
        .row("record_key", "crm:other", "source", "crm", "updated_at", on(2), "full_name", "New");
    rows(CustomerLinks.TABLE).row("record_key", "crm:other", "customer_id", customer);
    given(
            "a source that is not listed comes last",
            "full_name",
            "B by web: source-trust",
            "A by fair: source-trust")
        .record("fair", 9, "full_name", "A")
        .record("web", 1, "full_name", "B");
    given("an unknown time comes last", "full_name", "Known by x: recency", "Unknown by y: recency")
        .record("y", 0, "full_name", "Unknown")
        .record("x", 1, "full_name", "Known");
    given(
            "the more complete name",
            "full_name",
            "Lan Anh by x: completeness",
            "Lan Anh Nguyễn by y: completeness")
        .record("y", 1, "full_name", "Lan Anh Nguyễn")
        .record("x", 1, "full_name", "Lan Anh", "given_name", "Anh")
        .also("given_name", "Anh by x: completeness");
    given(
            "the longer text",
            "full_name",
            "Trần Văn Tuấn by y: completeness",
            "Tuấn by x: completeness")
        .record("x", 1, "full_name", "Tuấn")
        .record("y", 1, "full_name", "Trần Văn Tuấn");
    given("a tie goes by record key", "gender", "F by x: tie: record key")
        .record("y", 1, "gender", "M")
        .record("x", 1, "gender", "F");
    given("equal values count once", "full_name", "Lan by crm: only value")
        .record("crm", 1, "full_name", "Lan")
        .record("pos", 9, "full_name", "Lan");
    given("not more than settings keep", "birth_date", "1990-02-03 by crm: source-trust")
        .record("crm", 1, "birth_date", "1990-02-03")
        .record("pos", 2, "birth_date", "1991-02-03");
    given(
            "an address is of one record",
            "address_line",
            "1 Lê Lợi by crm: source-trust",
            "2 Hai Bà Trưng by shop: source-trust")
        .record("crm", 1, "address_line", "1 Lê Lợi", "city", "Huế")
        .record(
            "shop", 2, "address_line", "2 Hai Bà Trưng", "ward", "Bến Nghé", "city", "Hồ Chí Minh")
        .also("city", "Huế by crm: source-trust", "Hồ Chí Minh by shop: source-trust")
        .also("ward", "", "Bến Nghé by shop: source-trust");
    given("nothing stated", "full_name").record("crm", 1);
    given("a deleted record states nothing", "full_name", "B by pos: only value")
        .record("crm", 9, "full_name", "A", "is_deleted", true)
        .record("pos", 1, "full_name", "B");
  }

  private void identifierCases() {
    given(
            "e-mails by rank",
            "email",
            "b@x.vn by crm: recency",
            "a@x.vn by crm: recency",
            "c@x.vn by shop: source-trust")
        .record("crm", 1)
        .record("shop", 1)
        .carries("crm", "email", "a@x.vn", 1)
        .carries("crm", "email", "b@x.vn", 5)
        .carries("shop", "email", "c@x.vn", 9)
        .carries("shop", "email", "a@x.vn", 9);
    given(
            "the main address of a record",
            "email",
            "z@x.vn by crm: tie: record key",
            "y@x.vn by crm: tie: record key")
        .record("crm", 1)
        .carries("crm", "email", "y@x.vn", 1, Identifiers.RANK, 2)
        .carries("crm", "email", "z@x.vn", 1, Identifiers.RANK, 1);
    given("unusable phones", "phone", "+84912345678 by crm: only value")
        .record("crm", 1)
        .record("pos", 1, "is_deleted", true)
        .carries("crm", "phone", "+84912345678", 1)
        .carries("crm", "phone", "+84900000000", 2)
        .carries("crm", "phone", "+84281234567", 2)
        .carries("crm", "phone", "0912", 3, Identifiers.IS_VALID, false)
        .carries("crm", "phone", "+84911111111", 3, Identifiers.IS_DELETED, true)
        .carries("pos", "phone", "+84922222222", 3);
    rows(IdentifierStatus.TABLE)
        .row("identifier_id", "phone+84912345678", "status", "OK")
        .row("identifier_id", "phone+84900000000", "status", "BLOCKED")
        .row("identifier_id", "phone+84281234567", "status", "HOT");
    given("a social id with its scope", "zalo", "shop-oa:4711 by crm: only value")
        .record("crm", 1)
        .carries("crm", "zalo", "4711", 1);
  }

  @Test
  void choosesEveryNamedCase(SparkSession spark, @TempDir Path directory) {
    survivorshipCases();
    identifierCases();
    TestLake lake = lake(spark, directory);

    lake.run(new BuildProfiles(config()), AS_OF);

    Map<String, List<String>> actual = new TreeMap<>();
    expected.keySet().forEach(key -> actual.put(key, new ArrayList<>()));
    for (Row row : lake.lake().read(CustomerContacts.TABLE).orderBy("rank").collectAsList()) {
      String key = row.getAs("customer_id") + " / " + row.getAs("field");
      if (actual.containsKey(key)) {
        List<String> values = actual.get(key);
        while (values.size() < row.<Integer>getAs("rank") - 1) {
          values.add("");
        }
        values.add(
            "%s by %s: %s".formatted(row.getAs("value"), row.getAs("source"), row.getAs("rule")));
      }
    }
    assertThat(actual).containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(lake.lake().read(Customers.TABLE).count())
        .isEqualTo(expected.keySet().stream().map(key -> key.split(" / ")[0]).distinct().count());
  }

  private void customerCases() {
    given("bought nothing", "email").record("crm", 1, "country", "VN");
    given("known well", "email")
        .record(
            "crm",
            1,
            "birth_date",
            "1996-11-11",
            "gender",
            "F",
            "postal_code",
            "700000",
            "city",
            "Hồ Chí Minh")
        .record("shop", 2)
        .carries("crm", "email", "lan@x.vn", 5)
        .carries("crm", "phone", "+84912345678", 5)
        .carries("crm", "card", "L1", 5)
        .carries("shop", "account", "A1", 5)
        .attribute("vendor", "email_sha256", sha256("lan@x.vn"), "income", "high", "2026-01-01")
        .attribute("vendor", "phone_sha256", sha256("+84912345678"), "income", "low", "2026-02-01")
        .attribute("vendor", "phone_sha256", sha256("+84912345678"), "pets", "2", "2026-12-01")
        .attribute("vendor", "postal_code", "700000", "income", "middling", "2026-03-01")
        .attribute("vendor", "postal_code", "700000", "rural", "no", "2026-03-01")
        .attribute(
            "vendor_demographics",
            "email_sha256",
            sha256("lan@x.vn"),
            "age_band",
            "40-49",
            "2026-01-01");
    rows(CustomerMetrics.TABLE)
        .row(
            "customer_id",
            "known well",
            "order_count",
            2,
            "return_count",
            1,
            "net_value",
            "12.50",
            "value_currency",
            "USD",
            "average_order_value",
            "6.25",
            "rfm_recency",
            5,
            "is_vip",
            true,
            "last_visit_at",
            on(3),
            "visit_count",
            4);
    given("known to a vendor only", "email")
        .record("crm", 1)
        .carries("crm", "email", "an@x.vn", 5)
        .attribute(
            "vendor_demographics",
            "email_sha256",
            sha256("an@x.vn"),
            "age_band",
            "40-49",
            "2026-01-01");
    for (String id : List.of("bought nothing", "known well")) {
      rows(CustomerIds.TABLE).row("customer_id", id, "founded_at", AS_OF, "state", "LIVE");
    }
  }

  @Test
  void describesCustomers(SparkSession spark, @TempDir Path directory) {
    customerCases();
    TestLake lake = lake(spark, directory);

    lake.run(new BuildProfiles(config()), AS_OF);

    TestRows rows = TestRows.of(Customers.TABLE);
    LocalDate founded = LocalDate.parse("2026-11-10");
    rows.row(
        customer(
            "bought nothing",
            1,
            false,
            "founded_on",
            founded,
            "country",
            "VN",
            "third_party",
            Map.of()));
    rows.row(
        customer(
            "known to a vendor only",
            1,
            true,
            "age_band",
            "40-49",
            "third_party",
            Map.of("vendor_demographics.age_band", "40-49")));
    rows.row(
        customer(
            "known well",
            2,
            true,
            "founded_on",
            founded,
            "age_band",
            "20-29",
            "gender",
            "F",
            "city",
            "Hồ Chí Minh",
            "has_phone",
            true,
            "has_card",
            true,
            "has_account",
            true,
            "order_count",
            2,
            "return_count",
            1,
            "net_value",
            "12.50",
            "average_order_value",
            "6.25",
            "rfm_recency",
            5,
            "is_vip",
            true,
            "last_visit_at",
            on(3),
            "visit_count",
            4,
            "third_party",
            Map.of(
                "vendor.income", "low",
                "vendor.rural", "no",
                "vendor_demographics.age_band", "40-49")));
    new JavaDatasetSuiteBase()
        .assertDatasetEquals(
            rows.in(spark).orderBy("customer_id"),
            lake.lake().read(Customers.TABLE).orderBy("customer_id"));
  }

  @Test
  void givesEqualTablesForAnyOrderAndPartitioning(SparkSession spark, @TempDir Path directory) {
    survivorshipCases();
    identifierCases();
    customerCases();
    TestLake lake = lake(spark, directory.resolve("one"));
    lake.run(new BuildProfiles(config()), AS_OF);
    TestLake other = new TestLake(spark, directory.resolve("other"));
    tables.forEach((table, rows) -> other.with(table, shuffled(spark, rows.in(spark))));
    String partitions = spark.conf().get("spark.sql.shuffle.partitions");
    try {
      spark.conf().set("spark.sql.shuffle.partitions", "7");
      other.run(new BuildProfiles(config()), AS_OF);
    } finally {
      spark.conf().set("spark.sql.shuffle.partitions", partitions);
    }

    for (Table table : List.of(CustomerContacts.TABLE, Customers.TABLE)) {
      assertThat(texts(other, table)).hasSizeGreaterThan(15).isEqualTo(texts(lake, table));
    }
    lake.run(new BuildProfiles(config()), AS_OF);
    assertThat(lake.lake().readChanges(Customers.TABLE, 1).count()).isZero();
    assertThat(lake.lake().readChanges(CustomerContacts.TABLE, 1).count()).isZero();
  }

  @Test
  void refusesRulesThatLeaveAFieldOut() {
    assertThatThrownBy(
            () ->
                Settings.of(
                        """
                        profile {
                          reporting-currency = USD
                          source-trust = []
                          survivorship.email { fields = [email], rules = [recency], keep = 1 }
                          third-party-fallback { age-band = [], gender = [] }
                        }
                        """)
                    .bind("profile", BuildProfiles.Config.class))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("no section of survivorship holds [address_line, birth_date");
  }

  /** A row of gold.customers with what is true of every case, unless it is named. */
  private static Object[] customer(
      String id, long records, boolean hasEmail, Object... differences) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("customer_id", id);
    values.put("record_count", records);
    values.put("source_count", records);
    values.put("has_email", hasEmail);
    for (String flag : List.of("has_phone", "has_card", "has_account", "is_vip")) {
      values.put(flag, false);
    }
    for (String count :
        List.of("order_count", "return_count", "visit_count", "cart_count", "search_count")) {
      values.put(count, 0);
    }
    values.put("net_value", new BigDecimal("0.00"));
    values.put("value_currency", "USD");
    for (int i = 0; i < differences.length; i += 2) {
      values.put((String) differences[i], differences[i + 1]);
    }
    List<Object> row = new ArrayList<>();
    values.forEach((column, value) -> Collections.addAll(row, column, value));
    return row.toArray();
  }

  private static Dataset<Row> shuffled(SparkSession spark, Dataset<Row> rows) {
    List<Row> list = new ArrayList<>(rows.collectAsList());
    Collections.shuffle(list, new Random(7));
    return spark.createDataFrame(list, rows.schema()).repartition(5);
  }

  private static List<String> texts(TestLake lake, Table table) {
    return lake.lake().read(table).collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private TestLake lake(SparkSession spark, Path directory) {
    TestLake lake = new TestLake(spark, directory);
    tables.forEach((table, rows) -> lake.with(table, rows.in(spark)));
    return lake;
  }

  private static BuildProfiles.Config config() {
    return ShippedSettings.of("metrics.conf", "profile.conf")
        .bind("profile", BuildProfiles.Config.class);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

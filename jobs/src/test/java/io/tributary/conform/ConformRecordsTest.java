package io.tributary.conform;

import static io.tributary.conform.Delivered.asOf;
import static io.tributary.conform.Delivered.values;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.job.JobReport;
import io.tributary.tables.Table;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.Consents;
import io.tributary.tables.silver.CustomerRecordVersions;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ConformRecordsTest {
  private static final String ONE = "2026-11-08";
  private static final String TWO = "2026-11-09";

  private static Map<String, String> crm(String id, String updatedOn, String... more) {
    Map<String, String> values = values(more);
    values.putAll(values("crm", "crm:" + id, "updated_at", updatedOn + "T03:00:00Z"));
    return values;
  }

  private static Delivered crmRows() {
    return Delivered.of(DeliveredRows.CUSTOMERS)
        .row(
            "crm",
            "C1",
            ONE,
            crm(
                "C1",
                "2015-01-01",
                "full_name",
                " Chị  Trần Thị Thuý ",
                "phone",
                "01682345679",
                "phone_2",
                "0912345678 / 09******12",
                "email",
                "Lan@Example.com",
                "email_2",
                "not an address",
                "gender",
                "Nữ",
                "city",
                "TP.HCM",
                "birth_date",
                "1900-01-01",
                "account",
                "shop:A9"))
        .row("crm", "C2", ONE, crm("C2", "2026-01-02", "full_name", "Lê Văn B"))
        .row("crm", "C3", ONE, crm("C3", "2026-01-02", "full_name", "Gone", "phone", "0987654333"));
  }

  private static List<String> select(TestLake lake, Table table, String... columns) {
    return lake
        .lake()
        .read(table)
        .select(
            List.of(columns).stream()
                .map(name -> col(name).cast(Types.STRING))
                .toArray(Column[]::new))
        .collectAsList()
        .stream()
        .map(Row::toString)
        .sorted()
        .collect(Collectors.toList());
  }

  @Test
  void tellsThatARecordIsGoneAndKeepsItsSeniorityWhenItIsBack(
      SparkSession spark, @TempDir Path directory) {
    ConformRecords job = new ConformRecords(Delivered.config(directory));
    TestLake lake = new TestLake(spark, directory);
    Delivered.of(DeliveredRows.CUSTOMERS)
        .row("crm", "C1", ONE, crm("C1", "2026-01-02", "full_name", "An", "phone", "0912345678"))
        .row("club", "D1", ONE, crm("D1", "2026-01-02", "full_name", "Ba", "phone", "0987654333"))
        .into(lake, spark);

    lake.run(job, asOf(ONE));
    assertThat(club(lake))
        .containsExactly("[Ba,1,2026-11-08,false]", "[+84987654333,false]", "[D1,false]");

    Delivered.of(DeliveredRows.CUSTOMERS).into(lake, spark, Delivered.fileId("club", ONE));
    lake.run(job, asOf(TWO));
    assertThat(club(lake))
        .containsExactly("[Ba,1,2026-11-08,true]", "[+84987654333,true]", "[D1,true]");
    assertThat(changed(lake, 1)).containsExactly("club:D1", "club:D1", "club:D1");

    // Still gone: nothing changes.
    lake.run(job, asOf(TWO));
    assertThat(changed(lake, 2)).isEmpty();

    Delivered.of(DeliveredRows.CUSTOMERS)
        .row("club", "D1", TWO, crm("D1", TWO, "full_name", "Bá", "phone", "0987654333"))
        .into(lake, spark);
    lake.run(job, asOf(TWO));
    assertThat(club(lake))
        .containsExactly("[Bá,1,2026-11-08,false]", "[+84987654333,false]", "[D1,false]");
    assertThat(changed(lake, 3)).containsExactly("club:D1", "club:D1", "club:D1");
  }

  /** The record of the club, then its identifiers. */
  private static List<String> club(TestLake lake) {
    List<String> rows =
        new ArrayList<>(
            select(
                lake,
                CustomerRecords.TABLE,
                CustomerRecords.RECORD_KEY,
                CustomerRecords.FULL_NAME,
                CustomerRecords.FIRST_RUN,
                CustomerRecords.FIRST_DELIVERED_ON,
                CustomerRecords.IS_DELETED));
    rows.addAll(
        select(
            lake,
            Identifiers.TABLE,
            Identifiers.RECORD_KEY,
            Identifiers.VALUE,
            Identifiers.IS_DELETED));
    return rows.stream()
        .filter(row -> row.startsWith("[club:D1,"))
        .map(row -> row.replace("club:D1,", ""))
        .toList();
  }

  /** Keys of the records and identifiers that runs after this one changed. */
  private static List<String> changed(TestLake lake, long afterRun) {
    return Stream.of(CustomerRecords.TABLE, Identifiers.TABLE)
        .flatMap(
            table ->
                lake
                    .lake()
                    .readChanges(table, afterRun)
                    .select(CustomerRecords.RECORD_KEY)
                    .as(Encoders.STRING())
                    .collectAsList()
                    .stream())
        .toList();
  }

  @Test
  void followsRecordsOverTwoNights(SparkSession spark, @TempDir Path directory) {
    ConformConfig config = Delivered.config(directory);
    ConformRecords job = new ConformRecords(config);
    Delivered cards =
        Delivered.of(DeliveredRows.CARDS)
            .row(
                "loyalty",
                "L1",
                ONE,
                values(
                    "card",
                    "loyalty:L1",
                    "holder_name",
                    "An",
                    "updated_at",
                    "2026-02-01T00:00:00Z"))
            .row(
                "loyalty",
                "L2",
                ONE,
                values("card", "loyalty:L2", "updated_at", "2026-02-01T00:00:00Z"));
    Delivered tickets =
        Delivered.of(DeliveredRows.TICKETS)
            .row(
                "pos",
                "1",
                ONE,
                values(
                    "occurred_at",
                    ONE + "T02:00:00Z",
                    "phone",
                    "0912345678",
                    "card",
                    "loyalty:L1",
                    "customer_name",
                    "KH Tuấn Q7"))
            .row(
                "shop",
                "2",
                ONE,
                values(
                    "occurred_at",
                    ONE + "T03:00:00Z",
                    "account",
                    "shop:A1",
                    "email",
                    "an@example.com"));
    Delivered hits =
        Delivered.of(DeliveredRows.HITS)
            .row(
                "web",
                null,
                ONE,
                values("occurred_at", ONE + "T04:00:00Z", "cookie", "web:k1", "account", "shop:A1"))
            .row(
                "web",
                null,
                ONE,
                values("occurred_at", ONE + "T04:01:00Z", "cookie", "web:k1", "account", "shop:A2"))
            .row(
                "web",
                null,
                ONE,
                values("occurred_at", ONE + "T05:00:00Z", "cookie", "web:k2", "device", "web:d2"));
    TestLake lake =
        new TestLake(spark, directory)
            .with(CollectedFiles.TABLE, Delivered.files(spark, "snapshot", "loyalty", ONE));

    List.of(crmRows(), cards, tickets, hits).forEach(rows -> rows.into(lake, spark));

    JobReport report = lake.run(job, asOf(ONE));

    assertThat(
            select(
                lake,
                CustomerRecords.TABLE,
                CustomerRecords.RECORD_KEY,
                CustomerRecords.KIND,
                CustomerRecords.NAME_KEY,
                CustomerRecords.IS_DELETED))
        .map(text -> text.replaceAll("[0-9a-f]{16}", "#"))
        .containsExactly(
            "[crm:C1,CRM,tran thi thuy,false]",
            "[crm:C2,CRM,le van b,false]",
            "[crm:C3,CRM,gone,false]",
            "[loyalty:L1,CARD,an,false]",
            "[loyalty:L2,CARD,null,false]",
            "[pos:s|#,SIGHTING,tuan,false]",
            "[shop:A1,LOGIN,null,false]",
            "[shop:A2,LOGIN,null,false]",
            "[shop:A9,LOGIN,null,false]",
            "[web:s|#,SIGHTING,null,false]",
            "[web:s|#,SIGHTING,null,false]");
    assertThat(
            select(
                    lake,
                    CustomerRecords.TABLE,
                    CustomerRecords.RECORD_KEY,
                    CustomerRecords.FULL_NAME,
                    CustomerRecords.GENDER,
                    CustomerRecords.CITY,
                    CustomerRecords.BIRTH_DATE,
                    CustomerRecords.QUALITY_FLAGS)
                .get(0))
        .isEqualTo(
            "[crm:C1,Chị Trần Thị Thuý,F,Hồ Chí Minh,null,[BIRTH_DATE_IMPLAUSIBLE, EMAIL_INVALID,"
                + " PHONE_MASKED]]");
    assertThat(report.counts()).containsEntry("records PHONE_MASKED", 1L);
    List<String> identifiers =
        select(
            lake,
            Identifiers.TABLE,
            Identifiers.RECORD_KEY,
            Identifiers.TYPE,
            Identifiers.NAMESPACE,
            Identifiers.VALUE,
            Identifiers.RANK,
            Identifiers.IS_VALID,
            Identifiers.IS_DELETED);
    assertThat(identifiers)
        .contains(
            "[crm:C1,phone,global,+84382345679,1,true,false]",
            "[crm:C1,phone,global,+84912345678,2,true,false]",
            "[crm:C1,email,global,lan@example.com,1,true,false]",
            "[crm:C1,email,as-delivered,not an address,2,false,false]",
            "[crm:C1,account,shop,A9,1,true,false]",
            "[crm:C1,crm,crm,C1,1,true,false]",
            "[shop:A1,email,global,an@example.com,1,true,false]",
            "[shop:A1,cookie,web,k1,1,true,false]",
            "[shop:A2,cookie,web,k1,1,true,false]",
            "[shop:A2,account,shop,A2,1,true,false]")
        .noneMatch(text -> text.startsWith("[shop:A1,account,shop,A2"));

    // The second night: C1 changes its phone, C2 comes again unchanged under a late old stamp, C3
    // is
    // deleted, card L2 is not in the snapshot, and the hits have expired.
    Delivered crmTwo =
        crmRows()
            .row(
                "crm",
                "C1",
                TWO,
                crm(
                    "C1",
                    TWO,
                    "full_name",
                    "Trần Thị Thuý",
                    "phone",
                    "0987654333",
                    "email",
                    "lan@example.com"))
            .row("crm", "C2", TWO, crm("C2", "2025-01-01", "full_name", "Lê Văn Cũ"))
            .row("crm", "C3", TWO, crm("C3", TWO, "full_name", "Gone", "is_deleted", "true"));
    Delivered cardsTwo =
        Delivered.of(DeliveredRows.CARDS)
            .row(
                "loyalty",
                "L1",
                ONE,
                values(
                    "card",
                    "loyalty:L1",
                    "holder_name",
                    "An",
                    "updated_at",
                    "2026-02-01T00:00:00Z"))
            .row(
                "loyalty",
                "L2",
                ONE,
                values("card", "loyalty:L2", "updated_at", "2026-02-01T00:00:00Z"))
            .row(
                "loyalty",
                "L1",
                TWO,
                values(
                    "card",
                    "loyalty:L1",
                    "holder_name",
                    "An",
                    "updated_at",
                    "2026-02-01T00:00:00Z"));
    // The second snapshot of partner has a rejected line, that of club a refused file: neither
    // tells that a card is gone.
    for (String source : List.of("partner", "club")) {
      cardsTwo.row(
          source, "K1", ONE, values("card", source + ":K1", "updated_at", "2026-02-01T00:00:00Z"));
    }
    crmTwo.into(lake, spark);
    cardsTwo.into(lake, spark);
    // The tickets are taken back; what the sessions remember of the hits stays.
    lake.run(new ConformVisits(config), asOf(ONE));
    Delivered.of(DeliveredRows.TICKETS)
        .into(lake, spark, Delivered.fileId("pos", ONE), Delivered.fileId("shop", ONE));
    Delivered.of(DeliveredRows.HITS).into(lake, spark, Delivered.fileId("web", ONE));
    lake.with(
        CollectedFiles.TABLE,
        Delivered.files(
                spark, "snapshot", "loyalty", ONE, "loyalty", TWO, "web", ONE, "partner", ONE)
            .unionByName(partial(spark)));

    lake.run(job, asOf(TWO));

    assertThat(
            select(
                lake,
                CustomerRecords.TABLE,
                CustomerRecords.RECORD_KEY,
                CustomerRecords.FULL_NAME,
                CustomerRecords.FIRST_RUN,
                CustomerRecords.FIRST_DELIVERED_ON,
                CustomerRecords.IS_DELETED))
        .contains(
            "[crm:C1,Trần Thị Thuý,1,2026-11-08,false]",
            "[crm:C2,Lê Văn B,1,2026-11-08,false]",
            "[crm:C3,Gone,1,2026-11-08,true]",
            "[loyalty:L1,An,1,2026-11-08,false]",
            "[loyalty:L2,null,1,2026-11-08,true]",
            "[club:K1,null,3,2026-11-08,false]",
            "[partner:K1,null,3,2026-11-08,false]",
            "[shop:A2,null,1,2026-11-08,false]")
        .hasSize(13);
    assertThat(
            select(
                lake,
                CustomerRecordVersions.TABLE,
                CustomerRecordVersions.RECORD_KEY,
                CustomerRecordVersions.VALID_FROM))
        .containsExactly(
            "[club:K1,2026-02-01 00:00:00]",
            "[crm:C1,2015-01-01 03:00:00]",
            "[crm:C1,2026-11-09 03:00:00]",
            "[crm:C2,2025-01-01 03:00:00]",
            "[crm:C2,2026-01-02 03:00:00]",
            "[crm:C3,2026-01-02 03:00:00]",
            "[crm:C3,2026-11-09 03:00:00]",
            "[loyalty:L1,2026-02-01 00:00:00]",
            "[loyalty:L2,2026-02-01 00:00:00]",
            "[partner:K1,2026-02-01 00:00:00]");
    assertThat(
            select(
                lake,
                Identifiers.TABLE,
                Identifiers.RECORD_KEY,
                Identifiers.VALUE,
                Identifiers.SEEN_COUNT,
                Identifiers.IS_DELETED))
        .contains(
            "[crm:C1,+84912345678,1,true]",
            "[crm:C1,+84987654333,1,false]",
            "[crm:C1,lan@example.com,2,false]",
            "[crm:C3,+84987654333,1,true]",
            "[loyalty:L2,L2,1,true]",
            "[shop:A2,k1,1,false]",
            "[shop:A1,an@example.com,1,true]",
            "[shop:A1,k1,1,false]");
    assertThat(
            select(
                lake,
                CustomerRecords.TABLE,
                CustomerRecords.SOURCE,
                CustomerRecords.KIND,
                CustomerRecords.IS_DELETED))
        .contains("[pos,SIGHTING,true]", "[web,SIGHTING,false]", "[shop,LOGIN,false]")
        .doesNotContain("[pos,SIGHTING,false]", "[web,SIGHTING,true]");

    readsConsents(lake, spark, config);
  }

  @Test
  void readsACountryByItsNameAndNoneByTheDefault(SparkSession spark, @TempDir Path directory) {
    Delivered customers = Delivered.of(DeliveredRows.CUSTOMERS);
    Map<String, String> countryOf =
        Map.of(
            "C1",
            "Việt Nam",
            "C2",
            "USA",
            "C3",
            "Singapore",
            "C4",
            "Somewhere",
            "C5",
            "Khác",
            "C6",
            " - ");
    countryOf.forEach(
        (id, country) ->
            customers.row(
                "crm",
                id,
                ONE,
                crm(
                    id,
                    ONE,
                    "full_name",
                    "Trần Thị Lan",
                    "country",
                    country,
                    "phone",
                    switch (id) {
                      case "C2" -> "(201) 555-0123";
                      case "C3" -> "8123 4567";
                      case "C5" -> "+84 912 345 678";
                      default -> "0912 345 678";
                    })));
    TestLake lake = new TestLake(spark, directory);
    customers.into(lake, spark);

    JobReport report = lake.run(new ConformRecords(Delivered.config(directory)), asOf(ONE));

    // C4 and C5 are nobody's citizens: their numbers must say the country themselves.
    assertThat(
            select(
                lake,
                CustomerRecords.TABLE,
                CustomerRecords.RECORD_KEY,
                CustomerRecords.COUNTRY,
                CustomerRecords.FAMILY_NAME,
                CustomerRecords.QUALITY_FLAGS))
        .containsExactly(
            "[crm:C1,VN,Trần,[]]",
            "[crm:C2,US,Lan,[]]",
            "[crm:C3,SG,Lan,[]]",
            "[crm:C4,null,Lan,[COUNTRY_UNKNOWN, PHONE_INVALID]]",
            "[crm:C5,null,Lan,[COUNTRY_UNKNOWN]]",
            "[crm:C6,VN,Trần,[]]");
    assertThat(
            lake.lake()
                .read(Identifiers.TABLE)
                .where(col(Identifiers.TYPE).equalTo("phone").and(col(Identifiers.IS_VALID)))
                .orderBy(Identifiers.RECORD_KEY)
                .select(Identifiers.RECORD_KEY, Identifiers.VALUE)
                .collectAsList())
        .hasToString(
            "[[crm:C1,+84912345678], [crm:C2,+12015550123], [crm:C3,+6581234567],"
                + " [crm:C5,+84912345678], [crm:C6,+84912345678]]");
    assertThat(report.counts()).containsEntry("records COUNTRY_UNKNOWN", 2L);
  }

  /** What an export says that knows when a record was created, and not when it changed. */
  @Test
  void keepsTheHistoryOfRecordsWithoutTimesOfTheirOwn(SparkSession spark, @TempDir Path directory) {
    String three = "2026-11-10";
    String four = "2026-11-11";
    Delivered customers = Delivered.of(DeliveredRows.CUSTOMERS);
    Delivered cards = Delivered.of(DeliveredRows.CARDS);
    for (String day : List.of(ONE, three, four)) {
      boolean isFirst = day.equals(ONE);
      customers
          .row("crm", "C1", day, created("C1", isFirst ? "0912345678" : "0987654333"))
          // A landline of before 2017 which reads as a mobile of today.
          .row("crm", "C2", day, created("C2", "0838251234"))
          // Nothing is known of its time.
          .row("crm", "C3", day, values("crm", "crm:C3", "full_name", isFirst ? "An" : "Bình"));
      cards.row(
          "loyalty",
          "L1",
          day,
          values(
              "card",
              "loyalty:L1",
              "issued_on",
              "2026-01-05",
              "holder_name",
              day.equals(three) ? "Bình" : "An"));
    }
    // Created in the afternoon of the day of its second delivery, says the source.
    for (String day : List.of(three, four)) {
      Map<String, String> row = created("C4", day.equals(three) ? "0912345670" : "0912345671");
      row.put("created_at", four + "T08:00:00Z");
      customers.row("crm", "C4", day, row);
    }
    TestLake lake = new TestLake(spark, directory);
    customers.into(lake, spark);
    cards.into(lake, spark);
    ConformRecords job = new ConformRecords(Delivered.config(directory));

    lake.run(job, asOf(four));

    List<String> others =
        List.of(
            "[crm:C2,2015-01-01 03:00:00]",
            "[crm:C3,2026-11-07 17:00:00]",
            "[crm:C3,2026-11-09 17:00:00]",
            "[crm:C4,2026-11-11 08:00:00]",
            "[loyalty:L1,2026-01-04 17:00:00]",
            "[loyalty:L1,2026-11-09 17:00:00]",
            "[loyalty:L1,2026-11-10 17:00:00]");
    assertThat(versions(lake))
        .startsWith("[crm:C1,2015-01-01 03:00:00]", "[crm:C1,2026-11-09 17:00:00]")
        .endsWith(others.toArray(new String[0]))
        .hasSize(9);
    assertThat(phones(lake))
        .contains("[crm:C1,+84912345678,true]", "[crm:C1,+84987654333,false]")
        .contains("[crm:C4,+84912345671,false]")
        .noneMatch(phone -> phone.contains("C2,+84"));

    // A file of the second night, late: it lies between, and the latest phone stays.
    Delivered.of(DeliveredRows.CUSTOMERS)
        .row("crm", "C1", TWO, created("C1", "0912345679"))
        .into(lake, spark);
    lake.run(job, asOf(four));

    assertThat(versions(lake))
        .startsWith(
            "[crm:C1,2015-01-01 03:00:00]",
            "[crm:C1,2026-11-08 17:00:00]",
            "[crm:C1,2026-11-09 17:00:00]")
        .endsWith(others.toArray(new String[0]))
        .hasSize(10);
    assertThat(phones(lake))
        .contains(
            "[crm:C1,+84912345678,true]",
            "[crm:C1,+84912345679,true]",
            "[crm:C1,+84987654333,false]");
  }

  private static Map<String, String> created(String id, String phone) {
    return values("crm", "crm:" + id, "created_at", "2015-01-01T03:00:00Z", "phone", phone);
  }

  private static List<String> versions(TestLake lake) {
    return select(
        lake,
        CustomerRecordVersions.TABLE,
        CustomerRecordVersions.RECORD_KEY,
        CustomerRecordVersions.VALID_FROM);
  }

  private static List<String> phones(TestLake lake) {
    return select(
        lake, Identifiers.TABLE, Identifiers.RECORD_KEY, Identifiers.VALUE, Identifiers.IS_DELETED);
  }

  private static Dataset<Row> partial(SparkSession spark) {
    TestRows files = TestRows.of(CollectedFiles.TABLE);
    partial(files, "partner-two", "partner", "LOADED", 1L);
    partial(files, "club-two-a", "club", "LOADED", 0L);
    partial(files, "club-two-b", "club", "REFUSED", 0L);
    return files.in(spark);
  }

  private static void partial(
      TestRows files, String id, String source, String state, long rejected) {
    files.row(
        CollectedFiles.FILE_ID, id,
        CollectedFiles.SOURCE, source,
        CollectedFiles.DELIVERED_ON, TWO,
        CollectedFiles.DELIVERS, "snapshot",
        CollectedFiles.STATE, state,
        CollectedFiles.REJECTED, rejected);
  }

  private static void readsConsents(TestLake lake, SparkSession spark, ConformConfig config) {
    Delivered consents =
        Delivered.of(DeliveredRows.CONSENTS)
            .row("consents", "1", TWO, decision("crm", "crm:C1", "GRANTED"))
            .row("consents", "2", TWO, decision("card", "loyalty:L1", "DENIED"))
            .row("consents", "3", TWO, decision("account", "shop:A2", "GRANTED"))
            .row("consents", "4", TWO, decision("phone", "0912345678", "GRANTED"))
            .row("consents", "5", TWO, decision("phone", "+84912345678", "DENIED"))
            .row("consents", "6", TWO, decision("email", "nobody", "GRANTED"))
            .row("consents", "8", TWO, decision("phone", "9.12E+08", "DENIED"))
            .row("consents", "9", TWO, onNoChannel(decision("crm", "crm:C1", "DENIED")))
            .row(
                "campaigns",
                "7",
                TWO,
                values(
                    "subject",
                    "LAN@example.com",
                    "channel",
                    "email",
                    "response",
                    "opened",
                    "campaign_id",
                    "tet",
                    "message_id",
                    "m1",
                    "decided_at",
                    TWO + "T01:00:00Z"))
            .row(
                "campaigns",
                "8",
                TWO,
                values(
                    "subject",
                    "lan@example.com",
                    "channel",
                    "email",
                    "response",
                    "Unsubscribed",
                    // As a list of subscribers states it; the response says otherwise.
                    "state",
                    "GRANTED",
                    "campaign_id",
                    "tet",
                    "decided_at",
                    TWO + "T18:00:00Z"))
            // The contract of another campaign maps a purpose of its own.
            .row("club", "9", TWO, response("complained", "profiling", "GRANTED"))
            .row("club", "10", TWO, response("clicked", "ads", "GRANTED"));
    consents.into(lake, spark);

    JobReport report = lake.run(new ConformConsents(config), asOf(TWO));

    assertThat(
            select(
                lake,
                Consents.TABLE,
                Consents.SUBJECT_TYPE,
                Consents.SUBJECT_KEY,
                Consents.PURPOSE,
                Consents.CHANNEL,
                Consents.STATE,
                Consents.METHOD))
        .map(text -> text.replaceAll("[0-9a-f]{64}", "#"))
        .containsExactlyInAnyOrder(
            "[RECORD,crm:C1,marketing,sms,GRANTED,form]",
            "[RECORD,loyalty:L1,marketing,sms,DENIED,form]",
            "[RECORD,shop:A2,marketing,sms,GRANTED,form]",
            "[IDENTIFIER,#,marketing,sms,DENIED,form]",
            "[IDENTIFIER,#,marketing,email,DENIED,campaign]",
            "[IDENTIFIER,#,marketing,zalo,DENIED,campaign]",
            "[IDENTIFIER,#,profiling,zalo,DENIED,campaign]",
            "[IDENTIFIER,#,ads,zalo,GRANTED,campaign]");
    assertThat(
            select(
                lake,
                CampaignResponses.TABLE,
                CampaignResponses.RESPONSE,
                CampaignResponses.BUSINESS_ON))
        .containsExactly(
            "[clicked,2026-11-09]",
            "[complained,2026-11-09]",
            "[opened,2026-11-09]",
            "[unsubscribed,2026-11-10]");
    String lan =
        Reference.read(config, TestLake.ZONE).hmac().hex("global", "email", "lan@example.com");
    assertThat(select(lake, CampaignResponses.TABLE, CampaignResponses.IDENTIFIER_ID))
        .containsOnly("[" + lan + "]");
    assertThat(select(lake, Identifiers.TABLE, Identifiers.IDENTIFIER_ID))
        .contains("[" + lan + "]");
    assertThat(report.counts())
        .containsEntry("consents without a readable subject: consents", 1L)
        .containsEntry("consents denials without a readable subject: consents", 1L)
        .containsEntry("consents without purpose or channel: consents", 1L);
    assertThat(report.notes())
        .anyMatch(note -> note.startsWith("1 denials without a readable subject: consents. They"))
        .anyMatch(note -> note.startsWith("1 decisions were left out without purpose or channel"));
  }

  private static Map<String, String> response(String response, String purpose, String state) {
    return values(
        "subject",
        "lan@example.com",
        "channel",
        "zalo",
        "response",
        response,
        "purpose",
        purpose,
        "state",
        state,
        "decided_at",
        TWO + "T02:00:00Z");
  }

  private static Map<String, String> onNoChannel(Map<String, String> decision) {
    decision.remove("channel");
    return decision;
  }

  private static Map<String, String> decision(String type, String subject, String state) {
    return values(
        "subject_type",
        type,
        "subject",
        subject,
        "purpose",
        "marketing",
        "channel",
        "sms",
        "state",
        state,
        "decided_at",
        TWO + "T02:00:00Z",
        "method",
        "form",
        "evidence",
        "e");
  }
}

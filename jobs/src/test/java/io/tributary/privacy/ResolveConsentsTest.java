package io.tributary.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.job.JobFailure;
import io.tributary.job.JobReport;
import io.tributary.tables.gold.CustomerConsents;
import io.tributary.tables.silver.Consents;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.testing.ShippedSettings;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One Dataset of named cases; the name of a case is its customer. Every customer has the records
 * {@code crm}, {@code card}, {@code login} and {@code login2}; {@code crm} carries the identifiers
 * {@code email}, {@code phone}, {@code hot} (a shop's phone), {@code invalid} and {@code former}
 * (carried no more). Days are counted from the start; the as-of is day 30.
 */
@ExtendWith(SparkExtension.class)
class ResolveConsentsTest {
  private static final Instant START = Instant.parse("2026-10-11T17:00:00Z");
  private static final Instant AS_OF = START.plus(30, ChronoUnit.DAYS);

  private final Map<String, List<String>> expected = new TreeMap<>();
  private final TestRows events = TestRows.of(Consents.TABLE);
  private String customer = "";
  private int fileNo;

  /** What the case adds up to, a line for each purpose and channel; no line is UNKNOWN. */
  private ResolveConsentsTest given(String name, String... outcomes) {
    customer = name;
    expected.put(name, List.of(outcomes));
    return this;
  }

  /**
   * A decision on marketing by e-mail; {@code +} stands for evidence, {@code ~} for a blank one.
   */
  private ResolveConsentsTest says(String subject, int day, String state) {
    return says(subject, day, state, "marketing", "email", "consents");
  }

  private ResolveConsentsTest says(
      String subject, int day, String state, String purpose, String channel, String source) {
    boolean isRecord =
        List.of(
                "crm",
                "card",
                "login",
                "login2",
                "unlinked",
                "deleted",
                "deleted login",
                "moved",
                "of the absorbed")
            .contains(subject);
    events.row(
        Consents.SUBJECT_TYPE,
        isRecord ? "RECORD" : "IDENTIFIER",
        Consents.SUBJECT_KEY,
        customer + "/" + subject,
        Consents.PURPOSE,
        purpose,
        Consents.CHANNEL,
        channel,
        Consents.OCCURRED_AT,
        START.plus(day, ChronoUnit.DAYS),
        Consents.FILE_ID,
        String.format(Locale.ROOT, "f%03d", fileNo++),
        Consents.STATE,
        state.replaceAll("[+~]", ""),
        Consents.SOURCE,
        source,
        Consents.EVIDENCE,
        evidence(state));
    return this;
  }

  private static @Nullable String evidence(String state) {
    return state.endsWith("+") ? "form 17" : state.endsWith("~") ? "  " : null;
  }

  private void cases() {
    given("no event is unknown");
    given("a grant with evidence", "marketing email GRANTED+ latest day 1")
        .says("crm", 1, "GRANTED+");
    given("a grant without evidence stays a grant", "marketing email GRANTED latest day 1")
        .says("crm", 1, "GRANTED");
    given("a blank reference is no evidence", "marketing email GRANTED latest day 1")
        .says("crm", 1, "GRANTED~");
    given("a denial", "marketing email DENIED latest day 1").says("crm", 1, "DENIED");
    given("a later withdrawal wins", "marketing email DENIED latest day 2")
        .says("crm", 1, "GRANTED+")
        .says("crm", 2, "DENIED");
    given("a later grant wins", "marketing email GRANTED+ latest day 2")
        .says("crm", 1, "DENIED")
        .says("crm", 2, "GRANTED+");
    given("a file that comes late does not win", "marketing email DENIED latest day 5")
        .says("crm", 5, "DENIED")
        .says("crm", 3, "GRANTED+");
    given("a tie is denied", "marketing email DENIED latest day 2")
        .says("crm", 2, "DENIED")
        .says("crm", 2, "GRANTED+");
    given("a tie of grants keeps the evidence", "marketing email GRANTED+ latest day 2")
        .says("crm", 2, "GRANTED+")
        .says("crm", 2, "GRANTED");
    given(
            "a later grant without evidence replaces one with",
            "marketing email GRANTED latest day 3")
        .says("crm", 2, "GRANTED+")
        .says("crm", 3, "GRANTED");
    given("the strictest subject wins", "marketing email DENIED strictest day 1")
        .says("crm", 1, "DENIED")
        .says("card", 2, "GRANTED+");
    given("the strictest subject wins against two", "marketing email DENIED strictest day 1")
        .says("email", 1, "DENIED")
        .says("card", 2, "GRANTED+")
        .says("crm", 3, "GRANTED+");
    given("a grant with evidence carries one without", "marketing email GRANTED+ latest day 1")
        .says("crm", 1, "GRANTED+")
        .says("card", 2, "GRANTED");
    given("a login replaces an older denial", "marketing email GRANTED+ login day 5")
        .says("crm", 1, "DENIED")
        .says("login", 5, "GRANTED+");
    given("a login replaces an older grant", "marketing email DENIED login day 5")
        .says("crm", 1, "GRANTED+")
        .says("login", 5, "DENIED");
    given("a login's grant without evidence replaces too", "marketing email GRANTED login day 5")
        .says("crm", 1, "GRANTED+")
        .says("login", 5, "GRANTED");
    given("a denial after the login wins", "marketing email DENIED strictest day 6")
        .says("login", 5, "GRANTED+")
        .says("email", 6, "DENIED");
    given("a grant after a login's denial does not win", "marketing email DENIED strictest day 5")
        .says("login", 5, "DENIED")
        .says("crm", 6, "GRANTED+");
    given("a login and a denial of one moment", "marketing email DENIED strictest day 5")
        .says("login", 5, "GRANTED+")
        .says("crm", 5, "DENIED");
    given("the later of two logins", "marketing email GRANTED+ login day 7")
        .says("login", 5, "DENIED")
        .says("login2", 7, "GRANTED+");
    given("two logins of one moment", "marketing email DENIED strictest day 7")
        .says("login", 7, "DENIED")
        .says("login2", 7, "GRANTED+");
    given(
            "a login replaces on its purpose and channel only",
            "ads ads GRANTED+ login day 5",
            "marketing ads DENIED latest day 1",
            "marketing email DENIED latest day 1")
        .says("crm", 1, "DENIED")
        .says("crm", 1, "DENIED", "marketing", "ads", "consents")
        .says("login", 5, "GRANTED+", "ads", "ads", "consents");
    given(
            "channels stand by themselves",
            "marketing email GRANTED+ latest day 1",
            "marketing sms DENIED latest day 1")
        .says("crm", 1, "GRANTED+")
        .says("crm", 1, "DENIED", "marketing", "sms", "consents");
    given("an identifier speaks for its carrier", "marketing email GRANTED+ latest day 1")
        .says("email", 1, "GRANTED+");
    given("an identifier that is carried no more grants nothing").says("former", 1, "GRANTED+");
    given("an identifier that is carried no more forbids", "marketing email DENIED strictest day 1")
        .says("former", 1, "DENIED")
        .says("crm", 2, "GRANTED+");
    given("a phone that was passed on grants nothing");
    given("passed on: before").says("former", 1, "GRANTED+", "marketing", "sms", "consents");
    given("a shop's phone grants nothing").says("hot", 1, "GRANTED+");
    given("a shop's phone can forbid", "marketing email DENIED strictest day 1")
        .says("hot", 1, "DENIED")
        .says("crm", 2, "GRANTED+");
    given("an invalid address grants nothing").says("invalid", 1, "GRANTED+");
    given("a record without a customer says nothing").says("unlinked", 1, "GRANTED+");
    given("a grant dated after the as-of is not given yet").says("crm", 30, "GRANTED+");
    given("a denial dated after the as-of counts", "marketing email DENIED latest day 31")
        .says("crm", 1, "GRANTED+")
        .says("crm", 31, "DENIED");
    given(
            "an unsubscription is a denial of its source",
            "marketing email DENIED strictest day 9 campaigns")
        .says("crm", 1, "GRANTED+")
        .says("email", 9, "DENIED", "marketing", "email", "campaigns");
    given("a grant of a source that is not listed does not count")
        .says("crm", 1, "GRANTED+", "marketing", "email", "hearsay");
    given("a denial counts whoever delivers it", "marketing email DENIED latest day 2 hearsay")
        .says("crm", 1, "GRANTED+")
        .says("crm", 2, "DENIED", "marketing", "email", "hearsay");
    given("a purpose that is not listed does not count")
        .says("crm", 1, "GRANTED+", "selling", "email", "consents");
    given("a channel that is not listed does not count")
        .says("crm", 1, "GRANTED+", "marketing", "fax", "consents");
    given("a denial of a deleted record holds", "marketing email DENIED strictest day 1")
        .says("deleted", 1, "DENIED")
        .says("crm", 2, "GRANTED+");
    given("a grant of a deleted record opens nothing").says("deleted", 1, "GRANTED+");
    given(
            "a denial by the phone of a deleted record holds",
            "marketing email DENIED strictest day 1")
        .says("deleted phone", 1, "DENIED")
        .says("crm", 2, "GRANTED+");
    given("a grant by the phone of a deleted record opens nothing")
        .says("deleted phone", 1, "GRANTED+");
    given(
            "a denial of a deleted login holds until a later login",
            "marketing email GRANTED+ login day 5")
        .says("deleted login", 3, "DENIED")
        .says("login", 5, "GRANTED+");
    given(
            "a denial of a deleted login outweighs an older grant",
            "marketing email DENIED login day 3")
        .says("deleted login", 3, "DENIED")
        .says("crm", 2, "GRANTED+");
    given("a record that moved before it was deleted: first customer");
    given(
            "a record that moved before it was deleted: last customer",
            "marketing email DENIED latest day 1")
        .says("moved", 1, "DENIED");
    given(
            "a denial goes with the absorbed customer",
            "marketing email DENIED latest day 1",
            "marketing sms DENIED latest day 1")
        .says("of the absorbed", 1, "DENIED")
        .says("absorbed phone", 1, "DENIED", "marketing", "sms", "consents");
    // One phone of two customers: what it says holds for both.
    given("family: mother", "marketing sms DENIED latest day 4");
    given("family: daughter", "marketing sms DENIED strictest day 4")
        .says("crm", 5, "GRANTED+", "marketing", "sms", "consents")
        .says("family phone", 4, "DENIED", "marketing", "sms", "consents");
    given("couple: husband");
    given("a phone of two customers grants for neither: wife")
        .says("couple's phone", 4, "GRANTED+", "marketing", "sms", "consents");
    given("two records of one customer are one carrier", "marketing email GRANTED+ latest day 1")
        .says("twice", 1, "GRANTED+");
  }

  @Test
  void resolvesEveryNamedCase(SparkSession spark, @TempDir Path directory) {
    cases();
    TestLake lake = lake(spark, directory);

    JobReport report =
        lake.run(new ResolveConsents(config(), Set.of("consents", "campaigns")), AS_OF);

    assertThat(outcomes(lake)).containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(expected).hasSizeGreaterThanOrEqualTo(35);
    assertThat(report.counts()).containsEntry("consent events left out", 3L);
    assertThat(report.notes()).hasSize(1);
  }

  @Test
  void refusesAContractOfConsentsThatIsNotListed() {
    assertThatThrownBy(
            () -> new ResolveConsents(config(), Set.of("consents", "preferences", "campaigns")))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("preferences")
        .hasMessageNotContaining("campaigns");
  }

  @Test
  void refusesEmptyLists() {
    assertThatThrownBy(() -> new ResolveConsents.Config(List.of(), List.of("ads"), List.of("ads")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ResolveConsents.Config config() {
    return ShippedSettings.of("privacy.conf").bind("privacy", ResolveConsents.Config.class);
  }

  private Map<String, List<String>> outcomes(TestLake lake) {
    Map<String, List<String>> outcomes = new TreeMap<>();
    expected.keySet().forEach(name -> outcomes.put(name, new ArrayList<>()));
    for (Row row : lake.lake().read(CustomerConsents.TABLE).collectAsList()) {
      String[] decidedBy = row.<String>getAs(CustomerConsents.DECIDED_BY).split(": ");
      Instant at = row.<Timestamp>getAs(CustomerConsents.DECIDED_AT).toInstant();
      boolean hasEvidence = row.getAs(CustomerConsents.HAS_EVIDENCE);
      outcomes
          .get(row.<String>getAs(CustomerConsents.CUSTOMER_ID))
          .add(
              "%s %s %s%s %s day %d%s"
                  .formatted(
                      row.getAs(CustomerConsents.PURPOSE),
                      row.getAs(CustomerConsents.CHANNEL),
                      row.getAs(CustomerConsents.STATE),
                      hasEvidence ? "+" : "",
                      decidedBy[1],
                      ChronoUnit.DAYS.between(START, at),
                      decidedBy[0].equals("consents") ? "" : " " + decidedBy[0]));
    }
    outcomes.replaceAll((name, lines) -> List.copyOf(new TreeSet<>(lines)));
    return outcomes;
  }

  private TestLake lake(SparkSession spark, Path directory) {
    TestRows links = TestRows.of(CustomerLinks.TABLE);
    TestRows records = TestRows.of(CustomerRecords.TABLE);
    TestRows identifiers = TestRows.of(Identifiers.TABLE);
    TestRows status = TestRows.of(IdentifierStatus.TABLE);
    TestRows changed = TestRows.of(CustomerEvents.TABLE);
    TestRows ids = TestRows.of(CustomerIds.TABLE);
    for (String name : expected.keySet()) {
      Map.of("crm", "CRM", "card", "CARD", "login", "LOGIN", "login2", "LOGIN")
          .forEach(
              (record, kind) -> {
                String key = name + "/" + record;
                links.row(CustomerLinks.RECORD_KEY, key, CustomerLinks.CUSTOMER_ID, name);
                records.row(CustomerRecords.RECORD_KEY, key, CustomerRecords.KIND, kind);
              });
      for (String type : List.of("email", "phone", "hot", "invalid", "former")) {
        carries(identifiers, name + "/crm", name + "/" + type);
        status.row(
            IdentifierStatus.IDENTIFIER_ID,
            name + "/" + type,
            IdentifierStatus.STATUS,
            type.equals("hot") ? "HOT" : "OK");
      }
    }
    for (String name : expected.keySet()) {
      records
          .row(CustomerRecords.RECORD_KEY, name + "/deleted", CustomerRecords.KIND, "CRM")
          .row(CustomerRecords.RECORD_KEY, name + "/deleted login", CustomerRecords.KIND, "LOGIN");
      carries(identifiers, name + "/deleted", name + "/deleted phone", true);
      changed.row(left(1, name, name + "/deleted")).row(left(1, name, name + "/deleted login"));
    }
    String moved = "a record that moved before it was deleted: ";
    changed.row(left(1, moved + "first customer", moved + "last customer/moved"));
    changed.row(left(2, moved + "last customer", moved + "last customer/moved"));
    // Absorbed by one that was absorbed itself.
    String heir = "a denial goes with the absorbed customer";
    carries(identifiers, heir + "/of the absorbed", heir + "/absorbed phone", true);
    changed.row(left(1, "absorbed first", heir + "/of the absorbed"));
    ids.row(absorbed("absorbed first", "absorbed then")).row(absorbed("absorbed then", heir));
    carries(identifiers, "family: mother/crm", "family: daughter/family phone");
    carries(identifiers, "family: daughter/card", "family: daughter/family phone");
    carries(identifiers, "family: daughter/crm", "family: daughter/family phone");
    // Another customer carries now what the one before carries no more.
    carries(
        identifiers,
        "a phone that was passed on grants nothing/crm",
        "passed on: before/former",
        false);
    String couple = "a phone of two customers grants for neither: wife";
    carries(identifiers, "couple: husband/crm", couple + "/couple's phone");
    carries(identifiers, couple + "/crm", couple + "/couple's phone");
    String twice = "two records of one customer are one carrier";
    carries(identifiers, twice + "/crm", twice + "/twice");
    carries(identifiers, twice + "/card", twice + "/twice");
    return new TestLake(spark, directory)
        .with(Consents.TABLE, events.in(spark))
        .with(CustomerLinks.TABLE, links.in(spark))
        .with(CustomerRecords.TABLE, records.in(spark))
        .with(CustomerEvents.TABLE, changed.in(spark))
        .with(CustomerIds.TABLE, ids.in(spark))
        .with(Identifiers.TABLE, identifiers.in(spark))
        .with(IdentifierStatus.TABLE, status.in(spark));
  }

  private static Object[] left(int run, String customer, String record) {
    return new Object[] {
      CustomerEvents.RUN_NO, run,
      CustomerEvents.KIND, "LEFT",
      CustomerEvents.CUSTOMER_ID, customer,
      CustomerEvents.RECORD_KEY, record
    };
  }

  private static Object[] absorbed(String customer, String into) {
    return new Object[] {
      CustomerIds.CUSTOMER_ID, customer,
      CustomerIds.STATE, "ABSORBED",
      CustomerIds.ABSORBED_INTO, into
    };
  }

  private static void carries(TestRows identifiers, String record, String identifier) {
    carries(identifiers, record, identifier, identifier.endsWith("/former"));
  }

  private static void carries(
      TestRows identifiers, String record, String identifier, boolean isDeleted) {
    identifiers.row(
        Identifiers.RECORD_KEY,
        record,
        Identifiers.IDENTIFIER_ID,
        identifier,
        Identifiers.IS_VALID,
        !identifier.endsWith("/invalid"),
        Identifiers.IS_DELETED,
        isDeleted);
  }
}

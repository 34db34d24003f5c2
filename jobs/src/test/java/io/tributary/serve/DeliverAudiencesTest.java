package io.tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.config.Settings;
import io.tributary.job.JobFailure;
import io.tributary.job.JobReport;
import io.tributary.serve.DeliverAudiences.Config;
import io.tributary.tables.gold.DeliveredKeys;
import io.tributary.tables.gold.Deliveries;
import io.tributary.tables.gold.DeliveryExclusions;
import io.tributary.testing.SparkExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class DeliverAudiencesTest {

  private static final Instant NIGHT = Instant.parse(ServedCustomers.NIGHT);
  private static final Config CONFIG = new Config(14, 5);
  private static final int CUSTOMERS = 120;
  private static final int TEXTED = 30;

  private static final Map<String, Destination> DESTINATIONS =
      Destinations.byName(
          Destinations.ads("google", Formats.GOOGLE, Mode.REPLACE, 100),
          Destinations.ads(
              "meta",
              Formats.META,
              Mode.CHANGES,
              100,
              "email",
              "phone",
              "fn",
              "ln",
              "ct",
              "st",
              "zip",
              "country",
              "doby",
              "dobm",
              "dobd",
              "gen"),
          Destinations.ads("partner", Formats.GENERIC_HASHED, Mode.REPLACE, 1),
          Destinations.of(
              "sms",
              Formats.GENERIC_PLAIN,
              new Destination.Consent("marketing", "sms"),
              Mode.REPLACE,
              1,
              "customer_id",
              "phone",
              "given_name"),
          Destinations.of(
              "post",
              Formats.GENERIC_PLAIN,
              new Destination.Consent("marketing", "post"),
              Mode.REPLACE,
              1));

  @TempDir Path dir;

  @Test
  void sendsEachDestinationWhoMayBeSentInItsOwnFormat(SparkSession spark) throws IOException {
    ServedLake lake = new ServedLake(spark, dir.resolve("a"));
    customers().into(lake.lake(), spark);
    JobReport report = lake.run(job(DESTINATIONS.keySet()), NIGHT);

    assertThat(lake.delivered("google", "google_vip_2026-11-09_full.csv")).isEqualTo(google());
    assertThat(lake.delivered("meta", "meta_vip_2026-11-09_add.csv")).isEqualTo(meta());
    assertThat(lake.delivered("partner", "partner_vip_2026-11-09_full.csv")).isEqualTo(partner());
    assertThat(lake.delivered("sms", "sms_vip_2026-11-09_full.csv")).isEqualTo(sms());
    assertThat(lake.names("meta"))
        .containsExactly("meta_vip_2026-11-09_add.csv", "meta_vip_2026-11-09_manifest.json");
    assertThat(lake.delivered("meta", "meta_vip_2026-11-09_manifest.json"))
        .contains(Digests.sha256(meta()))
        .contains("\"rows\" : 124");
    assertThat(lake.names("post")).isEmpty();
    assertThat(lake.deliveries())
        .containsExactly(
            "google FULL PUBLISHED rows 124 of 125 of 141, attempts 1, at " + NIGHT,
            "meta ADD PUBLISHED rows 124 of 125 of 141, attempts 1, at " + NIGHT,
            "partner FULL PUBLISHED rows 124 of 125 of 141, attempts 1, at " + NIGHT,
            "post FULL REFUSED rows 0 of 0 of 141, attempts 0, at null",
            "sms FULL PUBLISHED rows 30 of 30 of 141, attempts 1, at " + NIGHT);
    List<String> reasons =
        List.of(
            "DENIED 3", "HOLDOUT 1", "NO_CONSENT 3", "NO_EVIDENCE 3", "NO_KEY 2", "SHARED_KEY 4");
    assertThat(lake.exclusions("google")).isEqualTo(reasons);
    assertThat(lake.exclusions("meta")).isEqualTo(reasons);
    assertThat(lake.exclusions("sms")).containsExactly("NO_CONSENT 110", "NO_KEY 1");
    assertThat(lake.exclusions("post")).containsExactly("DENIED 1", "NO_CONSENT 140");
    assertThat(report.counts()).containsEntry("files published", 4L);
    assertThat(report.notes()).singleElement().asString().contains("vip for post", "at least 1");
    assertThat(report.deferred()).isEmpty();

    sendsNothingAgain(lake);
    sendsTheSameBytesForShuffledCustomers(lake, spark);
  }

  private static void sendsNothingAgain(ServedLake lake) {
    List<Long> versions = lake.versions();
    JobReport again = lake.run(job(Set.of("google", "meta", "partner", "sms")), NIGHT);
    assertThat(again.counts()).isEmpty();
    assertThat(lake.versions()).isEqualTo(versions);
  }

  private void sendsTheSameBytesForShuffledCustomers(ServedLake first, SparkSession spark)
      throws IOException {
    ServedLake other = new ServedLake(spark, dir.resolve("b"));
    customers().shuffled(11).into(other.lake(), spark);
    List<String> logged = new ArrayList<>();
    JobReport report =
        LoggedLines.during(logged, () -> other.run(job(DESTINATIONS.keySet()), NIGHT));
    assertThat(other.outbox()).isEqualTo(first.outbox()).hasSizeGreaterThan(8);
    assertThat(other.rows(DeliveredKeys.TABLE)).isEqualTo(first.rows(DeliveredKeys.TABLE));
    assertThat(other.rows(Deliveries.TABLE)).isEqualTo(first.rows(Deliveries.TABLE));

    assertThat(logged).as("what the run logs").isNotEmpty();
    List<String> said = new ArrayList<>(logged);
    said.addAll(report.notes());
    said.addAll(other.outbox().keySet());
    said.addAll(other.rows(Deliveries.TABLE));
    said.addAll(other.rows(DeliveryExclusions.TABLE));
    List<String> personal =
        List.of("mail.vn", "84912000111", "84911055436", "trần", Digests.sha256("user7@mail.vn"));
    assertThat(said)
        .allSatisfy(text -> assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain(personal));
  }

  @Test
  void refusesASegmentThatIsNotDefined() {
    assertThatThrownBy(
            () -> new DeliverAudiences(CONFIG, DESTINATIONS, Map.of("vips", "ads", "away", "ads")))
        .isInstanceOfSatisfying(
            JobFailure.class,
            failure -> assertThat(failure.category()).isEqualTo(JobFailure.Category.CONFIG))
        .hasMessageContaining("'vip', did you mean 'vips'?");
  }

  @Test
  void bindsItsShippedSettings() throws IOException {
    String shipped =
        Files.readString(
            Path.of(System.getProperty("project.root"), "conf/serve.conf"), StandardCharsets.UTF_8);
    assertThat(Settings.of(shipped).bind("serve", Config.class)).isEqualTo(new Config(14, 5));
    assertThatThrownBy(() -> new Config(0, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Config(14, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static DeliverAudiences job(Set<String> destinations) {
    Map<String, Destination> chosen = new TreeMap<>(DESTINATIONS);
    chosen.keySet().retainAll(destinations);
    return new DeliverAudiences(CONFIG, chosen, Map.of("vip", "profiling", "away", "ads"));
  }

  /** 120 customers who may be sent, and one or more for each reason why not. */
  private static ServedCustomers customers() {
    ServedCustomers all = new ServedCustomers();
    for (int i = 0; i < CUSTOMERS; i++) {
      String id = id(i);
      all.customer(
              id,
              "email",
              "  User" + i + "@Mail.vn",
              "phone",
              phone(i),
              "given_name",
              "Lan" + i,
              "family_name",
              "Trần",
              "city",
              "Đà Nẵng",
              "postal_code",
              "700000",
              "country",
              "VN",
              "birth_date",
              birthDate(i),
              "gender",
              "F")
          .member("vip", id);
      agrees(all, id);
      if (i < TEXTED) {
        all.consent(id, "marketing", "sms", "GRANTED", true);
        all.consent(id, "profiling", "sms", "GRANTED", true);
      }
    }
    all.customer("unasked", "email", "unasked@mail.vn").member("vip", "unasked");
    all.customer("unknown", "email", "unknown@mail.vn").member("vip", "unknown");
    all.consent("unknown", "ads", "ads", "UNKNOWN", null);
    all.customer("denied", "email", "denied@mail.vn").member("vip", "denied");
    all.consent("denied", "ads", "ads", "DENIED", true);
    // What they denied is the purpose of the segment, on the channel of ads.
    all.customer("denied-purpose", "email", "profiled@mail.vn").member("vip", "denied-purpose");
    all.agreesToAds("denied-purpose").consent("denied-purpose", "profiling", "ads", "DENIED", true);
    // Denied on another channel, or for another purpose: these are sent.
    all.consent(id(1), "profiling", "post", "DENIED", true);
    all.consent(id(2), "marketing", "ads", "DENIED", true);
    // Who was not asked for the purpose of the segment has not agreed, nor who cannot be proved to.
    all.customer("purpose-unasked", "email", "ask@mail.vn").agreesToAds("purpose-unasked");
    all.member("vip", "purpose-unasked");
    all.customer("purpose-unproved", "email", "prove@mail.vn").agreesToAds("purpose-unproved");
    all.consent("purpose-unproved", "profiling", "ads", "GRANTED", false);
    all.member("vip", "purpose-unproved");
    all.stay("vip", "denied-control", null, "control");
    all.consent("denied-control", "ads", "ads", "DENIED", true);
    all.customer("unproved", "email", "unproved@mail.vn").member("vip", "unproved");
    all.consent("unproved", "ads", "ads", "GRANTED", false);
    all.consent("unproved", "profiling", "ads", "GRANTED", true);
    all.customer("unproved-2", "email", "unproved2@mail.vn").member("vip", "unproved-2");
    all.consent("unproved-2", "ads", "ads", "GRANTED", null);
    all.consent("unproved-2", "profiling", "ads", "GRANTED", true);
    all.customer("control", "email", "control@mail.vn");
    agrees(all, "control");
    all.stay("vip", "control", null, "control");
    all.customer("treated", "email", "treated@mail.vn");
    agrees(all, "treated");
    all.stay("vip", "treated", null, "treated");
    all.customer("name-only", "given_name", "Lan", "birth_date", "soon");
    agrees(all, "name-only").consent("name-only", "profiling", "sms", "GRANTED", true);
    all.member("vip", "name-only").consent("name-only", "marketing", "sms", "GRANTED", true);
    agrees(all.member("vip", "empty"), "empty");
    for (int i = 1; i <= 6; i++) {
      String id = "clerk-" + i;
      agrees(all.customer(id, "phone", "+84912000111"), id).member("vip", id);
    }
    all.customer("clerk-1", "email", "one@mail.vn").customer("clerk-2", "email", "two@mail.vn");
    for (String id : List.of("mother", "son")) {
      agrees(all.customer(id, "phone", "+84987654321"), id).member("vip", id);
    }
    all.customer("left", "email", "left@mail.vn").agreesToAds("left");
    all.stay("vip", "left", "2026-11-05T17:00:00Z", null);
    return all.customer("away", "email", "away@mail.vn").agreesToAds("away").member("away", "away");
  }

  private static ServedCustomers agrees(ServedCustomers all, String id) {
    return all.agreesToAds(id).consent(id, "profiling", "ads", "GRANTED", true);
  }

  private static String google() {
    return file(
        "Email,Email,Email,Phone,Phone,Phone,First Name,Last Name,Country,Zip",
        email -> List.of(email, "", "", "", "", "", "", "", "", ""),
        List.of("", "", "", Digests.sha256("+84987654321"), "", "", "", "", "", ""),
        i ->
            List.of(
                Digests.sha256("user" + i + "@mail.vn"),
                "",
                "",
                Digests.sha256(phone(i)),
                "",
                "",
                Digests.sha256("lan" + i),
                Digests.sha256("trần"),
                "VN",
                "700000"));
  }

  private static String meta() {
    return file(
        "email,email,email,phone,phone,phone,fn,ln,ct,st,zip,country,doby,dobm,dobd,gen",
        email -> List.of(email, "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""),
        List.of(
            "",
            "",
            "",
            Digests.sha256("84987654321"),
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            ""),
        i ->
            List.of(
                Digests.sha256("user" + i + "@mail.vn"),
                "",
                "",
                Digests.sha256(phone(i).substring(1)),
                "",
                "",
                Digests.sha256("lan" + i),
                Digests.sha256("trần"),
                Digests.sha256("danang"),
                "",
                Digests.sha256("700000"),
                Digests.sha256("vn"),
                Digests.sha256("1990"),
                Digests.sha256("05"),
                Digests.sha256(birthDate(i).substring(8)),
                Digests.sha256("f")));
  }

  private static String partner() {
    return file(
        "email_sha256,email_sha256,email_sha256,phone_sha256,phone_sha256,phone_sha256,country",
        email -> List.of(email, "", "", "", "", "", ""),
        List.of("", "", "", Digests.sha256("+84987654321"), "", "", ""),
        i ->
            List.of(
                Digests.sha256("user" + i + "@mail.vn"),
                "",
                "",
                Digests.sha256(phone(i)),
                "",
                "",
                "VN"));
  }

  private static String sms() {
    return "customer_id,phone,given_name\n"
        + IntStream.range(0, TEXTED)
            .mapToObj(i -> id(i) + "," + phone(i) + ",Lan" + i + "\n")
            .collect(Collectors.joining());
  }

  /** A file of hashes: those who have one e-mail only, the family's phone once, and the 120. */
  private static String file(
      String header,
      Function<String, List<String>> emailOnly,
      List<String> family,
      IntFunction<List<String>> row) {
    Stream<List<String>> rows =
        Stream.concat(
            Stream.of("treated@mail.vn", "one@mail.vn", "two@mail.vn")
                .map(Digests::sha256)
                .map(emailOnly),
            Stream.concat(Stream.of(family), IntStream.range(0, CUSTOMERS).mapToObj(row)));
    return rows.sorted(
            (left, right) ->
                Arrays.compare(left.toArray(String[]::new), right.toArray(String[]::new)))
        .map(cells -> String.join(",", cells) + "\n")
        .collect(Collectors.joining("", header + "\n", ""));
  }

  private static String id(int i) {
    return String.format(Locale.ROOT, "c%03d", i);
  }

  private static String phone(int i) {
    return String.format(Locale.ROOT, "+8491%07d", 1_000_003 + i * 7_919);
  }

  private static String birthDate(int i) {
    return String.format(Locale.ROOT, "1990-05-%02d", 1 + i % 28);
  }
}

package io.tributary.serve;

import static io.tributary.serve.Digests.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.job.JobFailure;
import io.tributary.job.JobReport;
import io.tributary.serve.DeliverAudiences.Config;
import io.tributary.tables.gold.DeliveredKeys;
import io.tributary.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several nights of audiences that are kept up to date. */
@ExtendWith(SparkExtension.class)
class DeliveredChangesTest {

  private static final String SHARED = "+84912000111";
  private static final String OWN = "+84987654321";
  private static final Destination PARTNER =
      Destinations.ads("partner", Formats.GENERIC_HASHED, Mode.CHANGES, 1);
  private static final Destination WHOLE =
      Destinations.ads("whole", Formats.GENERIC_HASHED, Mode.REPLACE, 3);

  private static final Destination PLAIN =
      Destinations.of(
          "plain",
          Formats.GENERIC_PLAIN,
          new Destination.Consent("ads", "email"),
          Mode.REPLACE,
          2,
          "email");

  @TempDir Path dir;
  private ServedLake lake;

  @BeforeEach
  void open(SparkSession spark) {
    lake = new ServedLake(spark, dir);
  }

  @Test
  void takesBackKeysAsTheyWereSent(SparkSession spark) throws IOException {
    ServedCustomers first = new ServedCustomers();
    first.customer("a", "email", "a-old@mail.vn", "phone", SHARED).customer("b", "phone", SHARED);
    first.customer("c", "email", "c@mail.vn").customer("d", "email", "d@mail.vn", "phone", OWN);
    all(first, "a", "b", "c", "d").into(lake.lake(), spark);
    run(night(9));
    assertThat(sent("partner", "2026-11-09_add"))
        .containsExactlyInAnyOrder(
            List.of(sha256("a-old@mail.vn"), sha256(SHARED)),
            List.of(sha256(SHARED)),
            List.of(sha256("c@mail.vn")),
            List.of(sha256("d@mail.vn"), sha256(OWN)));
    assertThat(lake.names("partner"))
        .containsExactly("partner_vip_2026-11-09_add.csv", "partner_vip_2026-11-09_manifest.json");

    // a withdraws and has a new address, c is gone without a trace, d has a new address, e is new.
    ServedCustomers second = new ServedCustomers();
    second.customer("a", "email", "a-new@mail.vn", "phone", SHARED).customer("b", "phone", SHARED);
    second
        .customer("d", "email", "d-new@mail.vn", "phone", OWN)
        .customer("e", "email", "e@mail.vn");
    all(second, "b", "d", "e").member("vip", "a").consent("a", "ads", "ads", "DENIED", true);
    second.into(lake.lake(), spark);
    run(night(10));
    assertThat(sent("partner", "2026-11-10_add"))
        .containsExactlyInAnyOrder(
            // b had a key with a: whoever a platform took out by a's old address, b is in again.
            List.of(sha256(SHARED)),
            List.of(sha256("d-new@mail.vn"), sha256(OWN)),
            List.of(sha256("e@mail.vn")));
    assertThat(sent("partner", "2026-11-10_remove"))
        .containsExactlyInAnyOrder(
            List.of(sha256("a-old@mail.vn")),
            List.of(sha256("c@mail.vn")),
            List.of(sha256("d@mail.vn")));
    assertThat(sent("whole", "2026-11-10_full")).hasSize(3);
    assertThat(lake.delivered("partner", "partner_vip_2026-11-10_manifest.json"))
        .containsSubsequence("partner_vip_2026-11-10_remove.csv", "partner_vip_2026-11-10_add.csv");

    // b withdraws too: nobody is left with the phone. The full file becomes too small.
    ServedCustomers third = new ServedCustomers();
    third.customer("d", "email", "d-new@mail.vn", "phone", OWN).customer("e", "email", "e@mail.vn");
    all(third, "d", "e").into(lake.lake(), spark);
    JobReport report = run(night(11));
    assertThat(lake.names("partner")).doesNotContain("partner_vip_2026-11-11_add.csv");
    assertThat(sent("partner", "2026-11-11_remove")).containsExactly(List.of(sha256(SHARED)));
    assertThat(lake.names("whole")).doesNotContain("whole_vip_2026-11-11_full.csv");
    assertThat(sent("whole", "2026-11-11_remove")).containsExactly(List.of(sha256(SHARED)));
    assertThat(report.notes())
        .containsExactly("No file of vip for whole: 2 rows, and at least 3 are needed.");
    assertThat(held("partner"))
        .containsExactly(sorted(sha256("d-new@mail.vn"), sha256(OWN), sha256("e@mail.vn")));
    assertThat(held("whole")).isEqualTo(held("partner"));

    List<Long> versions = lake.versions();
    assertThat(run(night(10)).notes()).hasSize(2).allMatch(note -> note.contains("later data"));
    assertThat(lake.versions()).isEqualTo(versions);
    List<String> names = lake.names("partner");
    run(night(12));
    assertThat(lake.names("partner")).isEqualTo(names);
  }

  @Test
  void removesBeforeItAddsAndAddsAgainWhoMayHaveBeenRemovedWithAnother(SparkSession spark)
      throws IOException {
    List<String> arrived = new ArrayList<>();
    Destination pair = Destinations.ads("pair", Formats.GENERIC_HASHED, Mode.CHANGES, 2);
    DeliverAudiences job =
        new DeliverAudiences(
            new Config(14, 5),
            Destinations.byName(pair),
            Map.of("vip", "ads"),
            (target, outbox) ->
                file -> {
                  arrived.add(file.name());
                  return Drop.of(target, outbox).publish(file);
                });
    ServedCustomers first = new ServedCustomers().customer("b", "phone", SHARED);
    first.customer("a", "email", "a@mail.vn", "phone", SHARED);
    all(first, "a", "b").into(lake.lake(), spark);
    lake.run(job, night(9));

    // a withdraws; b alone would be too small a file, and is not forgotten for it.
    ServedCustomers second = new ServedCustomers().customer("b", "phone", SHARED);
    all(second, "b").into(lake.lake(), spark);
    lake.run(job, night(10));
    assertThat(sent("pair", "2026-11-10_remove")).containsExactly(List.of(sha256("a@mail.vn")));
    assertThat(lake.names("pair")).doesNotContain("pair_vip_2026-11-10_add.csv");

    second.customer("c", "email", "c@mail.vn");
    all(second, "c").into(lake.lake(), spark);
    lake.run(job, night(11));
    assertThat(sent("pair", "2026-11-11_add"))
        .containsExactlyInAnyOrder(List.of(sha256(SHARED)), List.of(sha256("c@mail.vn")));

    // c has another address and is still wanted.
    ServedCustomers fourth = new ServedCustomers().customer("b", "phone", SHARED);
    fourth.customer("c", "email", "c-new@mail.vn").customer("d", "email", "d@mail.vn");
    all(fourth, "b", "c", "d").into(lake.lake(), spark);
    arrived.clear();
    lake.run(job, night(12));
    assertThat(arrived)
        .containsExactly(
            "pair_vip_2026-11-12_remove.csv",
            "pair_vip_2026-11-12_add.csv",
            "pair_vip_2026-11-12_manifest.json");
    assertThat(sent("pair", "2026-11-12_add"))
        .containsExactlyInAnyOrder(List.of(sha256("c-new@mail.vn")), List.of(sha256("d@mail.vn")));
  }

  @Test
  void takesBackAnAudienceThatIsSentNoMore(SparkSession spark) throws IOException {
    ServedCustomers two = new ServedCustomers().customer("a", "email", "a@mail.vn");
    two.customer("b", "email", "b@mail.vn").member("away", "a");
    all(two, "a", "b").into(lake.lake(), spark);
    Destination partner = Destinations.sending(PARTNER, "vip", "away");
    lake.run(
        job(partner, PLAIN, Destinations.ads("gone", Formats.GOOGLE, Mode.REPLACE, 1)), night(9));
    assertThat(held("partner")).hasSize(2);
    lake.run(job(partner, PLAIN), night(10));

    // Another segment of the destination stays; the plain list is emptied; one is out of reach.
    DeliverAudiences fewer =
        job(Destinations.sending(PARTNER, "away"), Destinations.sending(PLAIN));
    JobReport report = lake.run(fewer, night(11));
    assertThat(sent("partner", "2026-11-11_remove"))
        .containsExactlyInAnyOrder(List.of(sha256("a@mail.vn")), List.of(sha256("b@mail.vn")));
    assertThat(lake.delivered("plain", "plain_vip_2026-11-11_full.csv")).isEqualTo("email\n");
    assertThat(held("partner")).containsExactly(sha256("a@mail.vn"));
    assertThat(report.counts()).containsEntry("files published", 2L);

    List<Long> versions = lake.versions();
    List<String> names = lake.names("partner");
    assertThat(lake.run(fewer, night(11)).counts()).isEmpty();
    assertThat(lake.versions()).isEqualTo(versions);
    lake.run(fewer, night(12));
    assertThat(lake.names("partner")).isEqualTo(names);
    assertThat(lake.names("plain")).doesNotContain("plain_vip_2026-11-12_full.csv");

    report = lake.run(job(PLAIN), night(13));
    assertThat(report.notes())
        .contains(
            "The destination partner is gone from conf/destinations and was sent away: put it back"
                + " with `segments = []` to take that back, or delete the audience there.");
    assertThat(sent("plain", "2026-11-13_full")).hasSize(2);
  }

  @Test
  void countsWhoSharesAKeyOverAllMembersOfTheDestination(SparkSession spark) throws IOException {
    ServedCustomers three = new ServedCustomers().customer("a", "email", "a@mail.vn", "phone", OWN);
    three.customer("never-asked", "phone", OWN).member("vip", "never-asked");
    three.customer("b", "email", "b@mail.vn", "phone", SHARED);
    three.customer("c", "phone", SHARED).agreesToAds("c").member("away", "c");
    all(three, "a", "b").into(lake.lake(), spark);
    Destination partner = Destinations.sending(PARTNER, "vip", "away");
    boolean[] isBroken = {true};
    DeliverAudiences job =
        new DeliverAudiences(
            new Config(14, 1),
            Destinations.byName(partner),
            Map.of("vip", "ads", "away", "ads"),
            (target, outbox) ->
                file -> {
                  if (isBroken[0] && file.name().contains("_vip_")) {
                    throw JobFailure.delivery("Not sent", "the line broke", "run again");
                  }
                  return Drop.of(target, outbox).publish(file);
                });
    assertThat(lake.run(job, night(9)).deferred()).hasSize(1);
    Files.delete(lake.prepared().resolve("partner_vip_2026-11-09_add.csv"));
    isBroken[0] = false;

    // Only one audience is due now, and its file is made again: it is the same file.
    JobReport report = lake.run(job, night(9));
    assertThat(report.notes()).isEmpty();
    assertThat(sent("partner", "2026-11-09_add"))
        .containsExactlyInAnyOrder(List.of(sha256("a@mail.vn")), List.of(sha256("b@mail.vn")));
    assertThat(lake.exclusions("partner"))
        .containsExactlyInAnyOrder("NO_CONSENT 1", "SHARED_KEY 1");
  }

  @Test
  void letsOthersGoOnAndForgetsNoKeyThatMayHaveArrived(SparkSession spark) throws IOException {
    ServedCustomers first = new ServedCustomers();
    first.customer("a", "email", "a@mail.vn").customer("b", "email", "b@mail.vn");
    first.customer("c", "email", "c@mail.vn");
    all(first, "a", "b", "c").into(lake.lake(), spark);
    Files.createDirectories(lake.folder("partner").getParent());
    Files.writeString(lake.folder("partner"), "a file where the folder should be");
    JobReport broken = run(night(9));
    assertThat(broken.deferred())
        .singleElement()
        .satisfies(f -> assertThat(f.category()).isEqualTo(JobFailure.Category.DELIVERY));
    assertThat(lake.names("whole")).contains("whole_vip_2026-11-09_full.csv");
    assertThat(lake.deliveries())
        .containsExactly(
            "partner ADD FAILED rows 3 of 3 of 3, attempts 1, at null",
            "whole FULL PUBLISHED rows 3 of 3 of 3, attempts 1, at " + night(9));
    Files.delete(lake.folder("partner"));
    assertThat(run(night(9)).deferred()).isEmpty();
    assertThat(lake.deliveries().get(0))
        .isEqualTo("partner ADD PUBLISHED rows 3 of 3 of 3, attempts 2, at " + night(9));
    assertThat(lake.delivered("partner", "partner_vip_2026-11-09_add.csv"))
        .isEqualTo(Files.readString(lake.prepared().resolve("partner_vip_2026-11-09_add.csv")));

    ServedCustomers second = new ServedCustomers();
    second.customer("a", "email", "a@mail.vn").customer("n", "email", "n@mail.vn");
    second.customer("m", "email", "m@mail.vn");
    all(second, "a", "n", "m").into(lake.lake(), spark);
    // The line breaks after the file of additions has its name, before we hear of it.
    DeliverAudiences cut =
        job(
            (target, outbox) ->
                file -> {
                  Receipt receipt = Drop.of(target, outbox).publish(file);
                  if (file.name().matches(".*_2026-11-10_(add|full).csv")) {
                    throw JobFailure.delivery("Not sent", "the line broke", "run again");
                  }
                  return receipt;
                });
    assertThat(lake.run(cut, night(10)).deferred()).hasSize(2);
    assertThat(lake.names("partner")).contains("partner_vip_2026-11-10_add.csv");

    ServedCustomers third = new ServedCustomers();
    third.customer("n", "email", "n@mail.vn");
    all(third, "n").into(lake.lake(), spark);
    run(night(11));
    assertThat(sent("partner", "2026-11-11_add")).containsExactly(List.of(sha256("n@mail.vn")));
    assertThat(sent("partner", "2026-11-11_remove"))
        .extracting(row -> row.get(0))
        .containsExactlyInAnyOrder(
            sha256("a@mail.vn"), sha256("b@mail.vn"), sha256("c@mail.vn"), sha256("m@mail.vn"));
    assertThat(held("partner")).containsExactly(sha256("n@mail.vn"));
  }

  @Test
  void replacesAPlainListThatHasBecomeTooSmall(SparkSession spark) throws IOException {
    DeliverAudiences job =
        new DeliverAudiences(
            new Config(14, 5), Destinations.byName(PLAIN), Map.of("vip", "ads"), Drop::of);
    ServedCustomers one = new ServedCustomers().customer("a", "email", "a@mail.vn");
    all(one, "a").into(lake.lake(), spark);
    assertThat(lake.run(job, night(9)).notes())
        .containsExactly("No file of vip for plain: 1 rows, and at least 2 are needed.");
    assertThat(lake.names("plain")).isEmpty();

    ServedCustomers two = new ServedCustomers().customer("a", "email", "a@mail.vn");
    two.customer("b", "email", "b@mail.vn");
    all(two, "a", "b").into(lake.lake(), spark);
    lake.run(job, night(10));
    assertThat(sent("plain", "2026-11-10_full"))
        .containsExactly(List.of("a@mail.vn"), List.of("b@mail.vn"));

    one.into(lake.lake(), spark);
    lake.run(job, night(11));
    assertThat(sent("plain", "2026-11-11_full")).containsExactly(List.of("a@mail.vn"));

    new ServedCustomers().into(lake.lake(), spark);
    lake.run(job, night(12));
    assertThat(lake.delivered("plain", "plain_vip_2026-11-12_full.csv")).isEqualTo("email\n");

    // The lists of the 10th and the 11th are older than 14 days by now.
    Files.writeString(lake.folder("plain").resolve("read-me.txt"), "the receiver's own");
    lake.run(job, night(26));
    assertThat(lake.names("plain"))
        .containsExactly(
            "plain_vip_2026-11-12_full.csv",
            "plain_vip_2026-11-12_manifest.json",
            "plain_vip_2026-11-26_full.csv",
            "plain_vip_2026-11-26_manifest.json",
            "read-me.txt");
  }

  private static DeliverAudiences job(Destination... destinations) {
    return new DeliverAudiences(
        new Config(14, 5), Destinations.byName(destinations), Map.of("vip", "ads", "away", "ads"));
  }

  private static ServedCustomers all(ServedCustomers customers, String... ids) {
    for (String id : ids) {
      customers.agreesToAds(id).consent(id, "ads", "email", "GRANTED", true).member("vip", id);
    }
    return customers;
  }

  private JobReport run(Instant asOf) {
    return lake.run(job(Drop::of), asOf);
  }

  private static DeliverAudiences job(Publisher.Drops drops) {
    return new DeliverAudiences(
        new Config(14, 5), Destinations.byName(PARTNER, WHOLE), Map.of("vip", "ads"), drops);
  }

  private static Instant night(int day) {
    return Instant.parse("2026-11-%02dT17:00:00Z".formatted(day));
  }

  /** The digests of each row of a file. */
  private List<List<String>> sent(String destination, String what) throws IOException {
    return lake.delivered(destination, destination + "_vip_" + what + ".csv")
        .lines()
        .skip(1)
        .map(line -> Arrays.stream(line.split(",")).filter(cell -> !cell.isEmpty()).toList())
        .toList();
  }

  /** Digests that were not taken back, sorted. */
  private Set<String> held(String destination) {
    Set<String> held = new TreeSet<>();
    lake.lake().lake().read(DeliveredKeys.TABLE).collectAsList().stream()
        .filter(row -> row.getAs(DeliveredKeys.DESTINATION).equals(destination))
        .filter(row -> row.getAs(DeliveredKeys.REMOVED_BY) == null)
        .forEach(row -> held.add(row.getAs(DeliveredKeys.DIGEST)));
    return held;
  }

  private static String[] sorted(String... texts) {
    return Arrays.stream(texts).sorted().toArray(String[]::new);
  }
}

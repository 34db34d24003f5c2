package io.tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.job.JobReport;
import io.tributary.lake.Lake;
import io.tributary.serve.BreakingLake.Crash;
import io.tributary.serve.DeliverAudiences.Config;
import io.tributary.tables.gold.DeliveredKeys;
import io.tributary.tables.gold.Deliveries;
import io.tributary.tables.gold.DeliveryExclusions;
import io.tributary.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A run that dies on the way, and the one after it. */
@ExtendWith(SparkExtension.class)
class DeliveryRetryTest {

  private static final Instant NIGHT = Instant.parse(ServedCustomers.NIGHT);
  private static final Destination PARTNER =
      Destinations.ads("partner", Formats.GENERIC_HASHED, Mode.CHANGES, 1);

  @TempDir Path dir;

  /** Names of files that got their final name, once for each time. */
  private final List<String> arrivals = new ArrayList<>();

  @Test
  void publishesOneCopyWhereverARunDies(SparkSession spark) throws IOException {
    ServedLake undisturbed = night(spark, "undisturbed");
    undisturbed.run(job(arriving(Integer.MAX_VALUE)), NIGHT);
    List<String> expected = List.copyOf(arrivals);
    assertThat(expected)
        .containsExactly("partner_vip_2026-11-09_add.csv", "partner_vip_2026-11-09_manifest.json");

    Map<String, UnaryOperator<Lake>> deaths =
        Map.of(
            "before-keys", lake -> new BreakingLake(lake, DeliveredKeys.TABLE, 1),
            "before-prepared", lake -> new BreakingLake(lake, Deliveries.TABLE, 1),
            "before-published", lake -> new BreakingLake(lake, Deliveries.TABLE, 2));
    for (String death : deaths.keySet().stream().sorted().toList()) {
      ServedLake lake = night(spark, death);
      diesAndIsRunAgain(lake, Integer.MAX_VALUE, deaths.get(death));
      assertSame(death, lake, undisturbed);
      assertThat(arrivals).as(death).isEqualTo(expected);
    }
    for (int files : List.of(0, 1)) {
      String death = "after-" + files + "-files";
      ServedLake lake = night(spark, death);
      diesAndIsRunAgain(lake, files, UnaryOperator.identity());
      assertSame(death, lake, undisturbed);
      assertThat(arrivals).as(death).isEqualTo(expected);
    }
  }

  @Test
  void makesALostFileAgainAndSaysSoIfItIsAnother(SparkSession spark) throws IOException {
    ServedLake lake = night(spark, "lost");
    assertThatThrownBy(() -> lake.run(job(arriving(0)), NIGHT)).isInstanceOf(Crash.class);
    String fixed = lake.rows(Deliveries.TABLE).get(0);
    Path file = lake.prepared().resolve("partner_vip_2026-11-09_add.csv");
    Files.delete(file);
    assertThatThrownBy(() -> lake.run(job(arriving(0)), NIGHT)).isInstanceOf(Crash.class);
    assertThat(lake.rows(Deliveries.TABLE)).containsExactly(fixed);

    Files.delete(file);
    new ServedCustomers()
        .customer("a", "email", "a@mail.vn")
        .agreesToAds("a")
        .member("vip", "a")
        .into(lake.lake(), spark);
    JobReport report = lake.run(job(arriving(Integer.MAX_VALUE)), NIGHT);
    assertThat(report.notes()).singleElement().asString().contains("was gone from the outbox");
    assertThat(lake.delivered("partner", "partner_vip_2026-11-09_add.csv"))
        .contains(Digests.sha256("a@mail.vn"))
        .doesNotContain(Digests.sha256("b@mail.vn"));
    assertThat(lake.deliveries())
        .contains("partner ADD PUBLISHED rows 1 of 1 of 1, attempts 1, at " + NIGHT);
    lake.run(job(arriving(Integer.MAX_VALUE)), NIGHT.plusSeconds(16 * 86_400));
    assertThat(file).as("expired with its day").doesNotExist();
  }

  private void diesAndIsRunAgain(ServedLake lake, int files, UnaryOperator<Lake> death) {
    arrivals.clear();
    assertThatThrownBy(() -> lake.run(job(arriving(files)), NIGHT, death))
        .isInstanceOf(Crash.class);
    JobReport report = lake.run(job(arriving(Integer.MAX_VALUE)), NIGHT);
    assertThat(report.deferred()).isEmpty();
    assertThat(report.notes()).isEmpty();
  }

  private static void assertSame(String death, ServedLake lake, ServedLake undisturbed)
      throws IOException {
    assertThat(lake.rows(Deliveries.TABLE)).as(death).isEqualTo(undisturbed.rows(Deliveries.TABLE));
    assertThat(lake.rows(DeliveredKeys.TABLE))
        .as(death)
        .hasSize(3)
        .isEqualTo(undisturbed.rows(DeliveredKeys.TABLE));
    assertThat(lake.rows(DeliveryExclusions.TABLE))
        .as(death)
        .hasSize(1)
        .isEqualTo(undisturbed.rows(DeliveryExclusions.TABLE));
    assertThat(lake.outbox()).as(death).isEqualTo(undisturbed.outbox());
  }

  /** The tables before the night. */
  private ServedLake night(SparkSession spark, String name) {
    ServedCustomers customers = new ServedCustomers();
    customers.customer("a", "email", "a@mail.vn", "phone", "+84987654321").agreesToAds("a");
    customers.customer("b", "email", "b@mail.vn").agreesToAds("b");
    for (String id : List.of("a", "b", "unasked")) {
      customers.member("vip", id);
    }
    ServedLake lake = new ServedLake(spark, dir.resolve(name));
    customers.into(lake.lake(), spark);
    return lake;
  }

  /** A folder that counts what arrives; after a number of files the machine dies. */
  private Publisher.Drops arriving(int files) {
    return (target, outbox) -> {
      Drop folder = Drop.of(target, outbox);
      int[] left = {files};
      return file -> {
        if (left[0] == 0) {
          throw new Crash();
        }
        Receipt receipt = folder.publish(file);
        if (receipt.outcome() == Receipt.Outcome.PUBLISHED) {
          arrivals.add(receipt.name());
        }
        left[0]--;
        if (left[0] == 0) {
          throw new Crash();
        }
        return receipt;
      };
    };
  }

  private static DeliverAudiences job(Publisher.Drops drops) {
    return new DeliverAudiences(
        new Config(14, 5), Destinations.byName(PARTNER), Map.of("vip", "ads"), drops);
  }
}

package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.bench.KilledNights.Outcome;
import io.tributary.generate.Generator;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A few kills; {@code tributary bench kills} makes many. */
@Tag("slow")
class KilledNightsTest {
  /** What is needed for customers, money, consent and a file to send. */
  private static final Set<String> SOURCES = Set.of("crm", "pos", "consents", "catalog", "rates");

  private static final List<String> STAGES = List.of("identity", "serve");

  @Test
  void aNightThatIsKilledAndRunAgainLeavesWhatAnUndisturbedOneLeaves() throws Exception {
    Path home = Path.of(System.getProperty("project.root"));
    Installation installation =
        new Installation(home, Path.of("target/killed-nights"), "demo.conf")
            .generate(150, Generator.Locale.MIXED, SOURCES);
    try (SparkSession session = KillsBench.session()) {
      KilledNights nights = new KilledNights(installation, session);
      nights.prepareNight();

      Outcome outcome = nights.kill(0, STAGES, new Random(5));

      assertThat(installation.live().resolve("outbox/delivered/partner")).isNotEmptyDirectory();
      assertThat(outcome.differences()).isEmpty();
      assertThat(outcome.kills()).hasSize(STAGES.size());
    }
  }
}

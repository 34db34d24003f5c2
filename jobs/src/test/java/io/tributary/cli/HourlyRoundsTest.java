package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.config.Settings;
import io.tributary.serve.FileName;
import io.tributary.tables.Table;
import io.tributary.tables.Tables;
import io.tributary.testing.SampleNights;
import io.tributary.testing.SteppingClock;
import io.tributary.testing.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What happens between two rounds of {@code run hourly --every}, after the sample nights. */
@Tag("full")
@ExtendWith(SampleNights.Extension.class)
class HourlyRoundsTest {
  private static final Instant FIRST_ROUND = SampleNights.LAST.plus(Duration.ofHours(1));

  private final List<Instant> ran = new ArrayList<>();
  private final Rounds rounds =
      new Rounds(Duration.ZERO, new SteppingClock(FIRST_ROUND, Duration.ofMinutes(5)));

  @Test
  void aConsentWithdrawnBetweenTwoRoundsIsInNoFileOfTheSecond(
      SampleNights nights, @TempDir Path directory) throws Exception {
    FileUtils.copyDirectory(nights.directory().toFile(), directory.toFile());
    List<String> phones = new ArrayList<>();
    List<Map<String, Long>> versions = new ArrayList<>();
    try (Workspace workspace = workspace(nights, directory)) {
      PlannedRun plan = PlannedRun.of(workspace, "hourly", List.of(), false);
      RepeatedRun run =
          new RepeatedRun(
              "hourly", plan, () -> plan, outcomes -> outcomes.get(0).succeeded() ? 0 : 1);
      Queue<Runnable> between =
          new ArrayDeque<>(
              List.of(
                  () -> phones.add(withdrawOne(directory)),
                  () -> versions.add(versions(workspace)),
                  () -> versions.add(versions(workspace))));
      rounds.repeat(
          asOf -> {
            if (!ran.isEmpty()) {
              between.remove().run();
            }
            if (between.isEmpty()) {
              stop();
            }
            return run.waiting(asOf);
          },
          asOf -> ran.add(asOf) && run.round(asOf));
    }

    assertThat(ran).hasSize(2);
    assertThat(sent(directory, ran.get(0))).contains(phones.get(0));
    assertThat(sent(directory, ran.get(1))).isNotEmpty().doesNotContain(phones.get(0));
    assertThat(versions.get(1)).as("after a round with nothing new").isEqualTo(versions.get(0));
  }

  /** From another thread, as a signal comes; it has only to be there before the round ends. */
  private void stop() {
    new Thread(rounds::stop).start();
    while (!rounds.isStopping()) {
      Thread.onSpinWait();
    }
  }

  private static Workspace workspace(SampleNights nights, Path directory) {
    Map<String, String> places = nights.places();
    places.replaceAll(
        (key, value) -> value.replace(nights.directory().toString(), directory.toString()));
    Path conf = SampleNights.ROOT.resolve("conf");
    return new Workspace(Settings.load(conf, conf.resolve("local.conf"), places));
  }

  /** Somebody who is in a file of the first round says no, and the shop delivers it at once. */
  private String withdrawOne(Path directory) {
    try {
      String phone =
          sent(directory, ran.get(0))
              .lines()
              .map(line -> line.split(","))
              .filter(cells -> cells.length > 1 && cells[1].startsWith("+84"))
              .findFirst()
              .orElseThrow()[1];
      Files.writeString(
          directory.resolve("landing/consents/consents_2026-11-11.csv"),
          """
          subject_type,subject,purpose,channel,decision,decided_at,method,text_version,place,evidence_ref
          phone,%s,marketing,sms,withdrawn,2026-11-11T01:02:00+07:00,app,2026-01,,EV1
          """
              .formatted(phone));
      return phone;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** All files of a round, one behind the other. */
  private static String sent(Path directory, Instant asOf) throws IOException {
    String interval = FileName.interval(asOf, TestLake.ZONE);
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory.resolve("outbox"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (file.getFileName().toString().contains(interval)) {
          text.append(Files.readString(file)).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static Map<String, Long> versions(Workspace workspace) {
    Map<String, Long> versions = new TreeMap<>();
    for (Table table : Tables.ALL) {
      versions.put(table.qualifiedName(), workspace.lake().version(table));
    }
    return versions;
  }
}

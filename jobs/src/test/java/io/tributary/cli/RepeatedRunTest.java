package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.config.Settings;
import io.tributary.testing.Installation;
import io.tributary.testing.SparkExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a service that runs for weeks makes of settings that are edited meanwhile. */
@ExtendWith(SparkExtension.class)
class RepeatedRunTest {
  private static final Instant AS_OF = Instant.parse("2026-11-10T20:00:00Z");

  private Path conf;

  @Test
  void eachRoundGoesByTheSettingsAsTheyStandUnlessTheyAreWrong(@TempDir Path directory)
      throws IOException {
    Installation installation =
        Installation.in(directory, "local.conf", directory.resolve("secrets/hmac.key"));
    conf = installation.conf().getParent();
    Files.createDirectories(directory.resolve("landing/tills"));
    Files.writeString(directory.resolve("landing/tills/tickets_2026-11-10.jsonl"), "{}");
    RepeatedRun run = new RepeatedRun("hourly", plan(), this::plan, outcomes -> 0);

    String first = run.waiting(AS_OF);
    assertThat(first).contains("pos pos/tickets_2026-11-10.jsonl").doesNotContain("pos tills/");
    assertThat(run.waiting(AS_OF)).isEqualTo(first);

    // Another folder, another definition, another setting: each is work for a round.
    edit("sources/pos.conf", "pos/tickets_", "tills/tickets_");
    String moved = settled(run, first);
    assertThat(moved).contains("pos tills/tickets_2026-11-10.jsonl");
    edit("segments/vip.conf", "# A segment", "# A good segment");
    assertThat(run.waiting(AS_OF)).isEqualTo(moved);
    edit("segments/vip.conf", "amount = 1000,", "amount = 2000,");
    String another = settled(run, moved);
    assertThat(another).isNotEqualTo(moved);
    edit("test.conf", "outbox.root", "serve.max-shared-key = 9, outbox.root");
    String third = settled(run, another);
    assertThat(third).isNotEqualTo(another);

    // Somebody is still writing.
    edit("sources/pos.conf", "path =", "path");
    Told broken = told(() -> run.waiting(AS_OF));
    assertThat(broken.waiting()).isEqualTo(third);
    assertThat(broken.err()).contains("pos.conf").contains("settings of before");
    edit("sources/pos.conf", "path", "path =");
    Told mended = told(() -> run.waiting(AS_OF));
    assertThat(mended).isEqualTo(new Told(third, ""));
  }

  @Test
  void aSetOfFilesIsTakenUpOnceItStaysAsItIs(@TempDir Path directory) throws IOException {
    Installation installation =
        Installation.in(directory, "local.conf", directory.resolve("secrets/hmac.key"));
    conf = installation.conf().getParent();
    RepeatedRun run = new RepeatedRun("hourly", plan(), this::plan, outcomes -> 0);
    String first = run.waiting(AS_OF);

    // The half of it reads well, and is no settings that anybody wrote.
    edit("segments/vip.conf", "amount = 1000,", "amount = 2000,");
    assertThat(run.waiting(AS_OF)).isEqualTo(first);
    edit("test.conf", "outbox.root", "serve.max-shared-key = 9, outbox.root");
    assertThat(run.waiting(AS_OF)).isEqualTo(first);
    edit("sources/pos.conf", "path =", "path");
    assertThat(run.waiting(AS_OF)).isEqualTo(first);
    edit("sources/pos.conf", "path", "path =");
    assertThat(run.waiting(AS_OF)).isEqualTo(first);

    Told taken = told(() -> run.waiting(AS_OF));
    assertThat(taken.waiting()).contains("2000").contains("\"max-shared-key\":9");
    assertThat(taken.err()).contains("this round goes by the new ones");
  }

  /** What waits by the settings that were just edited: the first look at them changes nothing. */
  private static String settled(RepeatedRun run, String before) {
    Told seen = told(() -> run.waiting(AS_OF));
    assertThat(seen.waiting()).isEqualTo(before);
    assertThat(seen.err()).contains("if they stay like this");
    return java.util.Objects.requireNonNull(run.waiting(AS_OF));
  }

  private PlannedRun plan() {
    Workspace workspace = new Workspace(Settings.load(conf, conf.resolve("test.conf"), Map.of()));
    return PlannedRun.of(workspace, "hourly", List.of(), false);
  }

  private void edit(String file, String what, String by) throws IOException {
    Path path = conf.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(what);
    int at = text.indexOf(what);
    Files.writeString(path, text.substring(0, at) + by + text.substring(at + what.length()));
  }

  private record Told(@Nullable String waiting, String err) {}

  private static Told told(java.util.function.Supplier<@Nullable String> look) {
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      return new Told(look.get(), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }
}

package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testing.Printed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "job",
        "plan",
        "demo",
        "sql",
        "status",
        "doctor",
        "report",
        "source",
        "source draft",
        "source check",
        "rejects",
        "replay",
        "customer",
        "segment",
        "segment preview",
        "segment overlap",
        "segment changes",
        "export",
        "export list",
        "export why",
        "explain",
        "review",
        "link",
        "unlink",
        "model",
        "model list",
        "model activate",
        "dedupe",
        "evaluate",
        "generate",
        "components"
      })
  void everyCommandHelpsWithAnExample(String command) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    int exit;
    try {
      exit = Main.execute((command + " --help").split(" "));
    } finally {
      System.setOut(before);
    }

    assertThat(exit).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("Example: tributary " + command.split(" ")[0]);
  }

  @Test
  void aBugIsToldWithoutWhatItQuotes() {
    Exception bug =
        new IllegalStateException(
            "no row for 0912345678", new IllegalArgumentException("a@example.com"));

    assertThat(Main.withoutMessages(bug))
        .startsWith("java.lang.IllegalStateException\n\tat io.tributary.MainTest.aBugIsTold")
        .contains("Caused by: java.lang.IllegalArgumentException\n\tat ")
        .doesNotContain("0912345678", "example.com");
  }

  @Test
  void aRangeIsEachOfItsDaysAndHasAnOrder() {
    Printed days = dryRun("--from=2026-11-08", "--to=2026-11-09");
    Printed day = dryRun("--as-of=2026-11-09");
    Printed backwards = dryRun("--from=2026-11-09", "--to=2026-11-08");

    assertThat(days.out().lines().map(line -> line.split(" ")[0]).distinct())
        .containsExactly("2026-11-08T17:00:00Z", "2026-11-09T17:00:00Z");
    assertThat(days.out()).endsWith(day.out()).hasLineCount(2 * (int) day.out().lines().count());
    assertThat(day.out()).contains("  collect  collect-files", "  serve  deliver-audiences");
    assertThat(backwards.exitCode()).isEqualTo(2);
    assertThat(backwards.err()).contains("The data interval is not clear", "--to not before");
    assertThat(backwards.out()).isEmpty();
  }

  private static Printed dryRun(String... days) {
    List<String> words = new ArrayList<>(List.of("run", "nightly", "--dry-run"));
    words.addAll(List.of(days));
    return Printed.by(words);
  }

  @Test
  void aRunWithoutTheKeyOfThePseudonymsStopsBeforeItReads(@TempDir Path dir) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    int exit;
    try {
      exit =
          Main.execute(
              "run",
              "nightly",
              "--as-of=2026-11-08",
              "--conf=" + Path.of(System.getProperty("project.root"), "conf/local.conf"),
              "--set=lake.root=" + dir.resolve("lake"),
              "--set=landing.root=" + dir,
              "--set=keys.hmac-file=" + dir.resolve("none.key"));
    } finally {
      System.setErr(before);
    }

    assertThat(exit).isEqualTo(2);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("none.key cannot be used", "od -An -v -tx1")
        .doesNotContain("Exception");
    assertThat(dir.resolve("lake/bronze")).doesNotExist();
  }
}

package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
}

package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.job.JobOutcome;
import io.tributary.job.JobOutcome.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

  /** The DAG of a night goes on by this word, see {@code tributary_stages.py}. */
  @Test
  void onlyAJobThatDeferredFailuresSaysSo() {
    assertThat(told(State.SUCCEEDED, "One is missing.\nAnother is late."))
        .containsPattern("(?m)^ +deferred: 2 failures, told at the end$");
    assertThat(told(State.SUCCEEDED, "")).doesNotContain("deferred");
    assertThat(told(State.FAILED, "No.")).doesNotContain("deferred");
    assertThat(told(State.SKIPPED, "withheld")).doesNotContain("deferred");
  }

  private static String told(State state, String message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ConsoleProgress(new PrintStream(out, true, StandardCharsets.UTF_8), false)
        .finished(
            new JobOutcome(
                "collect-files", "collect", state, 1, Map.of(), Map.of(), List.of(), message));
    return out.toString(StandardCharsets.UTF_8);
  }
}

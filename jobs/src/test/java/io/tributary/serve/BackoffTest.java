package io.tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void doublesUpToAMinute() {
    Duration first = Duration.ofSeconds(10);
    assertThat(Backoff.length(first, 1)).hasSeconds(10);
    assertThat(Backoff.length(first, 3)).hasSeconds(40);
    assertThat(Backoff.length(first, 9)).hasSeconds(60);
  }
}

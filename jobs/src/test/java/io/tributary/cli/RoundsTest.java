package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testing.SteppingClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final Instant BEGIN = Instant.parse("2026-11-09T03:00:00.250Z");

  private final List<Instant> ran = new ArrayList<>();

  /** It is looked at twice a round. */
  private final Clock clock = new SteppingClock(BEGIN, Duration.ofSeconds(30));

  private final Rounds rounds = new Rounds(Duration.ofSeconds(1), clock);

  @Test
  void runsWhenSomethingIsNewAndAgainAfterAFailure() throws InterruptedException {
    Iterator<String> waiting = List.of("a", "a", "a b", "a b", "a b", "next day", "end").iterator();

    repeat(waiting, () -> ran.size() != 2);

    // First, the new file, the same once more since that failed, the next day, the end.
    assertThat(ran).containsExactly(at(0), at(2), at(3), at(5), at(6));
  }

  @Test
  void looksAgainAfterALookThatFailed() throws InterruptedException {
    Iterator<String> waiting = Arrays.asList("a", null, "a", "end").iterator();

    repeat(waiting, () -> true);

    // What came while nobody could look is not missed: the round after it is run whatever waits.
    assertThat(ran).containsExactly(at(0), at(2), at(3));
  }

  @Test
  void waitsForTheNextRoundAndNoLongerWhenTheClockIsSetBack() {
    Rounds five = new Rounds(Duration.ofMinutes(5), clock);

    assertThat(
            List.of(
                five.left(at(0), at(2)),
                five.left(at(0), at(7)),
                five.left(at(0), at(0).minus(Duration.ofHours(1)))))
        .containsExactly(Duration.ofMinutes(3), Duration.ZERO, Duration.ofMinutes(5));
  }

  /** Rounds until nothing waits any more. */
  private void repeat(Iterator<String> waiting, BooleanSupplier succeeds)
      throws InterruptedException {
    rounds.repeat(
        asOf -> waiting.next(),
        asOf -> {
          ran.add(asOf);
          if (!waiting.hasNext()) {
            new Thread(rounds::stop).start();
            awaitTheStop();
          }
          return succeeds.getAsBoolean();
        });
  }

  private static Instant at(int round) {
    return Instant.parse("2026-11-09T03:00:00Z").plusSeconds(60L * round);
  }

  /** The stop comes from another thread; it has only to be there before the round ends. */
  private void awaitTheStop() {
    while (!rounds.isStopping()) {
      Thread.onSpinWait();
    }
  }
}

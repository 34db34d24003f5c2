package io.tributary.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The same run again and again in one warm session, minutes apart. The as-of of a round is the
 * moment at which it begins, in whole seconds. A round for which no new file waits, on the business
 * day and by the settings of the last one, is passed over: it commits nothing, not even in {@code
 * ops}. The turn of the day is something new, since windows and ages move with it.
 */
final class Rounds {
  private final Duration every;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  /**
   * @param every from the begin of one round to the begin of the next; a round that takes longer is
   *     followed at once
   * @param clock the one place where an as-of comes from a clock
   */
  Rounds(Duration every, Clock clock) {
    this.every = every;
    this.clock = clock;
  }

  /**
   * Goes on until {@link #stop}.
   *
   * @param inputs what a round would work on, as text: equal texts, nothing new; null if that
   *     cannot be told now, and no round is begun
   * @param run one round, and whether it succeeded; if not, the next tries again
   */
  void repeat(Function<Instant, @Nullable String> inputs, Predicate<Instant> run)
      throws InterruptedException {
    try {
      String last = null;
      do {
        Instant begin = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        last = round(begin, last, inputs, run);
        Duration left = left(begin, clock.instant());
        if (stop.await(left.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      } while (true);
    } finally {
      done.countDown();
    }
  }

  /** To the begin of the next round, and no more than one round when the clock was set back. */
  Duration left(Instant begin, Instant now) {
    Duration left = Duration.between(now, begin.plus(every));
    Duration atMost = left.compareTo(every) > 0 ? every : left;
    return atMost.isNegative() ? Duration.ZERO : atMost;
  }

  private static @Nullable String round(
      Instant asOf,
      @Nullable String last,
      Function<Instant, @Nullable String> inputs,
      Predicate<Instant> run) {
    String now = inputs.apply(asOf);
    if (now == null) {
      return null;
    }
    if (now.equals(last)) {
      return last;
    }
    return run.test(asOf) ? now : null;
  }

  boolean isStopping() {
    return stop.getCount() == 0;
  }

  /** Ends after the round that is under way; returns when it has ended. */
  void stop() {
    stop.countDown();
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.tributary.serve;

import java.time.Duration;

/** How long to wait between attempts. */
@FunctionalInterface
interface Backoff {

  /** No pause is longer. */
  Duration LONGEST = Duration.ofMinutes(1);

  /**
   * Waits after an attempt that failed.
   *
   * @param attempt its number, from 1
   */
  void pause(int attempt) throws InterruptedException;

  /** Pauses that start with the given one and double, up to {@link #LONGEST}. */
  static Backoff doubling(Duration first) {
    return attempt -> Thread.sleep(length(first, attempt).toMillis());
  }

  /** The length of the pause after an attempt. */
  static Duration length(Duration first, int attempt) {
    Duration pause = first;
    for (int i = 1; i < attempt && pause.compareTo(LONGEST) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }
}

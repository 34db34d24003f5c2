package io.tributary.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves on each time it is looked at, and only then. */
public final class SteppingClock extends Clock {
  private final Duration step;
  private Instant now;

  /**
   * @param step how far it moves on; negative = it is set back
   */
  public SteppingClock(Instant begin, Duration step) {
    this.now = begin;
    this.step = step;
  }

  @Override
  public Instant instant() {
    Instant at = now;
    now = now.plus(step);
    return at;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}

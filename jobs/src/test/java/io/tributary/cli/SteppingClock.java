package io.tributary.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves on each time it is looked at, and only then. */
final class SteppingClock extends Clock {
  private final Duration step;
  private Instant now;

  SteppingClock(Instant begin, Duration step) {
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

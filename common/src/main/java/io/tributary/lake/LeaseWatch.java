package io.tributary.lake;

import io.tributary.lake.LeaseFiles.Holding;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What somebody who waits for the lease has seen, in time that passes evenly. */
final class LeaseWatch {
  private final LongSupplier nanos;
  private final WriterLease.Config config;
  private final long begin;
  private @Nullable Holding seen;
  private long seenSince;
  private boolean hasBeaten;

  /**
   * @param nanos rises evenly, whatever the clock does
   */
  LeaseWatch(LongSupplier nanos, WriterLease.Config config) {
    this.nanos = nanos;
    this.config = config;
    this.begin = nanos.getAsLong();
  }

  /** Whether the lease is given back, or its holder has been silent by the clock or for us. */
  boolean isFree(Holding holding, Instant now) {
    if (!holding.equals(seen)) {
      hasBeaten = seen != null;
      seen = holding;
      seenSince = nanos.getAsLong();
    }
    boolean isSilent = holding.heartbeatAt().plus(config.deadAfter()).isBefore(now);
    return holding.isReleased() || isSilent || isSilentForUs();
  }

  /** Who wrote in the future is watched until it is clear whether it lives. */
  boolean isTooLong(Holding holding, Instant now) {
    // Written by a clock that is ahead of ours: when, nobody can tell.
    boolean isOfTheFuture = holding.heartbeatAt().minus(config.deadAfter()).isAfter(now);
    boolean isUnclear = isOfTheFuture && !hasBeaten;
    return since(begin).compareTo(config.waitAtMost()) >= 0 && !isUnclear;
  }

  private boolean isSilentForUs() {
    return since(seenSince).compareTo(config.deadAfter()) >= 0;
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanos.getAsLong() - start);
  }
}

package io.tributary.cli;

import io.tributary.job.Sessions;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** A Spark session on this machine, started on first use, for commands that need no settings. */
final class LocalSession implements Supplier<SparkSession>, AutoCloseable {
  private final boolean isGuest = Sessions.isRunning();
  private @Nullable SparkSession session;

  @Override
  public SparkSession get() {
    if (session == null) {
      session = Sessions.start("tributary", Map.of("master", "local[*]", "ui.enabled", "false"));
    }
    return session;
  }

  @Override
  public void close() {
    if (session != null && !isGuest) {
      session.stop();
    }
  }
}

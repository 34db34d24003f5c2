package io.tributary.job;

import java.util.List;
import java.util.Optional;

/** Tells a full disk from a bug, whoever met it first: a task, a commit, the ledger or a lease. */
final class FullDisk {
  /** What the operating system says; Spark repeats it in the message of a failed stage. */
  private static final List<String> SIGNS =
      List.of("No space left on device", "Disk quota exceeded");

  private FullDisk() {}

  /** The failure to report in place of an exception, if a disk was full. */
  static Optional<JobFailure> behind(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (SIGNS.stream().anyMatch(message::contains)) {
        return Optional.of(
            JobFailure.storage(
                    "The disk is full",
                    "there was no room left for the lake, the outbox or Spark's scratch files"
                        + " (spark.local.dir)",
                    "make room, then run again: what was done stays, and the rest is done then")
                .because(exception));
      }
    }
    return Optional.empty();
  }
}

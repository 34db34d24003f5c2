package io.tributary.job;

import java.util.List;
import java.util.Optional;

/** Tells a full disk from a bug, whoever met it first: a task, a commit, the ledger or a lease. */
final class FullDisk {
  /**
   * What Unix and Windows say, and the exceptions of HDFS; Spark repeats class and message of an
   * executor's exception in the message of a failed stage.
   */
  private static final List<String> SIGNS =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "There is not enough space on the disk",
          "QuotaExceededException");

  private FullDisk() {}

  /** The failure to report in place of an exception, if a disk was full. */
  static Optional<JobFailure> behind(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      String text = cause.toString();
      if (SIGNS.stream().anyMatch(text::contains)) {
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

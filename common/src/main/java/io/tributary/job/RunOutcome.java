package io.tributary.job;

import java.time.Instant;
import java.util.List;

/**
 * How a run ended.
 *
 * @param jobs in the order in which they ran; after a failed job none follows
 * @param failures what a user has to act on: a failed job last, before it refused required files
 */
public record RunOutcome(
    long runNo, String runId, Instant asOf, List<JobOutcome> jobs, List<JobFailure> failures) {

  public boolean succeeded() {
    return failures.isEmpty();
  }
}

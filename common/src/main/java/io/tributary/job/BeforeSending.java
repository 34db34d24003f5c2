package io.tributary.job;

import io.tributary.job.RunLedger.Success;
import io.tributary.tables.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What must hold of the jobs before a run's own when it sends data out: one that has not ended
 * well, or has not seen what is new, may have missed a withdrawal of consent.
 *
 * @param order names of all jobs of the pipeline
 * @param before those that come before the first of the run
 */
record BeforeSending(List<String> order, List<? extends Job> before) {
  private static final String WHAT = "Nothing was sent";
  private static final String MISSED = ", and what it missed may hold a withdrawal of consent";

  static BeforeSending of(List<? extends Job> whole, Job first) {
    List<String> order = whole.stream().map(Job::name).toList();
    return new BeforeSending(order, whole.subList(0, order.indexOf(first.name())));
  }

  /**
   * @throws JobFailure INPUT when a job has not ended well for this data interval; BUSY when a run
   *     of another pipeline failed or wrote since, which may be under way to mend that
   */
  void require(Instant asOf, Map<String, Success> successes, RunLedger ledger) {
    if (before.isEmpty()) {
      return;
    }
    Map<String, Map<String, Long>> lastWrites = ledger.lastWrites();
    for (Job job : before) {
      Success last = successes.get(job.name());
      Instant doneFor = last == null ? null : last.doneFor();
      if (last == null || doneFor == null || doneFor.isBefore(asOf)) {
        throw JobFailure.input(
            WHAT, job.name() + " has not ended well for this data interval" + MISSED, again(job));
      }
      if (!last.isSound()) {
        throw JobFailure.busy(
            WHAT,
            job.name() + " has since failed in a run of another pipeline" + MISSED,
            "wait until that run is repeated and ends well; or " + again(job));
      }
      for (Table table : job.reads()) {
        lastWrites
            .getOrDefault(table.qualifiedName(), Map.of())
            .forEach((writer, run) -> requireSeen(job, last, table, writer, run));
      }
    }
  }

  private void requireSeen(Job job, Success last, Table table, String writer, long run) {
    // What is in no pipeline, such as a replay of rejects, comes before all: -1.
    boolean isInput = order.indexOf(writer) < order.indexOf(job.name());
    if (isInput && run > last.greatestRun()) {
      throw JobFailure.busy(
          WHAT,
          "%s has written %s since %s ran".formatted(writer, table.qualifiedName(), job.name())
              + MISSED,
          "wait if another run is under way; else " + again(job));
    }
  }

  private static String again(Job job) {
    return "run stage " + job.stage() + " and those after it, then this one again";
  }
}

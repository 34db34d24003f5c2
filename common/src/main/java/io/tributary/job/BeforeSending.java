package io.tributary.job;

import io.tributary.job.RunLedger.Success;
import io.tributary.lake.Lake;
import io.tributary.lake.Stamp;
import io.tributary.lake.StoredLake;
import io.tributary.tables.Table;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of the jobs before those of a run when one of these sends data out: any that has
 * not ended well, or on the way to what permits the sending has not seen what is new, may have
 * missed a withdrawal of consent.
 *
 * @param before the jobs of the pipeline before the first of the run
 * @param permits of the job that sends: {@link Job#permits}
 */
record BeforeSending(List<? extends Job> before, Set<Table> permits) {
  private static final String WHAT = "Nothing was sent";
  private static final String MISSED = ", and what it missed may hold a withdrawal of consent";

  /**
   * @throws JobFailure INPUT when a job has not ended well for this data interval; BUSY when a run
   *     of another pipeline failed or wrote since, which may be under way to mend that
   */
  void require(Instant asOf, Map<String, Success> successes, StoredLake lake) {
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
    }
    for (Job job : onTheWay()) {
      Success last = successes.get(job.name());
      if (last != null) {
        requireSeen(job, last.greatestRun(), lake);
      }
    }
  }

  /** Jobs that what permits the sending is made by, the first one first. */
  private List<? extends Job> onTheWay() {
    Set<Table> needed = new HashSet<>(permits);
    Set<Job> makers = new HashSet<>();
    for (int i = before.size() - 1; i >= 0; i--) {
      Job job = before.get(i);
      if (!Collections.disjoint(job.writes(), needed)) {
        makers.add(job);
        needed.addAll(job.reads());
      }
    }
    return before.stream().filter(makers::contains).toList();
  }

  /**
   * The rows tell, and not the ledger: a run that was killed, or a replay of rejects, has written
   * them, too; and whoever wrote a table anew without a change has not.
   */
  private void requireSeen(Job job, long run, StoredLake lake) {
    Set<Table> inputs = new HashSet<>();
    before.subList(0, before.indexOf(job)).forEach(earlier -> inputs.addAll(earlier.writes()));
    inputs.retainAll(job.reads());
    inputs.removeAll(job.writes());
    Lake reading = lake.forJob(Stamp.forLedger(), inputs, Set.of(), write -> {});
    for (Table table : inputs) {
      if (reading.lastRun(table) > run && !reading.readChanges(table, run).isEmpty()) {
        throw JobFailure.busy(
            WHAT,
            "%s has not seen what is new in %s".formatted(job.name(), table.qualifiedName())
                + MISSED,
            "wait if another run is under way; else " + again(job));
      }
    }
  }

  private static String again(Job job) {
    return "run stage " + job.stage() + " and those after it, then this one again";
  }
}

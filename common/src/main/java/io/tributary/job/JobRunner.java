package io.tributary.job;

import io.tributary.job.JobOutcome.State;
import io.tributary.job.RunLedger.Success;
import io.tributary.lake.Files;
import io.tributary.lake.Stamp;
import io.tributary.lake.StoredLake;
import io.tributary.lake.WriterLease;
import io.tributary.tables.Table;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs in order, one run at a time in a lake. A job whose fingerprint equals that of its last
 * success is skipped: so a second identical run commits nothing outside {@code ops}, and a retry
 * goes on at the first job that is not recorded as done. The first failing job ends the run.
 */
public final class JobRunner {
  /** What stands for the run itself in the column of jobs. */
  private static final String RUN = "run";

  private final StoredLake lake;
  private final RunLedger ledger;
  private final Files files;
  private final ZoneId zone;
  private final Clock clock;
  private final Supplier<WriterLease> lease;
  private final Progress progress;
  private final boolean isRerun;

  /**
   * @param zone the business time zone
   * @param clock for durations and start times in {@code ops.runs}; no table but that depends on it
   * @param lease takes the lake for writing
   */
  public JobRunner(
      StoredLake lake,
      Files files,
      ZoneId zone,
      Clock clock,
      Supplier<WriterLease> lease,
      Progress progress) {
    this(lake, files, zone, clock, lease, progress, false);
  }

  private JobRunner(
      StoredLake lake,
      Files files,
      ZoneId zone,
      Clock clock,
      Supplier<WriterLease> lease,
      Progress progress,
      boolean isRerun) {
    this.lake = lake;
    this.ledger = new RunLedger(lake);
    this.files = files;
    this.zone = zone;
    this.clock = clock;
    this.lease = lease;
    this.progress = progress;
    this.isRerun = isRerun;
  }

  /**
   * A runner that takes every job again: what has nothing new, and what writes a slice that is
   * already published. Tables still only move forward, and what was sent stays as it was sent.
   */
  public JobRunner rerun() {
    return new JobRunner(lake, files, zone, clock, lease, progress, true);
  }

  /**
   * Runs the jobs.
   *
   * @param pipeline name of the list of jobs, for the ledger
   * @param asOf end of the data interval
   * @throws JobFailure BUSY when another run holds the lake, STORAGE when a disk is full
   */
  public RunOutcome run(String pipeline, List<? extends Job> jobs, Instant asOf) {
    return run(pipeline, jobs, jobs, asOf);
  }

  /**
   * Runs some jobs of a pipeline, for example one stage.
   *
   * @param whole all jobs of the pipeline. What sends data out runs only when each job that comes
   *     before those that run now has ended well in this pipeline for this data interval and has
   *     not failed in another one since, and those that make what permits the sending have seen
   *     what is new, whoever wrote it: else one of them may have missed a withdrawal of consent.
   */
  public RunOutcome run(
      String pipeline, List<? extends Job> whole, List<? extends Job> jobs, Instant asOf) {
    try (WriterLease held = lease.get()) {
      Map<String, Success> successes = ledger.lastSuccesses(pipeline, asOf);
      long runNo = 1 + successes.values().stream().mapToLong(Success::greatestRun).max().orElse(0);
      RunInProgress run = new RunInProgress(pipeline, before(whole, jobs), asOf, runNo, successes);
      run.isPublished = whole.stream().anyMatch(job -> job.sendsOut() && run.hasEndedWell(job));
      for (int position = 0; position < jobs.size() && !run.hasFailed; position++) {
        held.confirm();
        progress.started(jobs.get(position), position + 1, jobs.size());
        progress.finished(run.attempt(jobs.get(position)));
      }
      run.entries.flush();
      return new RunOutcome(runNo, run.runId, asOf, run.outcomes, run.failures);
    } catch (Throwable failure) {
      // Spark throws checked exceptions undeclared.
      Optional<JobFailure> full = FullDisk.behind(failure);
      if (full.isPresent()) {
        throw full.get();
      }
      throw failure;
    }
  }

  private static List<Job> before(List<? extends Job> whole, List<? extends Job> jobs) {
    String first = jobs.get(0).name();
    return whole.stream().<Job>map(job -> job).takeWhile(job -> !job.name().equals(first)).toList();
  }

  /**
   * Why a job does not run.
   *
   * @param isDone whether all that it would do is done
   * @param isOpen whether somebody has to look: it would have to run, and may not
   */
  private record Skip(String reason, boolean isDone, boolean isOpen) {
    static Skip done(String reason) {
      return new Skip(reason, true, false);
    }

    static Skip overtaken(String reason) {
      return new Skip(reason, false, false);
    }

    static Skip withheld(String reason) {
      return new Skip(reason, false, true);
    }
  }

  /** The state of one run, from its first job to its last. */
  private final class RunInProgress {
    private final List<Job> before;
    private final Instant asOf;
    private final long runNo;
    private final String runId;
    private final Map<String, Success> successes;
    private final RunLedger.Entries entries;
    private final List<JobOutcome> outcomes = new ArrayList<>();
    private final List<JobFailure> failures = new ArrayList<>();
    private boolean hasFailed;
    private boolean isReserved;
    private boolean isPublished;

    RunInProgress(
        String pipeline,
        List<Job> before,
        Instant asOf,
        long runNo,
        Map<String, Success> successes) {
      this.before = before;
      this.asOf = asOf;
      this.runNo = runNo;
      this.runId = String.format(Locale.ROOT, "run-%06d", runNo);
      this.successes = successes;
      this.entries = ledger.entries(pipeline, asOf, runNo, runId);
    }

    JobOutcome attempt(Job job) {
      Instant startedAt = clock.instant();
      JobReport report = new JobReport();
      List<Run> runs = asOfs(job).stream().map(at -> run(job, at, report)).toList();
      Map<String, Long> inputs = versions(job.reads());
      JobOutcome outcome;
      String outside = "";
      boolean isDone = true;
      try {
        outside = job.outsideInputs(runs.get(0));
        Skip skip = reasonToSkip(job, fingerprint(job, inputs, versions(job.writes()), outside));
        if (skip == null) {
          if (job.sendsOut()) {
            new BeforeSending(before, job.permits()).require(asOf, successes, lake);
          }
          outcome = work(job, runs, report, startedAt);
        } else {
          report.note(skip.reason);
          isDone = skip.isDone;
          String message = skip.isOpen ? skip.reason : "";
          outcome = outcome(job, State.SKIPPED, startedAt, report, message);
        }
      } catch (JobFailure failure) {
        outcome = failed(job, startedAt, report, failure);
      }
      outcomes.add(outcome);
      // Who deferred a failure is not done: without a fingerprint the job is tried again.
      isDone &= report.deferred().isEmpty();
      Map<String, Long> outputs = versions(job.writes());
      String fingerprint = isDone ? fingerprint(job, inputs, outputs, outside) : "";
      entries.record(outcome, startedAt, fingerprint, inputs, outputs);
      return outcome;
    }

    /** For which as-of a job runs, one after another. */
    private List<Instant> asOfs(Job job) {
      Success last = successes.get(job.name());
      Instant seen = last == null ? null : last.asOf();
      if (seen == null || !seen.isAfter(asOf)) {
        return List.of(asOf);
      }
      if (job.writesSlices()) {
        return List.of(asOf, seen);
      }
      return List.of(job.isOfInterval() ? asOf : seen);
    }

    private Run run(Job job, Instant at, JobReport report) {
      Stamp stamp = new Stamp(runNo, runId, job.name(), at);
      return new Run(
          runNo,
          runId,
          at,
          zone,
          lake.forJob(stamp, job.reads(), job.writes(), report::wrote),
          files,
          report);
    }

    private boolean hasEndedWell(Job job) {
      Success last = successes.get(job.name());
      return last != null && last.isDone();
    }

    private JobOutcome failed(Job job, Instant startedAt, JobReport report, JobFailure failure) {
      hasFailed = true;
      failures.add(failure);
      return outcome(job, State.FAILED, startedAt, report, String.valueOf(failure.getMessage()));
    }

    private JobOutcome work(Job job, List<Run> runs, JobReport report, Instant startedAt) {
      reserveNumber();
      try {
        runs.forEach(job::run);
        failures.addAll(report.deferred());
        String message =
            report.deferred().stream().map(Throwable::getMessage).collect(Collectors.joining("\n"));
        return outcome(job, State.SUCCEEDED, startedAt, report, message);
      } catch (Throwable thrown) {
        Optional<JobFailure> failure = JobFailure.behind(thrown);
        if (failure.isPresent()) {
          return failed(job, startedAt, report, failure.get());
        }
        recordBug(job, report, startedAt, thrown);
        throw thrown;
      }
    }

    /** A bug's message may quote data: the ledger names its class only. */
    private void recordBug(Job job, JobReport report, Instant startedAt, Throwable bug) {
      String name = bug.getClass().getName();
      try {
        entries.record(
            outcome(job, State.FAILED, startedAt, report, name), startedAt, "", Map.of(), Map.of());
        entries.flush();
      } catch (Throwable second) {
        // The first one says more, and the ledger may have failed of the same.
        bug.addSuppressed(second);
      }
    }

    /**
     * Written before the first work: a run that is killed has used its number, and leaves a trace.
     */
    private void reserveNumber() {
      if (!isReserved) {
        isReserved = true;
        JobOutcome started =
            new JobOutcome(RUN, "", State.STARTED, 0, Map.of(), Map.of(), List.of(), "");
        entries.record(started, clock.instant(), "", Map.of(), Map.of());
      }
    }

    private @Nullable Skip reasonToSkip(Job job, String fingerprint) {
      if (job.sendsOut() && !failures.isEmpty()) {
        return Skip.withheld(
            "withheld: a required delivery is missing or was refused, and it may hold a withdrawal");
      }
      Success last = successes.get(job.name());
      if (last == null || last.asOf() == null) {
        return null;
      }
      Instant sent = last.asOfHere();
      if (job.sendsOut() && sent != null && asOf.isBefore(sent)) {
        return Skip.overtaken("what is sent is at " + sent + " and only moves forward");
      }
      if (isRerun) {
        return null;
      }
      if (fingerprint.equals(last.fingerprint())) {
        return Skip.done("nothing new");
      }
      return job.writesSlices() && isPublished
          ? Skip.done("the slice of this interval is published; --rerun writes it anew")
          : null;
    }

    private JobOutcome outcome(
        Job job, State state, Instant startedAt, JobReport report, String message) {
      double seconds = Duration.between(startedAt, clock.instant()).toMillis() / 1000.0;
      return new JobOutcome(
          job.name(),
          job.stage(),
          state,
          seconds,
          report.writes(),
          report.counts(),
          report.notes(),
          message);
    }

    private String fingerprint(
        Job job, Map<String, Long> inputs, Map<String, Long> outputs, String outside) {
      Map<String, Long> own = new TreeMap<>(inputs);
      own.putAll(outputs);
      return Fingerprint.of(
          job.name(),
          asOfs(job).toString(),
          own.toString(),
          job.settings(),
          outside,
          zone.getId(),
          CodeVersion.of(job.getClass()));
    }

    private Map<String, Long> versions(Set<Table> tables) {
      Map<String, Long> versions = new TreeMap<>();
      tables.forEach(table -> versions.put(table.qualifiedName(), lake.version(table)));
      return versions;
    }
  }
}

package io.tributary.cli;

import io.tributary.job.Job;
import io.tributary.job.JobFailure;
import io.tributary.job.JobReport;
import io.tributary.job.JobRunner;
import io.tributary.job.Run;
import io.tributary.job.RunOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A pipeline that is run in {@link Rounds} in one session. */
final class RepeatedRun {
  /** What the next round may find mended: the nightly run will be done, somebody makes room. */
  private static final Set<JobFailure.Category> PASSING =
      Set.of(JobFailure.Category.BUSY, JobFailure.Category.STORAGE);

  private final Workspace workspace;
  private final String pipeline;
  private final List<Job> whole;
  private final List<Job> jobs;
  private final ToIntFunction<List<RunOutcome>> report;
  private final JobRunner runner;

  /**
   * @param whole all jobs of the pipeline
   * @param report tells how a round ended, as an exit code
   */
  RepeatedRun(
      Workspace workspace,
      String pipeline,
      List<Job> whole,
      List<Job> jobs,
      ToIntFunction<List<RunOutcome>> report) {
    this.workspace = workspace;
    this.pipeline = pipeline;
    this.whole = whole;
    this.jobs = jobs;
    this.report = report;
    this.runner = workspace.runner(new ConsoleProgress(System.err, System.console() != null));
  }

  /** One round, and whether it succeeded. */
  boolean round(Instant asOf) {
    System.err.println("Run " + pipeline + " as of " + asOf);
    try {
      RunOutcome outcome = runner.run(pipeline, whole, jobs, asOf);
      workspace.reportAfter(pipeline, outcome);
      return report.applyAsInt(List.of(outcome)) == 0;
    } catch (JobFailure failure) {
      tellIfPassing(failure);
      return false;
    }
  }

  private static void tellIfPassing(JobFailure failure) {
    if (!PASSING.contains(failure.category())) {
      throw failure;
    }
    System.err.println("error: " + failure.getMessage());
  }

  /**
   * The business day, and the files that wait: what a round would work on. Null while landing does
   * not answer.
   */
  @Nullable String waiting(Instant asOf) {
    Run look =
        new Run(
            0,
            "look",
            asOf,
            workspace.zone(),
            workspace.lake(),
            workspace.files(),
            new JobReport());
    StringBuilder waiting = new StringBuilder(look.businessDay().toString());
    try {
      jobs.forEach(job -> waiting.append('\n').append(job.outsideInputs(look)));
    } catch (JobFailure failure) {
      tellIfPassing(failure);
      return null;
    }
    return waiting.toString();
  }
}

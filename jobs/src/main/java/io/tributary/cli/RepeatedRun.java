package io.tributary.cli;

import io.tributary.job.JobFailure;
import io.tributary.job.JobReport;
import io.tributary.job.JobRunner;
import io.tributary.job.Run;
import io.tributary.job.RunOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that is run in {@link Rounds} in one session, each round by the settings as they have
 * stood since the round before.
 */
final class RepeatedRun {
  /** What the next round may find mended: the nightly run will be done, somebody makes room. */
  private static final Set<JobFailure.Category> PASSING =
      Set.of(JobFailure.Category.BUSY, JobFailure.Category.STORAGE);

  private final String pipeline;
  private final Supplier<PlannedRun> again;
  private final ToIntFunction<List<RunOutcome>> report;
  private final ConsoleProgress progress =
      new ConsoleProgress(System.err, System.console() != null);
  private PlannedRun plan;
  private String planText;

  /** What the last look found, if that was other than the plan. */
  private @Nullable String seenText;

  private JobRunner runner;

  /**
   * @param plan what the first round runs
   * @param again plans anew, from the settings as they stand
   * @param report tells how a round ended, as an exit code
   */
  RepeatedRun(
      String pipeline,
      PlannedRun plan,
      Supplier<PlannedRun> again,
      ToIntFunction<List<RunOutcome>> report) {
    this.pipeline = pipeline;
    this.again = again;
    this.report = report;
    this.plan = plan;
    this.planText = plan.text();
    this.runner = plan.workspace().runner(progress);
  }

  /** One round, and whether it succeeded. */
  boolean round(Instant asOf) {
    System.err.println("Run " + pipeline + " as of " + asOf);
    try {
      RunOutcome outcome = runner.run(pipeline, plan.whole(), plan.jobs(), asOf);
      plan.workspace().reportAfter(pipeline, outcome);
      return report.applyAsInt(List.of(outcome)) == 0;
    } catch (JobFailure failure) {
      tellIfPassing(failure);
      return false;
    }
  }

  /**
   * Goes on with settings and definitions that were changed, as the nightly run will, once two
   * looks in a row have found the same: somebody may be copying a set of files of which the half
   * reads well too. With those of before while the new ones are wrong.
   */
  private void renew() {
    String seenBefore = seenText;
    seenText = null;
    try {
      PlannedRun now = again.get();
      String nowText = now.text();
      if (nowText.equals(planText)) {
        return;
      }
      if (nowText.equals(seenBefore)) {
        runner = now.workspace().runner(progress);
        plan = now;
        planText = nowText;
        System.err.println("The settings have changed: this round goes by the new ones");
      } else {
        seenText = nowText;
        System.err.println(
            "The settings have changed: the next round goes by the new ones if they stay like this");
      }
    } catch (JobFailure failure) {
      System.err.println(
          "error: " + failure.getMessage() + " Until then rounds go by the settings of before.");
    }
  }

  private static void tellIfPassing(JobFailure failure) {
    if (!PASSING.contains(failure.category())) {
      throw failure;
    }
    System.err.println("error: " + failure.getMessage());
  }

  /**
   * The business day, the settings, and the files that wait: what a round would work on. Null while
   * landing does not answer.
   */
  @Nullable String waiting(Instant asOf) {
    renew();
    Workspace workspace = plan.workspace();
    Run look =
        new Run(
            0,
            "look",
            asOf,
            workspace.zone(),
            workspace.lake(),
            workspace.files(),
            new JobReport());
    StringBuilder waiting = new StringBuilder(look.businessDay() + "\n" + planText);
    try {
      plan.jobs().forEach(job -> waiting.append('\n').append(job.outsideInputs(look)));
    } catch (JobFailure failure) {
      tellIfPassing(failure);
      return null;
    }
    return waiting.toString();
  }
}

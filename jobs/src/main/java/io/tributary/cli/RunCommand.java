package io.tributary.cli;

import io.tributary.job.Job;
import io.tributary.job.JobFailure;
import io.tributary.job.JobOutcome;
import io.tributary.job.JobRunner;
import io.tributary.job.RunOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hadoop.util.ShutdownHookManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a pipeline for one data interval, or for each day of a range. */
@Command(
    name = "run",
    description =
        "Run a pipeline (nightly, hourly, weekly) for one data interval or for a range of days.",
    footer = {
      "",
      "Example: tributary run nightly --as-of 2026-11-08",
      "         tributary run hourly --every 5m"
    })
public final class RunCommand implements Callable<Integer> {
  private static final int LONGEST_ROUND_MINUTES = 60;

  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", paramLabel = "PIPELINE", description = "nightly, hourly or weekly.")
  String pipeline = "";

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description = "End of the data interval: a business day (its end) or an instant.")
  @Nullable String asOf;

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "First business day of a range, with --to.")
  @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DAY", description = "Last business day of a range.")
  @Nullable LocalDate to;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      split = ",",
      description =
          "Only the jobs of one stage, or of some that follow each other: conform,identity.")
  @Nullable List<String> stages;

  @Option(
      names = "--rerun",
      description =
          "Take every job again, also what has nothing new, and write the published slices of the"
              + " interval anew. What was sent stays as it was sent.")
  boolean isRerun;

  @Option(
      names = "--dry-run",
      description = "Check settings and arguments, print the jobs that would run, and run none.")
  boolean isDryRun;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "Run again and again in one session, for example every 5m, until stopped.")
  @Nullable String every;

  @Option(
      names = "--full",
      description =
          "Compare and link all records anew, not only those that changed; customers keep their ids.")
  boolean isFull;

  @Override
  public Integer call() throws InterruptedException {
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      PlannedRun plan = plan(workspace);
      if (every != null) {
        return repeat(plan, everyTime(every));
      }
      List<Job> whole = plan.whole();
      List<Job> jobs = plan.jobs();
      List<Instant> intervals = intervals(workspace);
      if (isDryRun) {
        intervals.forEach(interval -> jobs.forEach(job -> print(interval, job)));
        return 0;
      }
      ConsoleProgress progress = new ConsoleProgress(System.err, System.console() != null);
      JobRunner runner = isRerun ? workspace.runner(progress).rerun() : workspace.runner(progress);
      List<RunOutcome> outcomes = new ArrayList<>();
      for (Instant interval : intervals) {
        System.err.println("Run " + pipeline + " as of " + interval);
        RunOutcome outcome = runner.run(pipeline, whole, jobs, interval);
        outcomes.add(outcome);
        // Whoever runs stage by stage knows which is the last: tributary report.
        if (stages == null) {
          workspace.reportAfter(pipeline, outcome);
        }
        if (!outcome.succeeded()) {
          break;
        }
      }
      return report(outcomes);
    }
  }

  private PlannedRun plan(Workspace workspace) {
    if (stages != null && stages.isEmpty()) {
      throw JobFailure.config(
          "--stage names no stage", "only commas were given", "name one, or leave the option out");
    }
    return PlannedRun.of(workspace, pipeline, stages == null ? List.of() : stages, isFull);
  }

  private static void print(Instant interval, Job job) {
    System.out.println(interval + "  " + job.stage() + "  " + job.name());
  }

  /** Rounds until SIGTERM or Ctrl-C, which let the round under way come to its end. */
  private Integer repeat(PlannedRun plan, Duration time) throws InterruptedException {
    Supplier<PlannedRun> again = () -> plan(new Workspace(global.settings(Map.of())));
    RepeatedRun run = new RepeatedRun(pipeline, plan, again, this::report);
    Rounds rounds = new Rounds(time, Clock.systemUTC());
    // Before Spark's own hook, which would take the session away from the round.
    ShutdownHookManager.get()
        .addShutdownHook(rounds::stop, Integer.MAX_VALUE, LONGEST_ROUND_MINUTES, TimeUnit.MINUTES);
    rounds.repeat(run::waiting, run::round);
    return 0;
  }

  private Duration everyTime(String text) {
    boolean isAlone = asOf == null && from == null && to == null && !isRerun;
    boolean isClear = isAlone && text.matches("[1-9][0-9]{0,4}[smh]");
    if (!isClear) {
      throw JobFailure.config(
          "The time of --every is not clear",
          "it is a number of seconds, minutes or hours, and each round's data interval ends when it"
              + " begins",
          "write --every 5m, without --as-of, --from, --to and --rerun");
    }
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  private Integer report(List<RunOutcome> outcomes) {
    if (global.json) {
      System.out.println(Json.of(outcomes.stream().map(Json::run).toList()));
    }
    RunOutcome last = outcomes.get(outcomes.size() - 1);
    last.failures().forEach(failure -> System.err.println("error: " + failure.getMessage()));
    if (last.jobs().stream().anyMatch(JobOutcome::hasDeferred)) {
      // Once more at the very end: Airflow keeps the last lines of what spark-submit prints.
      System.err.println("deferred: the failures above; everything else was done");
    }
    return last.succeeded() ? 0 : last.failures().get(0).category().exitCode();
  }

  private List<Instant> intervals(Workspace workspace) {
    boolean isRange = from != null || to != null;
    if (asOf != null && !isRange) {
      return List.of(GlobalOptions.asOf(asOf, workspace.zone()));
    }
    if (asOf != null || from == null || to == null || to.isBefore(from)) {
      throw JobFailure.config(
          "The data interval is not clear",
          "a run needs either --as-of, or --from and --to with --to not before --from",
          "add --as-of DAY; nothing is taken from the clock");
    }
    return from.datesUntil(to.plusDays(1))
        .map(day -> GlobalOptions.endOf(day, workspace.zone()))
        .toList();
  }
}

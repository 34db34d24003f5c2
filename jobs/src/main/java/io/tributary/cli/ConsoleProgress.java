package io.tributary.cli;

import io.tributary.job.Job;
import io.tributary.job.JobOutcome;
import io.tributary.job.Progress;
import io.tributary.lake.TableWrite;
import java.io.PrintStream;
import java.util.Locale;

/** One line a job on standard error: on a terminal the running job is shown while it runs. */
final class ConsoleProgress implements Progress {
  private final PrintStream out;
  private final boolean isTerminal;
  private String running = "";

  ConsoleProgress(PrintStream out, boolean isTerminal) {
    this.out = out;
    this.isTerminal = isTerminal;
  }

  @Override
  public void started(Job job, int position, int total) {
    running =
        String.format(
            Locale.ROOT, "  [%2d/%d] %-10s %-22s", position, total, job.stage(), job.name());
    if (isTerminal) {
      out.print(running + " …");
      out.flush();
    }
  }

  @Override
  public void finished(JobOutcome outcome) {
    String end = isTerminal ? "\r\u001b[K" : "";
    out.println(end + running + " " + ending(outcome));
    outcome.notes().forEach(note -> out.println("          " + note));
    if (outcome.hasDeferred()) {
      // airflow-dags/tributary_stages.py looks for the word: a job that failed deferred nothing.
      out.println(
          "          deferred: "
              + outcome.message().lines().count()
              + " failures, told at the end");
    }
  }

  private static String ending(JobOutcome outcome) {
    String time = String.format(Locale.ROOT, "%6.1f s", outcome.seconds());
    return switch (outcome.state()) {
      case STARTED, SKIPPED -> time + "  skipped";
      case FAILED -> time + "  FAILED";
      case SUCCEEDED -> {
        long rows = outcome.writes().values().stream().mapToLong(TableWrite::rows).sum();
        yield String.format(
            Locale.ROOT, "%s  %,d rows in %d tables", time, rows, outcome.writes().size());
      }
    };
  }
}

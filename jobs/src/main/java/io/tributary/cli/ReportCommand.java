package io.tributary.cli;

import io.tributary.job.JobFailure;
import io.tributary.report.Interval;
import io.tributary.report.RunReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the report of a run of a pipeline, or of all runs of its interval. */
@Command(
    name = "report",
    description =
        "Write the report of a run of a pipeline, one HTML file, and the index of all runs.",
    footer = {
      "",
      "Example: tributary report nightly",
      "         tributary report nightly --as-of 2026-11-08"
    })
public final class ReportCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(
      index = "0",
      paramLabel = "PIPELINE",
      defaultValue = "nightly",
      description = "nightly, hourly or weekly (default nightly).")
  String pipeline = "nightly";

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description =
          "End of the interval, a business day (its end) or an instant; default: that of the last"
              + " run.")
  @Nullable String asOf;

  @Override
  public Integer call() {
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      Optional<Instant> given =
          Optional.ofNullable(asOf).map(text -> GlobalOptions.asOf(text, workspace.zone()));
      Interval interval =
          RunReport.interval(workspace.lake(), pipeline, given, workspace.zone())
              .orElseThrow(
                  () ->
                      JobFailure.config(
                          "There is no run of "
                              + pipeline
                              + given.map(instant -> " as of " + instant).orElse(""),
                          "a report tells of a run",
                          "begin with tributary run " + pipeline + " --as-of DAY"));
      Path page = workspace.report(interval);
      System.out.println(
          global.json ? Json.of(Map.of("page", page.toString())) : "Report: " + page);
      return 0;
    }
  }
}

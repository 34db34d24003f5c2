package io.tributary.cli;

import io.tributary.job.JobFailure;
import io.tributary.report.Interval;
import io.tributary.report.RunReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes the report of the last run of a pipeline. */
@Command(
    name = "report",
    description =
        "Write the report of the last run of a pipeline, one HTML file, and the index of all runs.",
    footer = {"", "Example: tributary report nightly"})
public final class ReportCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(
      index = "0",
      paramLabel = "PIPELINE",
      defaultValue = "nightly",
      description = "nightly, hourly or weekly (default nightly).")
  String pipeline = "nightly";

  @Override
  public Integer call() {
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      Interval last =
          RunReport.last(workspace.lake(), pipeline, workspace.zone())
              .orElseThrow(
                  () ->
                      JobFailure.config(
                          "There is no run of " + pipeline,
                          "a report tells of a run",
                          "begin with tributary run " + pipeline + " --as-of DAY"));
      Path page = workspace.report(last);
      System.out.println(
          global.json ? Json.of(Map.of("page", page.toString())) : "Report: " + page);
      return 0;
    }
  }
}

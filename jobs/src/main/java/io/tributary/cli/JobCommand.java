package io.tributary.cli;

import io.tributary.Pipeline;
import io.tributary.job.Job;
import io.tributary.job.RunOutcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one job by its name. */
@Command(
    name = "job",
    description = "Run one job by its name, as tributary plan lists it.",
    footer = {"", "Example: tributary job link-customers --as-of 2026-11-08"})
public final class JobCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", paramLabel = "JOB", description = "Name of the job.")
  String name = "";

  @Option(
      names = "--as-of",
      required = true,
      paramLabel = "INSTANT",
      description = "End of the data interval: a business day (its end) or an instant.")
  String asOf = "";

  @Override
  public Integer call() {
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      Pipeline all = Pipeline.of(workspace.settings());
      List<Job> job = List.of(all.job(name));
      workspace.settings().refuseUnknownKeys();
      RunOutcome outcome =
          workspace
              .runner(new ConsoleProgress(System.err, System.console() != null))
              .run(name, all.around(job.get(0)), job, GlobalOptions.asOf(asOf, workspace.zone()));
      if (global.json) {
        System.out.println(Json.of(Json.run(outcome)));
      }
      outcome.failures().forEach(failure -> System.err.println("error: " + failure.getMessage()));
      return outcome.succeeded() ? 0 : outcome.failures().get(0).category().exitCode();
    }
  }
}

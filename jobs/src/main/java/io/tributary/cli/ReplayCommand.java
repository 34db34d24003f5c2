package io.tributary.cli;

import io.tributary.collect.ReplayRejects;
import io.tributary.collect.SourceContract;
import io.tributary.job.RunOutcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes the rejects of a source again, after its contract was mended. */
@Command(
    name = "replay",
    description = "Take the rejects of a source again, after its contract was mended.",
    footer = {"", "Example: tributary replay crm --as-of 2026-11-10"})
public final class ReplayCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", paramLabel = "SOURCE", description = "Name of the source.")
  String source = "";

  @Option(
      names = "--as-of",
      required = true,
      paramLabel = "INSTANT",
      description = "End of the data interval: a business day (its end) or an instant.")
  String asOf = "";

  @Override
  public Integer call() {
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      SourceContract contract = SourceCommand.contract(workspace.settings(), source);
      RunOutcome outcome =
          workspace
              .runner(new ConsoleProgress(System.err, System.console() != null))
              .run(
                  "replay",
                  List.of(new ReplayRejects(source, contract)),
                  GlobalOptions.asOf(asOf, workspace.zone()));
      if (global.json) {
        System.out.println(Json.of(Json.run(outcome)));
      }
      outcome.failures().forEach(failure -> System.err.println("error: " + failure.getMessage()));
      return outcome.succeeded() ? 0 : outcome.failures().get(0).category().exitCode();
    }
  }
}

package io.tributary.cli;

import io.tributary.Pipeline;
import io.tributary.collect.CollectFiles;
import io.tributary.collect.SourceContract;
import io.tributary.lake.StoredLake;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how things stand: runs, sources, what failed and how to go on. */
@Command(
    name = "status",
    description =
        "Show the last runs, how fresh each source is, and what failed with how to go on.",
    footer = {"", "Example: tributary status"})
public final class StatusCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Option(
      names = "--runs",
      defaultValue = "5",
      description =
          "How many runs to show (default 5); all stages and repeats of an interval are one.")
  int runs = 5;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description = "When to look from: a business day (its end) or an instant. Default: now.")
  @Nullable String asOf;

  @Override
  public Integer call() {
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      Instant now = asOf == null ? Instant.now() : GlobalOptions.asOf(asOf, workspace.zone());
      StoredLake lake = workspace.lake();
      StatusPage page =
          new StatusPage(
              lake,
              workspace.settings().definitions("sources", SourceContract.class),
              workspace
                  .settings()
                  .bind("collect", CollectFiles.Config.class)
                  .lastDayDue(now, workspace.zone()),
              new NextSteps(lake, Pipeline.of(workspace.settings()).lastJobs(), workspace.zone()),
              runs);
      System.out.println(global.json ? Json.of(page.json()) : page.text());
      return 0;
    }
  }
}

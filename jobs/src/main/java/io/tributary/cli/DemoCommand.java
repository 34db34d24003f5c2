package io.tributary.cli;

import io.tributary.Pipeline;
import io.tributary.crypto.KeyFile;
import io.tributary.job.Job;
import io.tributary.job.JobFailure;
import io.tributary.job.JobRunner;
import io.tributary.job.RunOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the nightly pipeline over the sample nights and shows what came out. */
@Command(
    name = "demo",
    description =
        "Run the nightly pipeline over the three nights of data-samples and show what came out.",
    footer = {"", "Example: tributary demo"})
public final class DemoCommand implements Callable<Integer> {
  private static final LocalDate FIRST_NIGHT = LocalDate.of(2026, 11, 8);
  private static final int NIGHTS = 3;
  private static final String MARK = ".tributary-demo";

  @Mixin GlobalOptions global = new GlobalOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for lake, landing, outbox and reports; made anew at each demo. Default: demo.")
  Path out = GlobalOptions.home().resolve("demo");

  @Override
  public Integer call() throws IOException {
    Path samples = GlobalOptions.home().resolve("data-samples");
    prepare(samples);
    if (global.conf == null) {
      global.conf = GlobalOptions.home().resolve("conf/demo.conf");
    }
    try (Workspace workspace = new Workspace(global.settings(places()))) {
      List<Job> jobs = Pipeline.of(workspace.settings()).jobs("nightly", List.of());
      workspace.settings().refuseUnknownKeys();
      List<RunOutcome> outcomes = new ArrayList<>();
      JobRunner runner =
          workspace.runner(new ConsoleProgress(System.err, System.console() != null));
      for (LocalDate night : FIRST_NIGHT.datesUntil(FIRST_NIGHT.plusDays(NIGHTS)).toList()) {
        System.err.println("Night of " + night);
        copy(samples.resolve("overlays/" + night), out.resolve("landing"));
        RunOutcome outcome =
            runner.run("nightly", jobs, GlobalOptions.endOf(night, workspace.zone()));
        outcomes.add(outcome);
        workspace.reportAfter("nightly", outcome);
        if (!outcome.succeeded()) {
          outcome
              .failures()
              .forEach(failure -> System.err.println("error: " + failure.getMessage()));
          return outcome.failures().get(0).category().exitCode();
        }
      }
      DemoSummary summary = new DemoSummary(workspace, samples, out);
      System.out.println(global.json ? Json.of(summary.json(outcomes)) : summary.text(outcomes));
      return 0;
    }
  }

  /** A fresh folder with the deliveries and a key of its own. Only an earlier demo is removed. */
  private void prepare(Path samples) throws IOException {
    if (!Files.isDirectory(samples.resolve("landing"))) {
      throw JobFailure.config(
          "There is no data-samples/landing",
          "the demo runs on it",
          "restore it from the distribution");
    }
    if (Files.exists(out)) {
      if (!Files.exists(out.resolve(MARK))) {
        throw JobFailure.config(
            "The folder " + out + " is no earlier demo",
            "the demo would overwrite it",
            "choose another --out");
      }
      FileUtils.deleteDirectory(out.toFile());
    }
    Files.createDirectories(out.resolve("secrets"));
    Files.createFile(out.resolve(MARK));
    KeyFile.createIfMissing(out.resolve("secrets/hmac.key"));
    copy(samples.resolve("landing"), out.resolve("landing"));
  }

  private Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("lake.root", quoted("lake"));
    places.put("landing.root", quoted("landing"));
    places.put("outbox.root", quoted("outbox"));
    places.put("report.root", quoted("reports"));
    places.put("keys.hmac-file", quoted("secrets/hmac.key"));
    return places;
  }

  private String quoted(String folder) {
    return '"' + out.toAbsolutePath().resolve(folder).toString().replace("\\", "\\\\") + '"';
  }

  private static void copy(Path from, Path to) {
    if (!Files.isDirectory(from)) {
      return;
    }
    try {
      FileUtils.copyDirectory(from.toFile(), to.toFile(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

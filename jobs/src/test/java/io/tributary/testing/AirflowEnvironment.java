package io.tributary.testing;

import io.tributary.job.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A virtual environment with what {@code airflow-dags/requirements.txt} pins. */
public final class AirflowEnvironment {
  private static final List<String> PYTHONS =
      List.of("python3", "python3.13", "python3.12", "python3.11", "python3.10");
  private static final String IS_NEW_ENOUGH =
      "import sys, venv; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))";
  private static final long INSTALL_MINUTES = 15;

  private final Path python;

  private AirflowEnvironment(Path python) {
    this.python = python;
  }

  /**
   * The environment in {@code target/airflow}, made when there is none for these requirements.
   *
   * @return why there is none, when there is no fitting Python, or no way to install
   */
  public static Made make(Path target, Path requirements) throws IOException, InterruptedException {
    String pinned = Fingerprint.of(Files.readString(requirements));
    Path environment = target.resolve("airflow");
    Path mark = environment.resolve("installed-" + pinned);
    Path python = environment.resolve("bin/python");
    if (!Files.exists(mark)) {
      Optional<String> found = python(target);
      if (found.isEmpty()) {
        return Made.failed("there is no Python 3.10 to 3.13 with venv");
      }
      Path log = target.resolve("airflow-install.log");
      boolean isInstalled =
          run(log, List.of(found.get(), "-m", "venv", "--clear", environment.toString()))
              && run(
                  log,
                  List.of(
                      python.toString(),
                      "-m",
                      "pip",
                      "install",
                      "--require-hashes",
                      "-r",
                      requirements.toString()));
      if (!isInstalled) {
        return Made.failed("its packages could not be installed, see " + log);
      }
      Files.createFile(mark);
    }
    return new Made(Optional.of(new AirflowEnvironment(python)), "");
  }

  /**
   * @param why there is no environment
   */
  public record Made(Optional<AirflowEnvironment> environment, String why) {
    private static Made failed(String why) {
      return new Made(Optional.empty(), why);
    }
  }

  /** Runs a Python module and returns its exit code. */
  public int run(Path log, Map<String, String> variables, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python.toString(), "-m"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(variables);
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
  }

  private static Optional<String> python(Path target) throws InterruptedException {
    for (String name : PYTHONS) {
      try {
        if (run(target.resolve("airflow-python.log"), List.of(name, "-c", IS_NEW_ENOUGH))) {
          return Optional.of(name);
        }
      } catch (IOException isNotThere) {
        // The next one may be.
      }
    }
    return Optional.empty();
  }

  private static boolean run(Path log, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return process.waitFor() == 0;
  }
}

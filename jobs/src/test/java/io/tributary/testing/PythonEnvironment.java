package io.tributary.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A virtual environment under {@code target/} with all that tests need of Python, at fixed
 * versions; made once, kept for later runs.
 */
public final class PythonEnvironment {
  private static final Path FOLDER = Installation.project("jobs/target/python");

  /** One after the other: the first with hashes, the second what it does not hold. */
  private static final List<Path> REQUIREMENTS =
      List.of(
          Installation.project("airflow-dags/requirements.txt"),
          Installation.project("jobs/src/test/resources/io/tributary/readers/requirements.txt"));

  private PythonEnvironment() {}

  /**
   * The interpreter of the environment. Another content of the requirements makes it anew.
   *
   * @return none where there is no Python 3.10 or newer, or no way to install
   */
  public static Optional<Path> python() throws IOException, InterruptedException {
    Path python = FOLDER.resolve("bin/python");
    Path made = FOLDER.resolve("requirements.txt");
    StringBuilder wanted = new StringBuilder();
    for (Path requirements : REQUIREMENTS) {
      wanted.append(Files.readString(requirements));
    }
    if (Files.exists(made) && Files.readString(made).contentEquals(wanted)) {
      return Optional.of(python);
    }
    boolean isMade =
        runs("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 10))")
            && runs("python3", "-m", "venv", "--clear", FOLDER.toString());
    for (Path requirements : REQUIREMENTS) {
      isMade = isMade && installs(python, requirements);
    }
    if (isMade) {
      Files.writeString(made, wanted);
    }
    return isMade ? Optional.of(python) : Optional.empty();
  }

  /**
   * The interpreter for a test that is nothing without one: it is skipped with a loud line, and
   * fails on a build server, where Python must be.
   *
   * @param what the test is about
   */
  public static Path pythonFor(String what) throws IOException, InterruptedException {
    Optional<Path> python = python();
    if (python.isEmpty()) {
      String line =
          what + " NOT TESTED: it needs Python 3.10 or newer, and a way to install packages";
      System.err.println("=".repeat(80) + "\n" + line + "\n" + "=".repeat(80));
      assertThat(System.getenv("CI")).as(line).isNotEqualTo("true");
      assumeTrue(false, line);
    }
    return python.orElseThrow();
  }

  /** Python compiles what it imports; most of the packages it never does. */
  private static boolean installs(Path python, Path requirements) throws InterruptedException {
    return runs(
        python.toString(),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-compile",
        "--no-deps",
        "-r",
        requirements.toString());
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a program prints when it reads a text; its errors go to a file. */
  public static String output(List<String> command, String input, Path errors)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + " failed:\n" + Files.readString(errors));
    }
    return output;
  }
}

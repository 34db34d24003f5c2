package io.tributary.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A virtual environment under {@code target/} with fixed packages; made once, kept for later runs.
 */
public final class PythonEnvironment {
  private PythonEnvironment() {}

  /**
   * The interpreter of the environment.
   *
   * @param requirements a requirements file; another content makes the environment anew
   * @return none where there is no Python 3.10 or newer, or no way to install
   */
  public static Optional<Path> with(Path folder, Path requirements)
      throws IOException, InterruptedException {
    Path python = folder.resolve("bin/python").toAbsolutePath();
    Path made = folder.resolve("requirements.txt");
    if (Files.exists(made) && Files.mismatch(made, requirements) < 0) {
      return Optional.of(python);
    }
    boolean isMade =
        runs("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 10))")
            && runs("python3", "-m", "venv", "--clear", folder.toString())
            && runs(
                python.toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
                "-r",
                requirements.toString());
    if (isMade) {
      Files.copy(requirements, made);
    }
    return isMade ? Optional.of(python) : Optional.empty();
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

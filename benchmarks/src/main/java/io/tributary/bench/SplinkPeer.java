package io.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Splink's plain person model on a generated CRM file, in an environment of its own.
 *
 * @param folder keeps the environment
 * @param version from PyPI
 */
record SplinkPeer(Path folder, String version) {
  private static final String SCRIPT = "benchmarks/src/main/python/splink_peer.py";

  /** Its JSON has {@code records}, {@code seconds} and {@code scores} by cut. */
  ProcessCost link(Path crm) throws IOException, InterruptedException {
    return ProcessCost.of(
        List.of(python(), SCRIPT, crm.toString(), folder.resolve("splink.parquet").toString()),
        folder.resolve("errors.txt"));
  }

  private String python() throws IOException, InterruptedException {
    Path environment = folder.resolve("splink-" + version);
    Path python = environment.resolve("bin/python");
    if (!Files.exists(python)) {
      must(List.of("python3", "-m", "venv", environment.toString()));
      must(List.of(python.toString(), "-m", "pip", "-q", "install", "splink==" + version));
    }
    return python.toString();
  }

  private static void must(List<String> command) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException("Failed: " + String.join(" ", command));
    }
  }
}

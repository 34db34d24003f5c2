package io.tributary;

import io.tributary.job.Sessions;
import io.tributary.lake.LakeContents;
import io.tributary.lake.Roots;
import io.tributary.lake.StoredLake;
import io.tributary.tables.Tables;
import io.tributary.testing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The first night of {@code data-samples}, run in this process: what every other way must equal.
 */
final class LocalNight {
  private static @Nullable LocalNight made;

  private final Path key;
  private final Map<String, String> contents;

  private LocalNight(Path directory) throws IOException {
    key = directory.resolve("hmac.key");
    Installation night = Installation.in(directory.resolve("local"), "demo.conf", key);
    int exit = Main.execute(night.arguments().toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException("The local run ended with exit code " + exit);
    }
    contents = contents(night.directory());
  }

  /** Run once for all test classes of the process. */
  static synchronized LocalNight run() throws IOException {
    if (made == null) {
      made = new LocalNight(Files.createTempDirectory("local-night"));
    }
    return made;
  }

  /** The key of its pseudonyms: with another one no two lakes are equal. */
  Path key() {
    return key;
  }

  Map<String, String> contents() {
    return contents;
  }

  /** What the tables of the installation in a folder say. */
  static Map<String, String> contents(Path installation) {
    SparkSession session =
        Sessions.start(
            "compare",
            Map.of(
                "master", "local[2]",
                "ui.enabled", "false",
                "driver.host", "127.0.0.1",
                "sql.shuffle.partitions", "2",
                "databricks.delta.snapshotPartitions", "1"));
    try {
      Roots roots = new Roots(installation.resolve("lake").toString(), Optional.empty());
      return LakeContents.of(StoredLake.open(session, roots, Tables.ALL));
    } finally {
      session.stop();
    }
  }
}

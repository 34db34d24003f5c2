package io.tributary;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.job.Sessions;
import io.tributary.lake.LakeContents;
import io.tributary.lake.Roots;
import io.tributary.lake.StoredLake;
import io.tributary.tables.Tables;
import io.tributary.testing.BuildFolder;
import io.tributary.testing.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The first night of {@code data-samples}, run in one process: what every other way must equal. */
final class LocalNight {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "hmac.key";
  private static final String CONTENTS = "contents.json";

  private final Path key;
  private final Map<String, String> contents;

  private LocalNight(Path folder) throws IOException {
    key = folder.resolve(KEY);
    contents = JSON.readValue(folder.resolve(CONTENTS).toFile(), new TypeReference<>() {});
  }

  /** Run once for all test classes of the build. */
  static LocalNight run() throws IOException {
    return new LocalNight(BuildFolder.of("local-night", LocalNight::run));
  }

  private static void run(Path folder) throws IOException {
    Installation night = Installation.in(folder.resolve("local"), "demo.conf", folder.resolve(KEY));
    int exit = Main.execute(night.arguments().toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException("The local run ended with exit code " + exit);
    }
    JSON.writeValue(folder.resolve(CONTENTS).toFile(), contents(night.directory()));
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

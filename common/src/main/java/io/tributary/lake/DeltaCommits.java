package io.tributary.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import scala.Option;

/**
 * What a commit says of itself. The commit file is read directly (Delta protocol, "commitInfo"):
 * the history API answers the same with a Spark job.
 */
final class DeltaCommits {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DeltaCommits() {}

  /** Latest version of the table at a path, -1 when there is none. */
  static long version(SparkSession session, String path) {
    return DeltaLog.forTable(session, path).update(false, Option.empty(), Option.empty()).version();
  }

  /** Rows that a commit wrote: output rows of a write, inserted and updated rows of a merge. */
  static long rowsWritten(SparkSession session, String path, long version) {
    JsonNode metrics = commitInfo(session, path, version).path("operationMetrics");
    return metrics.has("numOutputRows")
        ? metrics.path("numOutputRows").asLong()
        : metrics.path("numTargetRowsInserted").asLong()
            + metrics.path("numTargetRowsUpdated").asLong()
            + metrics.path("numDeletedRows").asLong();
  }

  private static JsonNode commitInfo(SparkSession session, String path, long version) {
    Path file = new Path(path, String.format(Locale.ROOT, "_delta_log/%020d.json", version));
    try {
      FileSystem files = file.getFileSystem(session.sessionState().newHadoopConf());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(files.open(file), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode action = JSON.readTree(line);
          if (action.has("commitInfo")) {
            return action.get("commitInfo");
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read commit " + version + " of " + path, e);
    }
    return JSON.createObjectNode();
  }
}

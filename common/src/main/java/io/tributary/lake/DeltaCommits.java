package io.tributary.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
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

  /** The reader version that a table asks for; 1 when there is no table. */
  static int readerVersion(SparkSession session, String path) {
    DeltaLog log = DeltaLog.forTable(session, path);
    Snapshot snapshot = log.update(false, Option.empty(), Option.empty());
    return snapshot.version() < 0 ? 1 : snapshot.protocol().minReaderVersion();
  }

  /** See {@link StoredLake#health}; data files are looked for by their names. */
  static TableHealth health(
      SparkSession session, String path, StructType declared, int greatestReaderVersion) {
    try {
      DeltaLog log = DeltaLog.forTable(session, path);
      Snapshot snapshot = log.update(false, Option.empty(), Option.empty());
      if (snapshot.version() < 0) {
        boolean isEmpty = !hasFiles(session, new Path(path));
        return isEmpty
            ? TableHealth.NEVER_WRITTEN
            : TableHealth.broken("its folder has files but no readable Delta log");
      }
      List<AddFile> files = snapshot.allFiles().collectAsList();
      Set<String> present = names(session, new Path(path));
      long missing = files.stream().filter(file -> !present.contains(decoded(file.path()))).count();
      return new TableHealth(
          snapshot.version(),
          files.size(),
          files.stream().mapToLong(AddFile::size).sum(),
          problem(snapshot, declared, greatestReaderVersion, missing));
    } catch (Exception e) {
      // Whatever the log makes Delta throw, it means that nobody can read the table.
      return TableHealth.broken("its Delta log cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static Optional<String> problem(
      Snapshot snapshot, StructType declared, int greatestReaderVersion, long missing) {
    if (missing > 0) {
      return Optional.of(missing + " of its data files are missing");
    }
    int version = snapshot.protocol().minReaderVersion();
    if (version > greatestReaderVersion) {
      return Optional.of("it asks for Delta reader version " + version);
    }
    Map<String, String> stored = new HashMap<>();
    for (StructField field : snapshot.schema().fields()) {
      stored.put(field.name(), field.dataType().simpleString());
    }
    for (StructField field : declared.fields()) {
      String type = stored.getOrDefault(field.name(), field.dataType().simpleString());
      if (!type.equals(field.dataType().simpleString())) {
        return Optional.of(
            "its column "
                + field.name()
                + " is "
                + type
                + " and not "
                + field.dataType().simpleString());
      }
    }
    return Optional.empty();
  }

  private static boolean hasFiles(SparkSession session, Path table) throws IOException {
    FileSystem files = table.getFileSystem(session.sessionState().newHadoopConf());
    return files.exists(table) && files.listStatus(table).length > 0;
  }

  /** Paths of all files below a table, relative to it. */
  private static Set<String> names(SparkSession session, Path table) throws IOException {
    FileSystem files = table.getFileSystem(session.sessionState().newHadoopConf());
    String prefix = files.makeQualified(table).toUri().getPath() + "/";
    Set<String> names = new HashSet<>();
    RemoteIterator<LocatedFileStatus> found = files.listFiles(table, true);
    while (found.hasNext()) {
      names.add(found.next().getPath().toUri().getPath().substring(prefix.length()));
    }
    return names;
  }

  /** The log has paths as URIs. */
  private static String decoded(String path) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Rows that a commit wrote or deleted; a merge's rows that it only copied do not count. */
  static long rowsWritten(SparkSession session, String path, long version) {
    JsonNode metrics = commitInfo(session, path, version).path("operationMetrics");
    boolean isMerge = metrics.has("numTargetRowsInserted");
    return isMerge
        ? metrics.path("numTargetRowsInserted").asLong()
            + metrics.path("numTargetRowsUpdated").asLong()
            + metrics.path("numTargetRowsDeleted").asLong()
        : metrics.path("numOutputRows").asLong() + metrics.path("numDeletedRows").asLong();
  }

  /** The run that made a commit; {@link Long#MAX_VALUE} when the commit does not say. */
  static long runNo(SparkSession session, String path, long version) {
    String stamp = commitInfo(session, path, version).path("userMetadata").asText();
    try {
      return stamp.isEmpty()
          ? Long.MAX_VALUE
          : JSON.readTree(stamp).path("run_no").asLong(Long.MAX_VALUE);
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
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

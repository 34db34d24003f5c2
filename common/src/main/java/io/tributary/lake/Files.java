package io.tributary.lake;

import io.tributary.job.JobFailure;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Landing and outbox, on whatever file system their roots name. Nothing else reads or writes files
 * beside the lake.
 */
public final class Files {
  private final SparkSession session;
  private final String landingRoot;
  private final String outboxRoot;

  public Files(SparkSession session, String landingRoot, String outboxRoot) {
    this.session = session;
    this.landingRoot = landingRoot;
    this.outboxRoot = outboxRoot;
  }

  /**
   * One file as it lies there.
   *
   * @param relative path below the root that was listed, with {@code /}
   */
  public record Found(String path, String relative, long bytes, Instant modifiedAt) {}

  /** Path of something below the landing root. */
  public String landing(String relative) {
    return landingRoot + "/" + relative;
  }

  /** Path of something below the outbox root. */
  public String outbox(String relative) {
    return outboxRoot + "/" + relative;
  }

  /**
   * All files below the landing root, sorted by path; hidden and temporary ones ({@code .}, {@code
   * _} in front, {@code .tmp}, {@code .part} behind) are not deliveries. No files when there is no
   * such folder.
   *
   * @param unreadable is told of each folder that cannot be listed, as a path below the root
   * @throws JobFailure INPUT when the root may not be listed or is a file, STORAGE when the file
   *     system does not answer
   */
  public List<Found> delivered(Consumer<String> unreadable) {
    Path root = new Path(landingRoot);
    List<Found> found = new ArrayList<>();
    try {
      FileSystem fileSystem = root.getFileSystem(configuration());
      if (!fileSystem.exists(root)) {
        return found;
      }
      if (!fileSystem.getFileStatus(root).isDirectory()) {
        throw JobFailure.input(
            "The landing root " + landingRoot + " is a file",
            "deliveries are looked for below a folder",
            "correct landing.root");
      }
      int prefix = fileSystem.makeQualified(root).toString().length() + 1;
      for (FileStatus status : fileSystem.listStatus(root)) {
        add(fileSystem, status, prefix, found, unreadable);
      }
    } catch (IOException e) {
      throw unlistable(e);
    }
    found.sort(Comparator.comparing(Found::relative));
    return found;
  }

  private JobFailure unlistable(IOException e) {
    String what = "Cannot list the landing root " + landingRoot;
    String why = e.getClass().getSimpleName();
    return isForGood(e)
        ? JobFailure.input(what, why, "let this account read the folder").because(e)
        : JobFailure.storage(what, why, "run again when the file system answers").because(e);
  }

  /** Whether listing fails until a person does something; else it is worth a retry. */
  private static boolean isForGood(IOException e) {
    return e instanceof AccessControlException
        || e instanceof AccessDeniedException
        || e instanceof FileNotFoundException
        || e instanceof NoSuchFileException;
  }

  private static void add(
      FileSystem fileSystem,
      FileStatus status,
      int prefix,
      List<Found> found,
      Consumer<String> unreadable)
      throws IOException {
    String path = status.getPath().toString();
    String relative = path.substring(prefix);
    if (!isDelivery(relative)) {
      return;
    }
    if (status.isFile()) {
      Instant modifiedAt = Instant.ofEpochMilli(status.getModificationTime());
      found.add(new Found(path, relative, status.getLen(), modifiedAt));
      return;
    }
    FileStatus[] inside;
    try {
      inside = fileSystem.listStatus(status.getPath());
    } catch (IOException e) {
      if (!isForGood(e)) {
        throw e;
      }
      unreadable.accept(relative);
      return;
    }
    for (FileStatus child : inside) {
      add(fileSystem, child, prefix, found, unreadable);
    }
  }

  /**
   * Whether a path below the landing root is a link, or lies in one, that leads out of it: what
   * lies elsewhere was not delivered here. Only the local file system has links.
   */
  public boolean leadsOutOfLanding(String path) {
    URI uri = new Path(path).toUri();
    if (uri.getScheme() != null && !uri.getScheme().equals("file")) {
      return false;
    }
    try {
      java.nio.file.Path root =
          java.nio.file.Path.of(new Path(landingRoot).toUri().getPath()).toRealPath();
      return !java.nio.file.Path.of(uri.getPath()).toRealPath().startsWith(root);
    } catch (IOException e) {
      // Gone, or unreadable: whoever opens it will say so.
      return false;
    }
  }

  /** Opens a file for reading; the caller closes it. */
  public InputStream open(String path) throws IOException {
    return open(path, configuration());
  }

  /** The same in a task, with what {@link #forTasks} gives. */
  public static InputStream open(String path, Configuration configuration) throws IOException {
    Path file = new Path(path);
    return withoutChecksums(file.getFileSystem(configuration)).open(file);
  }

  /**
   * The local file system keeps a checksum in a file of its own beside each file. Where it is of
   * somebody else's making it proves nothing, and there can be none of a name with a colon.
   */
  static FileSystem withoutChecksums(FileSystem fileSystem) {
    return fileSystem instanceof ChecksumFileSystem checked
        ? checked.getRawFileSystem()
        : fileSystem;
  }

  /** Opens a new file for writing, replacing one of that name; the caller closes it. */
  public OutputStream create(String path) throws IOException {
    Path file = new Path(path);
    return file.getFileSystem(configuration()).create(file, true);
  }

  public boolean exists(String path) throws IOException {
    Path file = new Path(path);
    return file.getFileSystem(configuration()).exists(file);
  }

  /** Rows of a Parquet file, with {@code _metadata}. */
  public Dataset<Row> parquet(String path) {
    return reader(session).parquet(path);
  }

  /** Reads files whose names are names and no patterns: {@code edges[1]} is one of them. */
  public static DataFrameReader reader(SparkSession session) {
    return session.read().option("__globPaths__", "false");
  }

  /** Writes rows into one Parquet file of this machine, replacing one of that name. */
  public void writeParquet(Dataset<Row> rows, java.nio.file.Path file) {
    java.nio.file.Path target = file.toAbsolutePath();
    java.nio.file.Path parts = target.resolveSibling("." + target.getFileName() + ".parts");
    try {
      rows.coalesce(1).write().mode("overwrite").parquet(parts.toUri().toString());
      try (Stream<java.nio.file.Path> made = java.nio.file.Files.list(parts)) {
        java.nio.file.Path part =
            made.filter(path -> path.getFileName().toString().startsWith("part-"))
                .findFirst()
                .orElseThrow();
        java.nio.file.Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
      new Path(parts.toUri()).getFileSystem(configuration()).delete(new Path(parts.toUri()), true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** How many tasks run at the same time. */
  public int tasksAtOnce() {
    return session.sparkContext().defaultParallelism();
  }

  /** What tasks need to open files on executors. */
  public SerializableConfiguration forTasks() {
    return new SerializableConfiguration(configuration());
  }

  private Configuration configuration() {
    return session.sessionState().newHadoopConf();
  }

  private static boolean isDelivery(String relative) {
    for (String part : relative.split("/")) {
      if (part.startsWith(".") || part.startsWith("_")) {
        return false;
      }
    }
    return !relative.endsWith(".tmp") && !relative.endsWith(".part");
  }
}

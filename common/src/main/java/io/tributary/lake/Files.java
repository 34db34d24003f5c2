package io.tributary.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
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
   * All files below a folder of the landing root, sorted by path; hidden and temporary ones ({@code
   * .}, {@code _} in front, {@code .tmp}, {@code .part} behind) are not deliveries. Links are not
   * followed out of the root.
   */
  public List<Found> delivered(String folder) {
    Path root = new Path(landingRoot);
    Path start = folder.isEmpty() ? root : new Path(root, folder);
    try {
      FileSystem fileSystem = start.getFileSystem(configuration());
      String prefix = fileSystem.makeQualified(root).toString();
      List<Found> found = new ArrayList<>();
      RemoteIterator<LocatedFileStatus> files = fileSystem.listFiles(start, true);
      while (files.hasNext()) {
        FileStatus file = files.next();
        String path = file.getPath().toString();
        String relative = path.substring(prefix.length() + 1);
        if (isDelivery(relative)) {
          found.add(
              new Found(
                  path, relative, file.getLen(), Instant.ofEpochMilli(file.getModificationTime())));
        }
      }
      found.sort(Comparator.comparing(Found::relative));
      return found;
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + start, e);
    }
  }

  /** Hex SHA-256 of a file's bytes. */
  public String sha256(String path) {
    try (InputStream in = open(path)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (DigestInputStream digesting = new DigestInputStream(in, digest)) {
        digesting.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens a file for reading; the caller closes it. */
  public InputStream open(String path) throws IOException {
    Path file = new Path(path);
    return file.getFileSystem(configuration()).open(file);
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
    return session.read().parquet(path);
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

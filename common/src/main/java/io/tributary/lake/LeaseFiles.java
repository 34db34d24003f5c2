package io.tributary.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.storage.LogStore;
import org.apache.spark.sql.delta.storage.LogStore$;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The numbered files under {@code ops/_lease}: each a line of JSON with the holder, its heartbeat
 * and whether it gave the lease back.
 */
final class LeaseFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int READ_ATTEMPTS = 20;
  private static final Duration READ_PAUSE = Duration.ofMillis(50);

  /**
   * What a file says.
   *
   * @param holder null when the file was torn
   */
  record Holding(long number, @Nullable String holder, Instant heartbeatAt, boolean isReleased) {

    /** A number is given out once; the name guards against a folder that was deleted. */
    boolean isOf(long otherNumber, String otherHolder) {
      return number == otherNumber && (holder == null || holder.equals(otherHolder));
    }

    String name() {
      return holder == null ? "a run that left no name" : holder;
    }
  }

  private final LogStore store;
  private final Configuration hadoop;
  private final Path folder;
  private final FileSystem files;

  private LeaseFiles(LogStore store, Configuration hadoop, Path folder, FileSystem files) {
    this.store = store;
    this.hadoop = hadoop;
    this.folder = folder;
    this.files = files;
  }

  /**
   * Those of a lake; their folder is there after this.
   *
   * @throws IOException when it cannot be made
   */
  static LeaseFiles of(SparkSession session, Configuration hadoop, Roots roots) throws IOException {
    Path folder = new Path(roots.root() + "/ops/_lease");
    FileSystem files = folder.getFileSystem(hadoop);
    files.mkdirs(folder);
    return new LeaseFiles(LogStore$.MODULE$.apply(session), hadoop, folder, files);
  }

  /**
   * Makes the file of a number.
   *
   * @return false when somebody else has made it
   */
  boolean create(long number, String holder, Instant now) {
    try {
      store.write(file(number), lines(content(holder, now, false)), false, hadoop);
      return true;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // Scala throws checked exceptions undeclared.
      if (e instanceof FileAlreadyExistsException) {
        return false;
      }
      throw new UncheckedIOException("Cannot write a lease", new IOException(e));
    }
  }

  /** Writes the file of a number anew. Scala throws checked exceptions undeclared. */
  void write(long number, String holder, Instant now, boolean isReleased) throws IOException {
    store.write(file(number), lines(content(holder, now, isReleased)), true, hadoop);
  }

  /**
   * The holder of the greatest number. A file that is just being written or tidied away is read
   * again; one that stays unreadable was left behind by a holder that died while writing it.
   */
  Optional<Holding> latest() throws IOException {
    for (int attempt = 1; ; attempt++) {
      Optional<FileStatus> greatest =
          Arrays.stream(all()).max(Comparator.comparingLong(LeaseFiles::number));
      if (greatest.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(read(number(greatest.get())));
      } catch (IOException e) {
        if (attempt == READ_ATTEMPTS) {
          return Optional.of(torn(greatest.get()));
        }
        LockSupport.parkNanos(READ_PAUSE.toNanos());
      }
    }
  }

  void deleteOlder(long number) throws IOException {
    for (FileStatus lease : all()) {
      if (number(lease) < number) {
        files.delete(lease.getPath(), false);
      }
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  private Holding read(long number) throws IOException {
    // Who is killed between a file and its checksum leaves a pair that does not match.
    try (InputStream in = Files.withoutChecksums(files).open(file(number))) {
      JsonNode lease = JSON.readTree(in);
      if (!lease.hasNonNull("heartbeat_at")) {
        throw new IOException("A lease that is not yet written");
      }
      return new Holding(
          number,
          lease.path("holder").asText(),
          Instant.parse(lease.path("heartbeat_at").asText()),
          lease.path("is_released").asBoolean());
    }
  }

  /** Whoever wrote it last lived then. */
  private static Holding torn(FileStatus lease) {
    Instant lastWrite = Instant.ofEpochMilli(lease.getModificationTime());
    return new Holding(number(lease), null, lastWrite, false);
  }

  private FileStatus[] all() throws IOException {
    return files.listStatus(folder, path -> path.getName().matches("\\d{20}\\.json"));
  }

  private Path file(long number) {
    return new Path(folder, String.format(Locale.ROOT, "%020d.json", number));
  }

  private static long number(FileStatus file) {
    return Long.parseLong(file.getPath().getName().replace(".json", ""));
  }

  private static scala.collection.Iterator<String> lines(String line) {
    Iterator<String> lines = List.of(line).iterator();
    return CollectionConverters.asScala(lines);
  }

  private static String content(String holder, Instant heartbeatAt, boolean isReleased) {
    return JSON.valueToTree(
            Map.of(
                "holder", holder,
                "heartbeat_at", heartbeatAt.toString(),
                "is_released", isReleased))
        .toString();
  }
}

package io.tributary.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.job.JobFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
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
 * One writer for the lake. A lease is a numbered file under {@code ops/_lease}, made with the very
 * put-if-absent that makes Delta commits atomic on each file system; the greatest number holds. Its
 * heartbeat is the file's content. A holder whose heartbeat stops is taken over by the next number.
 */
public final class WriterLease implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int READ_ATTEMPTS = 20;
  private static final Duration READ_PAUSE = Duration.ofMillis(50);

  /**
   * @param waitAtMost how long to wait for another holder before giving up
   * @param heartbeat how often the holder says that it lives
   * @param deadAfter silence after which a holder is taken over
   */
  public record Config(Duration waitAtMost, Duration heartbeat, Duration deadAfter) {
    public Config {
      if (deadAfter.compareTo(heartbeat.multipliedBy(2)) < 0) {
        throw new IllegalArgumentException("dead-after must be at least twice heartbeat");
      }
    }
  }

  private final LogStore store;
  private final Configuration hadoop;
  private final Path folder;
  private final String holder;
  private final Clock clock;
  private final long number;
  private final ScheduledExecutorService beating;
  private volatile boolean isLost;

  private WriterLease(
      LogStore store,
      Configuration hadoop,
      Path folder,
      String holder,
      Clock clock,
      long number,
      Config config) {
    this.store = store;
    this.hadoop = hadoop;
    this.folder = folder;
    this.holder = holder;
    this.clock = clock;
    this.number = number;
    this.beating =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lease-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    long millis = config.heartbeat().toMillis();
    var unused =
        beating.scheduleAtFixedRate(this::tryToBeat, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the lease, waiting for a living holder.
   *
   * @param holder a name that a person understands: host and process
   * @param clock writes and reads heartbeats. Clocks of machines differ and are set: a heartbeat of
   *     the future tells nothing, so its holder is watched until it beats again or is silent
   * @throws JobFailure BUSY when another holder still lives after {@code config.waitAtMost()},
   *     CONFIG when the lake cannot be written
   */
  public static WriterLease take(
      SparkSession session, Roots roots, String holder, Config config, Clock clock) {
    return take(session, roots, holder, config, clock, System::nanoTime);
  }

  /**
   * @param nanos rises evenly, whatever the clock does
   */
  static WriterLease take(
      SparkSession session,
      Roots roots,
      String holder,
      Config config,
      Clock clock,
      LongSupplier nanos) {
    Configuration hadoop = session.sessionState().newHadoopConf();
    LogStore store = LogStore$.MODULE$.apply(session);
    Path folder = new Path(roots.root() + "/ops/_lease");
    Watch watch = new Watch(nanos, config);
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      files.mkdirs(folder);
      probe(new Path(roots.restricted()), hadoop);
      while (true) {
        Optional<Holding> current = latest(files, folder);
        Instant now = clock.instant();
        if (current.isEmpty() || watch.isFree(current.get(), now)) {
          long next = current.map(holding -> holding.number() + 1).orElse(0L);
          if (create(store, hadoop, folder, next, holder, now)) {
            deleteOlder(files, folder, next);
            return new WriterLease(store, hadoop, folder, holder, clock, next, config);
          }
        } else if (watch.isTooLong(current.get(), now)) {
          throw JobFailure.busy(
              "Another run is writing the lake",
              "held by "
                  + current.get().name()
                  + ", last heard of at "
                  + current.get().heartbeatAt(),
              "wait for it, or raise lock.wait-at-most; a run that died is taken over after "
                  + config.deadAfter().toSeconds()
                  + " s");
        } else {
          TimeUnit.MILLISECONDS.sleep(Math.min(1000, config.heartbeat().toMillis()));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(roots, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw JobFailure.busy("Stopped while waiting for the lake", "interrupted", "run again");
    }
  }

  /** A lake with an unwritable restricted root would fail in the middle of a run. */
  private static void probe(Path root, Configuration hadoop) throws IOException {
    FileSystem files = root.getFileSystem(hadoop);
    files.mkdirs(root);
    Path probe = new Path(root, ".writable");
    files.create(probe, true).close();
    files.delete(probe, false);
  }

  private static JobFailure unwritable(Roots roots, Exception e) {
    return JobFailure.config(
            "Cannot write the lake at " + roots.root() + " and " + roots.restricted(),
            "the file system refused it (" + e.getClass().getSimpleName() + ")",
            "check lake.root, lake.restricted-root and their permissions")
        .because(e);
  }

  /**
   * To be called before each job.
   *
   * @throws JobFailure BUSY when another run has taken the lake over
   */
  public void confirm() {
    beat();
    if (isLost) {
      throw JobFailure.busy(
          "This run lost the lake",
          "it was silent for too long and another run took over",
          "let the other run finish, then run again");
    }
  }

  @Override
  public void close() {
    beating.shutdownNow();
    release();
  }

  /** One that cannot be given back, on a full disk, is taken over when it is silent. */
  private synchronized void release() {
    if (isLost) {
      return;
    }
    try {
      write(true);
    } catch (IOException | UncheckedIOException e) {
      isLost = true;
    }
  }

  /** A beat that fails is made up for by the next one; an exception would end the schedule. */
  private void tryToBeat() {
    try {
      beat();
    } catch (UncheckedIOException e) {
      // confirm() tells whoever depends on it.
    }
  }

  private synchronized void beat() {
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      Optional<Holding> current = latest(files, folder);
      if (current.isPresent() && current.get().isOf(number, holder)) {
        write(false);
      } else {
        isLost = true;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the lease in " + folder, e);
    }
  }

  /** Scala throws checked exceptions undeclared. */
  private void write(boolean isReleased) throws IOException {
    store.write(
        file(folder, number), lines(content(holder, clock.instant(), isReleased)), true, hadoop);
  }

  private static boolean create(
      LogStore store, Configuration hadoop, Path folder, long number, String holder, Instant now) {
    try {
      store.write(file(folder, number), lines(content(holder, now, false)), false, hadoop);
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

  private static Path file(Path folder, long number) {
    return new Path(folder, String.format(Locale.ROOT, "%020d.json", number));
  }

  private static long number(FileStatus file) {
    return Long.parseLong(file.getPath().getName().replace(".json", ""));
  }

  private static FileStatus[] leases(FileSystem files, Path folder) throws IOException {
    return files.listStatus(folder, path -> path.getName().matches("\\d{20}\\.json"));
  }

  /**
   * The holder of the greatest number. A file that is just being written or tidied away is read
   * again; one that stays unreadable was left behind by a holder that died while writing it.
   */
  private static Optional<Holding> latest(FileSystem files, Path folder) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Optional<FileStatus> greatest =
          Arrays.stream(leases(files, folder)).max(Comparator.comparingLong(WriterLease::number));
      if (greatest.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(read(files, folder, number(greatest.get())));
      } catch (IOException e) {
        if (attempt == READ_ATTEMPTS) {
          return Optional.of(torn(greatest.get()));
        }
        LockSupport.parkNanos(READ_PAUSE.toNanos());
      }
    }
  }

  private static Holding read(FileSystem files, Path folder, long number) throws IOException {
    // Who is killed between a file and its checksum leaves a pair that does not match.
    try (InputStream in = Files.withoutChecksums(files).open(file(folder, number))) {
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

  private static void deleteOlder(FileSystem files, Path folder, long number) throws IOException {
    for (FileStatus lease : leases(files, folder)) {
      if (number(lease) < number) {
        files.delete(lease.getPath(), false);
      }
    }
  }

  /**
   * @param holder null when the file was torn
   */
  private record Holding(
      long number, @Nullable String holder, Instant heartbeatAt, boolean isReleased) {

    /** A number is given out once; the name guards against a folder that was deleted. */
    boolean isOf(long otherNumber, String otherHolder) {
      return number == otherNumber && (holder == null || holder.equals(otherHolder));
    }

    String name() {
      return holder == null ? "a run that left no name" : holder;
    }

    boolean isSilent(Instant now, Duration deadAfter) {
      return heartbeatAt.plus(deadAfter).isBefore(now);
    }

    /** Written by a clock that is ahead of ours: when, nobody can tell. */
    boolean isOfTheFuture(Instant now, Duration deadAfter) {
      return heartbeatAt.minus(deadAfter).isAfter(now);
    }
  }

  /** What somebody who waits for the lease has seen, in time that passes evenly. */
  private static final class Watch {
    private final LongSupplier nanos;
    private final Config config;
    private final long begin;
    private @Nullable Holding seen;
    private long seenSince;
    private boolean hasBeaten;

    Watch(LongSupplier nanos, Config config) {
      this.nanos = nanos;
      this.config = config;
      this.begin = nanos.getAsLong();
    }

    /** Whether the lease is given back, or its holder has been silent by the clock or for us. */
    boolean isFree(Holding holding, Instant now) {
      if (!holding.equals(seen)) {
        hasBeaten = seen != null;
        seen = holding;
        seenSince = nanos.getAsLong();
      }
      return holding.isReleased() || holding.isSilent(now, config.deadAfter()) || isSilentForUs();
    }

    /** Who wrote in the future is watched until it is clear whether it lives. */
    boolean isTooLong(Holding holding, Instant now) {
      boolean isUnclear = holding.isOfTheFuture(now, config.deadAfter()) && !hasBeaten;
      return since(begin).compareTo(config.waitAtMost()) >= 0 && !isUnclear;
    }

    private boolean isSilentForUs() {
      return since(seenSince).compareTo(config.deadAfter()) >= 0;
    }

    private Duration since(long start) {
      return Duration.ofNanos(nanos.getAsLong() - start);
    }
  }
}

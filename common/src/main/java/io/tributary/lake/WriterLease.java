package io.tributary.lake;

import io.tributary.job.JobFailure;
import io.tributary.lake.LeaseFiles.Holding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * One writer for the lake. A lease is a numbered file under {@code ops/_lease}, made with the very
 * put-if-absent that makes Delta commits atomic on each file system; the greatest number holds. Its
 * heartbeat is the file's content. A holder whose heartbeat stops is taken over by the next number.
 */
public final class WriterLease implements AutoCloseable {
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

  private final LeaseFiles files;
  private final String holder;
  private final Clock clock;
  private final long number;
  private final ScheduledExecutorService beating;
  private volatile boolean isLost;

  private WriterLease(LeaseFiles files, String holder, Clock clock, long number, Config config) {
    this.files = files;
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
    LeaseWatch watch = new LeaseWatch(nanos, config);
    try {
      LeaseFiles files = LeaseFiles.of(session, hadoop, roots);
      probe(new Path(roots.restricted()), hadoop);
      while (true) {
        Optional<Holding> current = files.latest();
        Instant now = clock.instant();
        if (current.isEmpty() || watch.isFree(current.get(), now)) {
          long next = current.map(holding -> holding.number() + 1).orElse(0L);
          if (files.create(next, holder, now)) {
            files.deleteOlder(next);
            return new WriterLease(files, holder, clock, next, config);
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
      files.write(number, holder, clock.instant(), true);
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
      Optional<Holding> current = files.latest();
      if (current.isPresent() && current.get().isOf(number, holder)) {
        files.write(number, holder, clock.instant(), false);
      } else {
        isLost = true;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the lease in " + files, e);
    }
  }
}

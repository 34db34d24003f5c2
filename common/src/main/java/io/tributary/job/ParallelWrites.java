package io.tributary.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Writes of tables that do not depend on each other, nor on what is done until {@link #close}: a
 * commit waits for the disk and the driver more than for a core. Whatever reads one of the tables,
 * or may only be written after it, comes after {@code close}.
 */
public final class ParallelWrites implements AutoCloseable {
  private final ExecutorService threads;
  private final List<CompletableFuture<Void>> started = new ArrayList<>();

  /**
   * @param atOnce writes at the same time; others wait for one of them
   */
  public ParallelWrites(int atOnce) {
    // Threads are made when they are needed, and take the session of whoever starts a write.
    this.threads = Executors.newFixedThreadPool(atOnce);
  }

  /** Starts a write; it is carried out whatever becomes of the others. */
  public void start(Runnable write) {
    started.add(CompletableFuture.runAsync(write, threads));
  }

  /**
   * Waits for all writes, also when interrupted: none outlives its job. Then throws as it is what
   * the first of those that failed has thrown, in the order in which they were started.
   */
  @Override
  public void close() {
    @Nullable Throwable failure = null;
    for (CompletableFuture<Void> write : started) {
      try {
        write.join();
      } catch (CompletionException e) {
        if (failure == null) {
          failure = e.getCause();
        } else {
          failure.addSuppressed(e.getCause());
        }
      }
    }
    threads.shutdown();
    if (failure != null) {
      ParallelWrites.<RuntimeException>rethrow(failure);
    }
  }

  /** Spark throws checked exceptions undeclared, and wrapped they would be another failure. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void rethrow(Throwable failure) throws E {
    throw (E) failure;
  }
}

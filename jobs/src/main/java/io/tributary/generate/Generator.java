package io.tributary.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes a made-up retailer's deliveries: {@code landing/}, {@code overlays/<night>/} (files that
 * replace landed ones before that night) and {@code truth/}. Chunks of customers are drawn in
 * parallel and written in order; at most a few of them are in memory.
 */
public final class Generator {
  private static final int CHUNKS_AHEAD = 2;

  /**
   * Who the customers are: all Vietnamese, or four households in ten from the US, the UK, France
   * and Germany.
   */
  public enum Locale {
    VI,
    MIXED
  }

  /**
   * What to generate.
   *
   * @param days nights that deliver files, from {@code firstNight}
   * @param out a folder; files of the same name are replaced
   * @param threads does not change the result
   */
  public record Options(
      long customers,
      int days,
      long seed,
      Locale locale,
      Path out,
      LocalDate firstNight,
      int threads) {
    public Options {
      if (customers < 1 || days < 1 || threads < 1) {
        throw new IllegalArgumentException("customers, days and threads must be at least 1");
      }
    }
  }

  /**
   * What was written.
   *
   * @param rows rows of all files, truth included, copies of whole files not
   */
  public record Summary(long customers, long rows, long bytes) {}

  private final Models models = Models.load();
  private final Life life = new Life(models);

  /** Generates; the same options with any number of threads give the same files. */
  public Summary generate(Options options) {
    Nights nights = new Nights(options.firstNight(), options.days());
    ExecutorService workers = Executors.newFixedThreadPool(options.threads());
    try {
      long rows = write(options, nights, workers);
      if (options.days() > 1) {
        copy(options.out(), Feed.TICKETS.file(nights.first().plusDays(1)), resent(nights));
        copy(options.out(), Feed.CRM.file(nights.first().plusDays(1)), copied(nights));
      }
      return new Summary(options.customers(), rows, size(options.out()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The files could not be written below " + options.out() + ".", e);
    } finally {
      workers.shutdownNow();
    }
  }

  private long write(Options options, Nights nights, ExecutorService workers) throws IOException {
    int chunks = Math.toIntExact((options.customers() + Chunk.SIZE - 1) / Chunk.SIZE);
    Population population = new Population(options.locale(), models);
    Queue<Future<Chunk.Sealed>> ahead = new ArrayDeque<>();
    int next = 0;
    try (Landing landing = new Landing(options.out(), nights)) {
      for (int written = 0; written < chunks; written++) {
        while (next < chunks && ahead.size() < options.threads() + CHUNKS_AHEAD) {
          int index = next++;
          ahead.add(workers.submit(() -> draw(index, options, nights, population)));
        }
        landing.append(result(ahead.remove()));
      }
      if (nights.days() > 1) {
        landing.found(DirtyCase.DUPLICATE_FILE, resent(nights));
        landing.found(DirtyCase.DUPLICATE_FILE, copied(nights));
      }
      return landing.rows();
    }
  }

  private Chunk.Sealed draw(int index, Options options, Nights nights, Population population) {
    Chunk chunk = new Chunk(index, nights, new Dice(options.seed(), index));
    long from = (long) index * Chunk.SIZE;
    long to = Math.min(options.customers(), from + Chunk.SIZE);
    for (Customer customer : population.draw(chunk, from, to)) {
      life.live(customer, chunk);
    }
    life.surround(chunk);
    return chunk.seal();
  }

  private static Chunk.Sealed result(Future<Chunk.Sealed> chunk) throws IOException {
    try {
      return chunk.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A chunk could not be drawn.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while drawing.", e);
    }
  }

  private static String resent(Nights nights) {
    return Feed.TICKETS.file(nights.last(), "_resent");
  }

  private static String copied(Nights nights) {
    return Feed.CRM.file(nights.first().plusDays(1), "_copy");
  }

  private static void copy(Path root, String from, String to) throws IOException {
    Files.copy(root.resolve(from), root.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  private static long size(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}

package io.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.job.JobFailure;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.SteppingClock;
import io.tributary.testing.TestLake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class WriterLeaseTest {
  private static final Instant NIGHT = Instant.parse("2026-11-08T17:00:00Z");
  private static final WriterLease.Config LEASE =
      new WriterLease.Config(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(20));

  private static WriterLease lease(SparkSession spark, Roots roots, String holder, Clock clock) {
    return WriterLease.take(spark, roots, holder, LEASE, clock);
  }

  @Test
  void aLakeThatCannotBeWrittenIsASetting(SparkSession spark, @TempDir Path dir)
      throws IOException {
    Path file = Files.createFile(dir.resolve("lake"));
    // Nobody may write there, not even root.
    Path closed = Path.of("/proc/tributary-lake");

    for (Roots roots :
        List.of(
            new Roots(file.toString(), Optional.empty()),
            new Roots(closed.toString(), Optional.empty()),
            new Roots(dir.resolve("other").toString(), Optional.of(file.toString())),
            new Roots(dir.resolve("other").toString(), Optional.of(closed.toString())))) {
      assertThatThrownBy(() -> lease(spark, roots, "test", Clock.systemUTC()))
          .isInstanceOfSatisfying(
              JobFailure.class, f -> assertThat(f.category()).isEqualTo(JobFailure.Category.CONFIG))
          .hasMessageContaining("Cannot write the lake at " + roots.root());
    }
    assertThat(file).isEmptyFile();
  }

  @Test
  void letsOneRunWriteAtATimeAndTakesADeadHolderOver(SparkSession spark, @TempDir Path dir)
      throws IOException {
    Roots roots = new TestLake(spark, dir).roots();
    Clock now = Clock.fixed(NIGHT, ZoneOffset.UTC);
    Clock later = Clock.offset(now, Duration.ofSeconds(21));

    try (WriterLease first = lease(spark, roots, "first", now)) {
      first.confirm();
      assertThatThrownBy(() -> lease(spark, roots, "second", now))
          .isInstanceOf(JobFailure.class)
          .hasMessageContaining("Held by first");
      try (WriterLease second = lease(spark, roots, "second", later)) {
        second.confirm();
        assertThatThrownBy(first::confirm).hasMessageContaining("lost the lake");
      }
    }
    try (WriterLease third = lease(spark, roots, "third", now)) {
      third.confirm();
    }
    try (Stream<Path> leases = Files.list(dir.resolve("lake/ops/_lease"))) {
      assertThat(leases.filter(file -> file.toString().endsWith(".json"))).hasSize(1);
    }
  }

  @Test
  void takesOverAHolderThatDiedWhileItWroteThatItLived(SparkSession spark, @TempDir Path dir)
      throws IOException {
    Roots roots = new TestLake(spark, dir).roots();
    Clock now = Clock.fixed(NIGHT, ZoneOffset.UTC);
    Clock later = Clock.offset(now, Duration.ofSeconds(21));
    Path file = dir.resolve("lake/ops/_lease/00000000000000000000.json");

    try (WriterLease first = lease(spark, roots, "first", now)) {
      // Killed between the file and its checksum: the next one reads it all the same.
      Files.writeString(file, Files.readString(file).replace("first", "FIRST"));
      assertThatThrownBy(() -> lease(spark, roots, "second", now))
          .hasMessageContaining("Held by FIRST");
      // Killed before a byte was written: its age is all that is known.
      tear(file);
      assertThatThrownBy(() -> lease(spark, roots, "second", now))
          .hasMessageContaining("left no name");
      first.confirm();
      tear(file);
      try (WriterLease second = lease(spark, roots, "second", later)) {
        second.confirm();
      }
    }
  }

  private static void tear(Path file) throws IOException {
    Files.writeString(file, "");
    Files.setLastModifiedTime(file, FileTime.from(NIGHT));
  }

  /** Its clock was an hour ahead, and nobody will ever hear of it again. */
  @Test
  void takesOverAHolderThatDiedInTheFuture(SparkSession spark, @TempDir Path dir)
      throws IOException {
    Roots roots = new TestLake(spark, dir).roots();
    Ticks ticks = new Ticks(() -> {});
    beat(dir, NIGHT.plus(Duration.ofHours(1)));

    try (WriterLease next =
        WriterLease.take(spark, roots, "next", QUICK, Clock.fixed(NIGHT, ZoneOffset.UTC), ticks)) {
      next.confirm();
    }
    assertThat(ticks.passed()).isGreaterThanOrEqualTo(QUICK.deadAfter());
  }

  /** Its clock is ahead, ours is set back all the time: it lives, and we wait no longer for it. */
  @Test
  void givesUpOnALivingHolderWhateverTheClocksDo(SparkSession spark, @TempDir Path dir)
      throws IOException {
    Roots roots = new TestLake(spark, dir).roots();
    Instant ahead = NIGHT.plus(Duration.ofHours(1));
    beat(dir, ahead);
    Clock setBack = new SteppingClock(NIGHT, Duration.ofMinutes(-1));
    Ticks ticks = new Ticks(null);
    ticks.each = () -> beat(dir, ahead.plus(ticks.passed()));

    assertThatThrownBy(() -> WriterLease.take(spark, roots, "next", QUICK, setBack, ticks))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("Held by ahead");
    assertThat(ticks.passed()).isGreaterThanOrEqualTo(QUICK.waitAtMost());
  }

  /** Looks at the lease every 20 ms. */
  private static final WriterLease.Config QUICK =
      new WriterLease.Config(Duration.ofMinutes(5), Duration.ofMillis(20), Duration.ofMinutes(1));

  private static void beat(Path dir, Instant at) {
    try {
      Path folder = Files.createDirectories(dir.resolve("lake/ops/_lease"));
      Files.writeString(
          folder.resolve("00000000000000000000.json"),
          "{\"holder\": \"ahead\", \"heartbeat_at\": \"" + at + "\", \"is_released\": false}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ten seconds pass at each look. */
  private static final class Ticks implements LongSupplier {
    private static final int MANY = 1000;

    private Runnable each;
    private int looks;

    Ticks(Runnable each) {
      this.each = each;
    }

    @Override
    public long getAsLong() {
      looks++;
      if (looks > MANY) {
        throw new IllegalStateException("It waits for ever");
      }
      each.run();
      return passed().toNanos();
    }

    Duration passed() {
      return Duration.ofSeconds(10L * looks);
    }
  }
}

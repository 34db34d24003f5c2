package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import io.tributary.job.JobOutcome.State;
import io.tributary.lake.Stamp;
import io.tributary.lake.WriterLease;
import io.tributary.tables.Table;
import io.tributary.tables.ops.Runs;
import io.tributary.tables.silver.Products;
import io.tributary.tables.silver.Rates;
import io.tributary.tables.silver.Transactions;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class JobRunnerTest {
  private static final Instant NIGHT = Instant.parse("2026-11-08T17:00:00Z");
  private static final Instant NEXT_NIGHT = Instant.parse("2026-11-09T17:00:00Z");
  private static final WriterLease.Config LEASE =
      new WriterLease.Config(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(20));

  /** Writes one product a run and remembers that it ran. */
  private static class WriteProducts implements Job {
    final SparkSession spark;
    final List<Instant> runs = new ArrayList<>();

    WriteProducts(SparkSession spark) {
      this.spark = spark;
    }

    @Override
    public Set<Table> reads() {
      return Set.of();
    }

    @Override
    public Set<Table> writes() {
      return Set.of(Products.TABLE);
    }

    @Override
    public void run(Run run) {
      runs.add(run.asOf());
      run.lake()
          .overwrite(
              Products.TABLE,
              TestRows.of(Products.TABLE).row(Products.SKU, "a" + run.number()).in(spark));
    }
  }

  private static class CopyProducts extends WriteProducts {
    boolean isBroken;

    CopyProducts(SparkSession spark) {
      super(spark);
    }

    @Override
    public Set<Table> reads() {
      return Set.of(Products.TABLE);
    }

    @Override
    public Set<Table> writes() {
      return Set.of(Rates.TABLE);
    }

    @Override
    public void run(Run run) {
      runs.add(run.asOf());
      if (isBroken) {
        // As a task meets it: Spark wraps what it throws.
        MapFunction<Long, Long> refuse =
            number -> {
              throw JobFailure.quality("Too few products", "one came", "ask the owner");
            };
        spark.range(1).map(refuse, Encoders.LONG()).collectAsList();
      }
      run.lake()
          .overwrite(
              Rates.TABLE,
              TestRows.of(Rates.TABLE)
                  .row(
                      Rates.BASE_CURRENCY,
                      "VND",
                      Rates.QUOTE_CURRENCY,
                      "USD",
                      Rates.RATE_ON,
                      "2026-11-08")
                  .in(spark));
    }
  }

  /** Its clock stands still: how long a job took decides when its row is written. */
  private static JobRunner runner(SparkSession spark, TestLake lake) {
    return new JobRunner(
        lake.lake(),
        lake.files(),
        TestLake.ZONE,
        Clock.fixed(NIGHT, ZoneOffset.UTC),
        () -> WriterLease.take(spark, lake.roots(), "test", LEASE, Clock.systemUTC()),
        Progress.SILENT);
  }

  private static List<State> states(RunOutcome outcome) {
    return outcome.jobs().stream().map(JobOutcome::state).toList();
  }

  @Test
  void skipsWhatHasNothingNewAndGoesOnAtTheFirstUnfinishedJob(
      SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    JobRunner runner = runner(spark, lake);
    WriteProducts write = new WriteProducts(spark);
    CopyProducts copy = new CopyProducts(spark);
    copy.isBroken = true;

    RunOutcome broken = runner.run("nightly", List.of(write, copy), NIGHT);
    copy.isBroken = false;
    RunOutcome retried = runner.run("nightly", List.of(write, copy), NIGHT);
    long versionBefore = lake.lake().version(Products.TABLE);
    RunOutcome again = runner.run("nightly", List.of(write, copy), NIGHT);

    assertThat(states(broken)).containsExactly(State.SUCCEEDED, State.FAILED);
    assertThat(broken.failures())
        .extracting(JobFailure::category)
        .containsExactly(JobFailure.Category.QUALITY);
    assertThat(states(retried)).containsExactly(State.SKIPPED, State.SUCCEEDED);
    assertThat(states(again)).containsExactly(State.SKIPPED, State.SKIPPED);
    assertThat(lake.lake().version(Products.TABLE)).isEqualTo(versionBefore);
    assertThat(List.of(broken.runNo(), retried.runNo(), again.runNo())).containsExactly(1L, 2L, 3L);
    assertThat(lake.lake().read(Runs.TABLE).count()).isEqualTo(8);
    // Quick jobs share a commit of the ledger: one for a run's number, one for what came of it.
    assertThat(lake.lake().version(Runs.TABLE)).isEqualTo(4);
  }

  @Test
  void nothingRunsInALakeThatCannotBeWritten(SparkSession spark, @TempDir Path dir)
      throws IOException {
    TestLake lake = TestLake.onDisk(spark, dir);
    WriteProducts write = new WriteProducts(spark);
    Path file = Files.createFile(dir.resolve("lake"));

    assertThatThrownBy(() -> runner(spark, lake).run("nightly", List.of(write), NIGHT))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("lake.root");
    assertThat(write.runs).isEmpty();
    assertThat(file).isEmptyFile();
  }

  @Test
  void runsAgainWhenAnInputTheIntervalOrAnOutputMoved(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    JobRunner runner = runner(spark, lake);
    WriteProducts write = new WriteProducts(spark);
    CopyProducts copy = new CopyProducts(spark);
    runner.run("nightly", List.of(write, copy), NIGHT);

    lake.with(Rates.TABLE, TestRows.of(Rates.TABLE).in(spark));
    RunOutcome tampered = runner.run("nightly", List.of(write, copy), NIGHT);
    RunOutcome next = runner.run("nightly", List.of(write, copy), NEXT_NIGHT);

    assertThat(states(tampered)).containsExactly(State.SKIPPED, State.SUCCEEDED);
    assertThat(states(next)).containsExactly(State.SUCCEEDED, State.SUCCEEDED);
  }

  @Test
  void sendsNothingOutAfterARequiredDeliveryWasRefused(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    WriteProducts collect =
        new WriteProducts(spark) {
          @Override
          public void run(Run run) {
            run.report().defer(JobFailure.quality("A file is refused", "broken", "mend it"));
          }
        };
    CopyProducts send =
        new CopyProducts(spark) {
          @Override
          public boolean sendsOut() {
            return true;
          }
        };

    RunOutcome outcome = runner(spark, lake).run("nightly", List.of(collect, send), NIGHT);

    assertThat(states(outcome)).containsExactly(State.SUCCEEDED, State.SKIPPED);
    assertThat(send.runs).isEmpty();
    assertThat(outcome.failures()).hasSize(1);
  }

  @Test
  void aStageAloneSendsOnlyWhatTheStagesBeforeItHaveDone(SparkSession spark, @TempDir Path dir) {
    JobRunner runner = runner(spark, new TestLake(spark, dir));
    AtomicBoolean isRefused = new AtomicBoolean(true);
    WriteProducts collect =
        new WriteProducts(spark) {
          @Override
          public String name() {
            return "collect";
          }

          @Override
          public void run(Run run) {
            if (isRefused.get()) {
              run.report().defer(JobFailure.quality("A file is refused", "broken", "mend it"));
            }
          }
        };
    CopyProducts send =
        new CopyProducts(spark) {
          @Override
          public boolean sendsOut() {
            return true;
          }
        };

    RunOutcome early = runner.run("nightly", List.of(collect, send), List.of(send), NIGHT);
    runner.run("nightly", List.of(collect), NIGHT);
    RunOutcome refused = runner.run("nightly", List.of(collect, send), List.of(send), NIGHT);
    isRefused.set(false);
    runner.run("nightly", List.of(collect), NIGHT);
    RunOutcome done = runner.run("nightly", List.of(collect, send), List.of(send), NIGHT);
    RunOutcome nextNight = runner.run("nightly", List.of(collect, send), List.of(send), NEXT_NIGHT);

    for (RunOutcome withheld : List.of(early, refused, nextNight)) {
      assertThat(states(withheld)).containsExactly(State.FAILED);
      assertThat(withheld.failures().get(0).category()).isEqualTo(JobFailure.Category.INPUT);
      assertThat(withheld.failures().get(0)).hasMessageContaining("has not ended well");
    }
    assertThat(states(done)).containsExactly(State.SUCCEEDED);
    assertThat(send.runs).containsExactly(NIGHT);
  }

  /** Under Airflow stages of the nightly and the hourly run take turns, with the same jobs. */
  @Test
  void stagesOfTwoPipelinesTakeTurns(SparkSession spark, @TempDir Path dir) {
    JobRunner runner = runner(spark, new TestLake(spark, dir));
    Instant hour = NIGHT.plus(Duration.ofHours(2));
    AtomicBoolean isMissing = new AtomicBoolean(true);
    WriteProducts collect =
        new WriteProducts(spark) {
          @Override
          public String name() {
            return "collect";
          }

          @Override
          public boolean isOfInterval() {
            return true;
          }

          @Override
          public void run(Run run) {
            if (isMissing.get()) {
              run.report().defer(JobFailure.input("No file", "it is required", "deliver it"));
            }
          }
        };
    Named send = new Named(spark, "send", true, false, true);
    List<WriteProducts> whole = List.of(collect, send);

    // The night misses a file and waits; the hour, which does not need that file, begins.
    runner.run("nightly", whole, List.of(collect), NIGHT);
    isMissing.set(false);
    runner.run("hourly", whole, List.of(collect), hour);
    RunOutcome insteadOfTheNight = runner.run("nightly", whole, List.of(send), NIGHT);
    // The file came: the night goes on, and the hour after it.
    runner.run("nightly", whole, List.of(collect), NIGHT);
    RunOutcome night = runner.run("nightly", whole, List.of(send), NIGHT);
    RunOutcome afterTheNight = runner.run("hourly", whole, List.of(send), hour);
    // What another pipeline missed after our own look may be a withdrawal, until somebody looked.
    Instant nextHour = hour.plus(Duration.ofHours(1));
    runner.run("hourly", whole, List.of(collect), nextHour);
    isMissing.set(true);
    runner.run("nightly", whole, List.of(collect), NEXT_NIGHT);
    RunOutcome missed = runner.run("hourly", whole, List.of(send), nextHour);
    isMissing.set(false);
    runner.run("nightly", whole, List.of(collect), NEXT_NIGHT);
    RunOutcome looked = runner.run("hourly", whole, List.of(send), nextHour);
    // A job by itself builds on whatever pipeline came last.
    RunOutcome alone = runner.run("send", whole, List.of(send), NEXT_NIGHT);

    assertThat(insteadOfTheNight.failures())
        .extracting(JobFailure::category)
        .containsExactly(JobFailure.Category.INPUT);
    assertThat(missed.failures())
        .extracting(JobFailure::category)
        .containsExactly(JobFailure.Category.BUSY);
    assertThat(missed.failures().get(0)).hasMessageContaining("another pipeline");
    for (RunOutcome sent : List.of(night, afterTheNight, looked, alone)) {
      assertThat(states(sent)).containsExactly(State.SUCCEEDED);
    }
    assertThat(send.runs).containsExactly(NIGHT, hour, nextHour, NEXT_NIGHT);
  }

  /** A late withdrawal is in the lake, and has not come through all that is before the sending. */
  @Test
  void sendsNothingWhileAJobHasNotSeenWhatIsNew(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    JobRunner runner = runner(spark, lake);
    Instant hour = NIGHT.plus(Duration.ofHours(1));
    AtomicReference<String> landing = new AtomicReference<>("in time");
    WriteProducts collect =
        new WriteProducts(spark) {
          @Override
          public String name() {
            return "collect-files";
          }

          @Override
          public String outsideInputs(Run run) {
            return landing.get();
          }

          @Override
          public void run(Run run) {
            run.lake().overwrite(Products.TABLE, product(landing.get()));
          }

          private Dataset<Row> product(String sku) {
            return TestRows.of(Products.TABLE).row(Products.SKU, sku).in(spark);
          }
        };
    CopyProducts conform = new CopyProducts(spark);
    // Reads what is new too, and makes nothing that permits the sending.
    Named aside =
        new Named(spark, "aside", true, false, false) {
          @Override
          public Set<Table> reads() {
            return Set.of(Products.TABLE);
          }

          @Override
          public Set<Table> writes() {
            return Set.of(Transactions.TABLE);
          }

          @Override
          public void run(Run run) {}
        };
    Named send =
        new Named(spark, "send", true, false, true) {
          @Override
          public Set<Table> permits() {
            return Set.of(Rates.TABLE);
          }

          @Override
          public Set<Table> writes() {
            return Set.of();
          }

          @Override
          public void run(Run run) {
            runs.add(run.asOf());
          }
        };
    List<WriteProducts> whole = List.of(collect, conform, aside, send);
    Supplier<RunOutcome> sending = () -> runner.run("nightly", whole, List.of(send), NIGHT);

    runner.run("nightly", whole, List.of(collect, conform, aside), NIGHT);
    landing.set("late");
    runner.run("nightly", whole, List.of(collect), NIGHT);
    RunOutcome afterLateFile = sending.get();
    runner.run("nightly", whole, List.of(conform), NIGHT);
    Stamp killed = new Stamp(1000, "run-001000", "collect-files", NIGHT);
    lake.lake()
        .forJob(killed, Set.of(), Set.of(Products.TABLE), write -> {})
        .overwrite(
            Products.TABLE, TestRows.of(Products.TABLE).row(Products.SKU, "killed").in(spark));
    RunOutcome afterKilledRun = sending.get();
    // The same rows once more are nothing new.
    runner.run("nightly", whole, List.of(collect, conform, aside), NIGHT);
    runner.run("hourly", whole, List.of(collect), hour);
    RunOutcome seen = sending.get();

    for (RunOutcome withheld : List.of(afterLateFile, afterKilledRun)) {
      assertThat(withheld.failures())
          .singleElement(THROWABLE)
          .hasMessageContaining("copy-products has not seen what is new in silver.products");
      assertThat(withheld.failures().get(0).category()).isEqualTo(JobFailure.Category.BUSY);
    }
    assertThat(states(seen)).containsExactly(State.SUCCEEDED);
    assertThat(send.runs).containsExactly(NIGHT);
  }

  /**
   * The hourly run of one o'clock comes before the nightly run of the day that ended at midnight.
   */
  @Test
  void anIntervalThatOthersHaveOvertakenIsDoneAndTablesOnlyMoveForward(
      SparkSession spark, @TempDir Path dir) {
    JobRunner runner = runner(spark, new TestLake(spark, dir));
    Instant oneOClock = NIGHT.plus(Duration.ofHours(1));
    Named collect = new Named(spark, "collect", true, false, false);
    CopyProducts tables = new CopyProducts(spark);
    Named slice = new Named(spark, "slice", true, true, false);
    Named send = new Named(spark, "send", true, false, true);
    List<WriteProducts> jobs = List.of(collect, tables, slice, send);

    RunOutcome hour = runner.run("hourly", jobs, oneOClock);
    RunOutcome night = runner.run("nightly", jobs, NIGHT);
    RunOutcome past = runner.run("nightly", jobs, NIGHT.minus(Duration.ofDays(1)));

    assertThat(states(hour)).containsOnly(State.SUCCEEDED);
    assertThat(states(night)).containsOnly(State.SUCCEEDED);
    assertThat(collect.runs).startsWith(oneOClock, NIGHT);
    assertThat(tables.runs).startsWith(oneOClock, oneOClock).containsOnly(oneOClock);
    assertThat(slice.runs).startsWith(oneOClock, NIGHT, oneOClock);
    assertThat(send.runs).containsExactly(oneOClock, NIGHT);
    assertThat(states(past)).last().isEqualTo(State.SKIPPED);
    assertThat(past.jobs().get(3).notes()).anyMatch(note -> note.contains("only moves forward"));
  }

  /** A job of a name, of whatever nature. */
  private static class Named extends WriteProducts {
    private final String name;
    private final boolean isOfInterval;
    private final boolean writesSlices;
    private final boolean sendsOut;

    Named(
        SparkSession spark,
        String name,
        boolean isOfInterval,
        boolean writesSlices,
        boolean sendsOut) {
      super(spark);
      this.name = name;
      this.isOfInterval = isOfInterval;
      this.writesSlices = writesSlices;
      this.sendsOut = sendsOut;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean isOfInterval() {
      return isOfInterval;
    }

    @Override
    public boolean writesSlices() {
      return writesSlices;
    }

    @Override
    public boolean sendsOut() {
      return sendsOut;
    }
  }

  @Test
  void aWithheldDeliveryPublishesNoSlice(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    JobRunner runner = runner(spark, lake);
    AtomicBoolean isMissing = new AtomicBoolean(true);
    WriteProducts collect =
        new WriteProducts(spark) {
          @Override
          public void run(Run run) {
            if (isMissing.get()) {
              run.report().defer(JobFailure.input("No file", "it is required", "deliver it"));
            } else {
              super.run(run);
            }
          }
        };
    Named slice = new Named(spark, "slice", true, true, false);
    Named send = new Named(spark, "send", true, false, true);

    runner.run("nightly", List.of(collect, slice, send), NIGHT);
    isMissing.set(false);
    RunOutcome mended = runner.run("nightly", List.of(collect, slice, send), NIGHT);

    assertThat(states(mended)).containsOnly(State.SUCCEEDED);
    assertThat(slice.runs).containsExactly(NIGHT, NIGHT);
    assertThat(send.runs).containsExactly(NIGHT);
    assertThat(
            lake.lake()
                .read(Runs.TABLE)
                .where("run_no = 1 AND job <> 'run'")
                .orderBy(Runs.JOB)
                .collectAsList())
        .extracting(row -> row.<String>getAs(Runs.STATE) + " " + row.getAs(Runs.MESSAGE))
        .anyMatch(text -> text.startsWith("SUCCEEDED No file"))
        .anyMatch(text -> text.startsWith("SKIPPED withheld"));
  }

  @Test
  void changesAPublishedSliceOnlyByARerun(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    JobRunner runner = runner(spark, lake);
    AtomicBoolean isSent = new AtomicBoolean();
    AtomicReference<String> setting = new AtomicReference<>("first");
    WriteProducts slice =
        new WriteProducts(spark) {
          @Override
          public String name() {
            return "slice";
          }

          @Override
          public boolean writesSlices() {
            return true;
          }

          @Override
          public String settings() {
            return setting.get();
          }
        };
    CopyProducts send =
        new CopyProducts(spark) {
          @Override
          public String name() {
            return "send";
          }

          @Override
          public boolean sendsOut() {
            return true;
          }

          @Override
          public void run(Run run) {
            if (!isSent.get()) {
              run.report().defer(JobFailure.delivery("Not sent", "no answer", "try again"));
            }
          }
        };
    List<WriteProducts> jobs = List.of(slice, send);

    RunOutcome unsent = runner.run("nightly", jobs, NIGHT);
    isSent.set(true);
    setting.set("second");
    RunOutcome sent = runner.run("nightly", jobs, NIGHT);
    setting.set("third");
    RunOutcome again = runner.run("nightly", jobs, NIGHT);
    RunOutcome other = runner.run("hourly", jobs, NIGHT);
    RunOutcome rerun = runner.rerun().run("nightly", jobs, NIGHT);

    for (RunOutcome written : List.of(unsent, sent, other, rerun)) {
      assertThat(states(written)).first().isEqualTo(State.SUCCEEDED);
    }
    assertThat(states(again)).first().isEqualTo(State.SKIPPED);
    assertThat(again.jobs().get(0).notes()).anyMatch(note -> note.contains("--rerun"));
  }

  /** A task meets the full disk after the job has written one table and before it wrote another. */
  @Test
  void aFullDiskIsWorthARetryWhichLeavesTheTablesOfAnUndisturbedRun(
      SparkSession spark, @TempDir Path dir) {
    AtomicBoolean isFull = new AtomicBoolean(true);
    CopyProducts both =
        new CopyProducts(spark) {
          @Override
          public Set<Table> writes() {
            return Set.of(Products.TABLE, Rates.TABLE);
          }

          @Override
          public void run(Run run) {
            run.lake()
                .overwrite(
                    Products.TABLE, TestRows.of(Products.TABLE).row(Products.SKU, "a").in(spark));
            if (isFull.get()) {
              MapFunction<Long, Long> write =
                  number -> {
                    throw new IOException("No space left on device");
                  };
              spark.range(1).map(write, Encoders.LONG()).collectAsList();
            }
            super.run(run);
          }
        };
    TestLake full = new TestLake(spark, dir.resolve("full"));
    TestLake undisturbed = new TestLake(spark, dir.resolve("undisturbed"));

    assertThatThrownBy(() -> runner(spark, full).run("nightly", List.of(both), NIGHT))
        .isInstanceOfSatisfying(
            JobFailure.class,
            failure -> assertThat(failure.category()).isEqualTo(JobFailure.Category.STORAGE));
    assertThat(rows(full, Rates.TABLE)).isEmpty();
    assertThat(rows(full, Runs.TABLE)).hasSize(2);
    isFull.set(false);
    RunOutcome again = runner(spark, full).run("nightly", List.of(both), NIGHT);
    runner(spark, undisturbed).run("nightly", List.of(both), NIGHT);

    assertThat(states(again)).containsExactly(State.SUCCEEDED);
    for (Table table : both.writes()) {
      assertThat(rows(full, table)).isNotEmpty().isEqualTo(rows(undisturbed, table));
    }
  }

  private static List<String> rows(TestLake lake, Table table) {
    return lake.lake().read(table).collectAsList().stream().map(Object::toString).sorted().toList();
  }

  @Test
  void leavesABugsMessageOutOfTheLedger(SparkSession spark, @TempDir Path dir) {
    TestLake lake = new TestLake(spark, dir);
    WriteProducts bug =
        new WriteProducts(spark) {
          @Override
          public void run(Run run) {
            throw new IllegalStateException("customer lan@example.com");
          }

          @Override
          public String name() {
            return "bug";
          }
        };

    assertThatThrownBy(() -> runner(spark, lake).run("nightly", List.of(bug), NIGHT))
        .isInstanceOf(IllegalStateException.class);

    assertThat(lake.lake().read(Runs.TABLE).select(Runs.STATE, Runs.MESSAGE).collectAsList())
        .extracting(row -> row.getString(0) + row.getString(1))
        .containsExactlyInAnyOrder("STARTED", "FAILEDjava.lang.IllegalStateException");
  }
}

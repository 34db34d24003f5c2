package io.tributary.testing;

import static java.util.Objects.requireNonNull;

import io.tributary.job.Job;
import io.tributary.job.JobReport;
import io.tributary.job.Run;
import io.tributary.lake.Files;
import io.tributary.lake.Lake;
import io.tributary.lake.MemoryStore;
import io.tributary.lake.Roots;
import io.tributary.lake.Stamp;
import io.tributary.lake.StoredLake;
import io.tributary.lake.TableWrite;
import io.tributary.tables.Table;
import io.tributary.tables.Tables;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A lake of a test, with landing and outbox in a directory: tables in memory, or in Delta there.
 */
public final class TestLake {
  public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private final StoredLake lake;
  private final @Nullable MemoryStore memory;
  private final Roots roots;
  private final Files files;
  private long runNo;

  /** Tables in memory: for all that is not about Delta. */
  public TestLake(SparkSession spark, Path directory) {
    this(new MemoryStore(spark), roots(directory), files(spark, directory));
  }

  private TestLake(MemoryStore memory, Roots roots, Files files) {
    this(memory.lake(Tables.ALL), memory, roots, files);
  }

  private TestLake(StoredLake lake, @Nullable MemoryStore memory, Roots roots, Files files) {
    this.lake = lake;
    this.memory = memory;
    this.roots = roots;
    this.files = files;
  }

  /** Delta tables in the directory. */
  public static TestLake onDisk(SparkSession spark, Path directory) {
    Roots roots = roots(directory);
    return new TestLake(
        StoredLake.open(spark, roots, Tables.ALL), null, roots, files(spark, directory));
  }

  private static Files files(SparkSession spark, Path directory) {
    return new Files(
        spark, directory.resolve("landing").toString(), directory.resolve("outbox").toString());
  }

  private static Roots roots(Path directory) {
    return new Roots(directory.resolve("lake").toString(), Optional.empty());
  }

  /** The lake to look at. */
  public StoredLake lake() {
    return lake;
  }

  /** Where Delta tables are, and the lease of the writer. */
  public Roots roots() {
    return roots;
  }

  public Files files() {
    return files;
  }

  /** A lake that may write one table, as run {@code runNo}. */
  public Lake writing(Table table, long run) {
    Stamp stamp = new Stamp(run, "run-" + run, "test", Instant.EPOCH);
    return lake.forJob(stamp, Set.of(table), Set.of(table), write -> {});
  }

  /** Fills a table, as a run before those of {@link #run}. */
  public TestLake with(Table table, Dataset<Row> rows) {
    writing(table, 0).overwrite(table, rows);
    return this;
  }

  /** Another lake of the tables that are in this one's memory now; files are those of both. */
  public TestLake copy() {
    TestLake copy = new TestLake(requireNonNull(memory).copy(), roots, files);
    copy.runNo = runNo;
    return copy;
  }

  /** The number of the next run. */
  public long nextRun() {
    return runNo + 1;
  }

  /** Runs a job as the next run. */
  public JobReport run(Job job, Instant asOf) {
    JobReport report = new JobReport();
    run(job, asOf, report, report::wrote);
    return report;
  }

  /**
   * Runs a job as the next run, which ends right after it wrote a table, as if its machine died.
   *
   * @return what it reported until then
   */
  public JobReport runUntil(Table written, Job job, Instant asOf) {
    JobReport report = new JobReport();
    try {
      run(
          job,
          asOf,
          report,
          write -> {
            if (write.table().equals(written)) {
              throw new Death();
            }
          });
    } catch (Death death) {
      return report;
    }
    throw new AssertionError(job.name() + " did not write " + written.qualifiedName());
  }

  private void run(Job job, Instant asOf, JobReport report, Consumer<TableWrite> onWrite) {
    runNo++;
    Stamp stamp = new Stamp(runNo, "run-" + runNo, job.name(), asOf);
    Lake scoped = lake.forJob(stamp, job.reads(), job.writes(), onWrite);
    job.run(new Run(runNo, stamp.runId(), asOf, ZONE, scoped, files, report));
  }

  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}

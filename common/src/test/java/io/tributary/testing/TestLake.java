package io.tributary.testing;

import io.tributary.job.Job;
import io.tributary.job.JobReport;
import io.tributary.job.Run;
import io.tributary.lake.Files;
import io.tributary.lake.Lake;
import io.tributary.lake.MemoryStore;
import io.tributary.lake.Roots;
import io.tributary.lake.Stamp;
import io.tributary.lake.StoredLake;
import io.tributary.tables.Table;
import io.tributary.tables.Tables;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A lake of a test, with landing and outbox in a directory: tables in memory, or in Delta there.
 */
public final class TestLake {
  public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private final StoredLake lake;
  private final Roots roots;
  private final Files files;
  private long runNo;

  /** Tables in memory: for all that is not about Delta. */
  public TestLake(SparkSession spark, Path directory) {
    this(MemoryStore.lake(spark, Tables.ALL), spark, directory);
  }

  private TestLake(StoredLake lake, SparkSession spark, Path directory) {
    this.lake = lake;
    roots = roots(directory);
    files =
        new Files(
            spark, directory.resolve("landing").toString(), directory.resolve("outbox").toString());
  }

  /** Delta tables in the directory. */
  public static TestLake onDisk(SparkSession spark, Path directory) {
    return new TestLake(StoredLake.open(spark, roots(directory), Tables.ALL), spark, directory);
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

  /** Runs a job as the next run. */
  public JobReport run(Job job, Instant asOf) {
    JobReport report = new JobReport();
    runNo++;
    Stamp stamp = new Stamp(runNo, "run-" + runNo, job.name(), asOf);
    Lake scoped = lake.forJob(stamp, job.reads(), job.writes(), report::wrote);
    job.run(new Run(runNo, stamp.runId(), asOf, ZONE, scoped, files, report));
    return report;
  }
}

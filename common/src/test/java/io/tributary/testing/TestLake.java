package io.tributary.testing;

import io.tributary.job.Job;
import io.tributary.job.JobReport;
import io.tributary.job.Run;
import io.tributary.lake.DeltaLake;
import io.tributary.lake.Files;
import io.tributary.lake.Lake;
import io.tributary.lake.Roots;
import io.tributary.lake.Stamp;
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

/** A real Delta lake in a directory of a test, with landing and outbox beside it. */
public final class TestLake {
  public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private final DeltaLake lake;
  private final Files files;
  private long runNo;

  public TestLake(SparkSession spark, Path directory) {
    lake =
        DeltaLake.open(
            spark, new Roots(directory.resolve("lake").toString(), Optional.empty()), Tables.ALL);
    files =
        new Files(
            spark, directory.resolve("landing").toString(), directory.resolve("outbox").toString());
  }

  /** The lake to look at. */
  public DeltaLake lake() {
    return lake;
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

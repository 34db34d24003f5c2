package io.tributary.lake;

import static org.apache.spark.sql.functions.col;

import io.delta.tables.DeltaMergeBuilder;
import io.delta.tables.DeltaTable;
import io.tributary.job.JobFailure;
import io.tributary.tables.Table;
import java.io.OutputStream;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import scala.Console;

/** Delta tables below the roots of a lake, in a format that every engine reads. */
final class DeltaStore implements TableStore {
  private static final String USER_METADATA = "spark.databricks.delta.commitInfo.userMetadata";
  private static final int READER_VERSION = 1;

  private final SparkSession session;
  private final Roots roots;

  DeltaStore(SparkSession session, Roots roots) {
    this.session = session;
    this.roots = roots;
  }

  @Override
  public long version(Table table) {
    return DeltaCommits.version(session, roots.path(table));
  }

  @Override
  public long runOf(Table table, long version) {
    return DeltaCommits.runNo(session, roots.path(table), version);
  }

  @Override
  public long rowsWritten(Table table, long version) {
    return DeltaCommits.rowsWritten(session, roots.path(table), version);
  }

  @Override
  public Dataset<Row> rows(Table table) {
    return session.read().format("delta").load(roots.path(table));
  }

  @Override
  public void replaceAll(Table table, Dataset<Row> rows, Stamp by) {
    save(table, writer(table, rows, SaveMode.Overwrite, by));
  }

  @Override
  public void replaceWhere(Table table, String condition, Dataset<Row> rows, Stamp by) {
    save(table, writer(table, rows, SaveMode.Overwrite, by).option("replaceWhere", condition));
  }

  @Override
  public void appendOnce(Table table, String once, Dataset<Row> rows, Stamp by) {
    save(
        table,
        writer(table, rows, SaveMode.Append, by).option("txnAppId", once).option("txnVersion", 1));
  }

  @Override
  public void merge(Table table, Dataset<Row> rows, Stamp by) {
    Column sameKey =
        table.key().stream()
            .map(key -> col("t." + key).equalTo(col("s." + key)))
            .reduce(Column::and)
            .orElseThrow();
    merging(table, rows, sameKey, by)
        .whenMatched()
        .updateAll()
        .whenNotMatched()
        .insertAll()
        .execute();
  }

  @Override
  public void deleteKeys(Table table, String column, Dataset<Row> keys, Stamp by) {
    merging(
            table,
            keys.select(col(column)).distinct(),
            col("t." + column).equalTo(col("s." + column)),
            by)
        .whenMatched()
        .delete()
        .execute();
  }

  @Override
  public void delete(Table table, Column condition, Stamp by) {
    stamped(table, by).delete(condition);
  }

  @Override
  public void compact(Table table, Stamp by) {
    stamped(table, by).optimize().executeCompaction();
    vacuum(table);
  }

  @Override
  public TableHealth health(Table table) {
    return DeltaCommits.health(session, roots.path(table), table.storedSchema(), READER_VERSION);
  }

  private DeltaMergeBuilder merging(Table table, Dataset<Row> source, Column match, Stamp by) {
    return stamped(table, by).as("t").merge(source.as("s"), match);
  }

  /**
   * All but plain writes take their commit message from the session: a session of its own keeps it
   * from leaking.
   */
  private DeltaTable stamped(Table table, Stamp by) {
    requireOpenFormat(table);
    SparkSession own = session.newSession();
    own.conf().set(USER_METADATA, by.json());
    return DeltaTable.forPath(own, roots.path(table));
  }

  /** Files stay as long as the table says: deletedFileRetentionDuration. */
  private void vacuum(Table table) {
    SparkSession own = session.newSession();
    // Deleting what no version needs is no change of the table.
    own.conf().set("spark.databricks.delta.vacuum.logging.enabled", false);
    // The folder is listed in so many tasks, whatever is in it; the default is 10,000.
    own.conf()
        .set(
            "spark.sql.sources.parallelPartitionDiscovery.parallelism",
            session.sparkContext().defaultParallelism());
    // It prints what it did, on standard output, which is the command's.
    Console.withOut(
        OutputStream.nullOutputStream(), () -> DeltaTable.forPath(own, roots.path(table)).vacuum());
  }

  private DataFrameWriter<Row> writer(Table table, Dataset<Row> rows, SaveMode mode, Stamp by) {
    requireOpenFormat(table);
    DataFrameWriter<Row> writer =
        rows.write()
            .format("delta")
            .mode(mode)
            .option("userMetadata", by.json())
            .option("mergeSchema", true);
    if (version(table) < 0) {
      writer = writer.options(properties(table));
      if (!table.partitionedBy().isEmpty()) {
        writer = writer.partitionBy(table.partitionedBy().toArray(new String[0]));
      }
    }
    return writer;
  }

  private static Map<String, String> properties(Table table) {
    return Map.of(
        "delta.dataSkippingStatsColumns", String.join(",", table.statisticsColumns()),
        "delta.enableDeletionVectors", "false",
        "delta.deletedFileRetentionDuration", "interval 7 days",
        "delta.logRetentionDuration", "interval 30 days",
        "delta.setTransactionRetentionDuration", "interval 90 days");
  }

  private void save(Table table, DataFrameWriter<Row> writer) {
    boolean isFirst = version(table) < 0;
    writer.save(roots.path(table));
    if (isFirst) {
      requireOpenFormat(table);
    }
  }

  /** Every engine reads reader version 1; a feature above it would lock some of them out. */
  private void requireOpenFormat(Table table) {
    if (DeltaCommits.readerVersion(session, roots.path(table)) > READER_VERSION) {
      throw JobFailure.config(
          table.qualifiedName() + " asks for a newer Delta reader",
          "a table feature (deletion vectors, column mapping …) was switched on from outside, and"
              + " not every engine can read the table any more",
          "drop the feature (ALTER TABLE … DROP FEATURE), then run again");
    }
  }
}

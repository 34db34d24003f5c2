package io.tributary.collect;

import static io.tributary.collect.StagedRows.REASONS;
import static io.tributary.collect.StagedRows.REFUSED;
import static io.tributary.collect.StagedRows.ROW_COUNT;
import static io.tributary.collect.Verdicts.VERDICT;
import static io.tributary.tables.bronze.DeliveredRows.FILE_ID;
import static io.tributary.tables.bronze.DeliveredRows.LINE_NO;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.max;

import io.tributary.lake.Files;
import io.tributary.lake.Lake;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows of all new files of a run, read and checked once, kept until {@link #close}, before
 * anything of them is visible. They are kept on the disks of the executors: they are as large as a
 * night's files, are read a few times from end to end, and would push all else out of memory.
 */
final class Staging implements AutoCloseable {
  /** Enough that a large file does not leave the other cores idle for long. */
  private static final int TASKS_PER_CORE = 2;

  static final String NO_PARQUET = "the file is no Parquet, or is damaged: have it delivered again";

  static final String LINE_OF_PARQUET = "_row_index";

  private final Dataset<Row> staged;
  private final Dataset<Row> judged;

  /** What was found in one file. */
  record Finding(
      long rows,
      long loaded,
      long rejected,
      long duplicates,
      @org.jspecify.annotations.Nullable String refused) {}

  private Staging(Dataset<Row> staged, LineFiles lineFiles) {
    this.staged = staged.persist(StorageLevel.DISK_ONLY());
    // Both are kept: the verdicts join the rows with themselves, each write only filters them.
    this.judged = Verdicts.of(this.staged, lineFiles).persist(StorageLevel.DISK_ONLY());
  }

  /**
   * @param readings source to how it is read
   * @param lineFiles the sources of which a row is a line of a ticket
   */
  static Staging of(
      Lake lake,
      Files files,
      List<FileTask> tasks,
      Map<String, SourceReading> readings,
      LineFiles lineFiles) {
    List<FileTask> text = new ArrayList<>();
    List<Dataset<Row>> parts = new ArrayList<>();
    List<Row> refusals = new ArrayList<>();
    for (FileTask task : tasks) {
      SourceReading reading = readings.get(task.source());
      if (reading == null) {
        throw new IllegalStateException("No contract " + task.source());
      }
      if (reading.format().type() != SourceContract.FormatType.PARQUET) {
        text.add(task);
        continue;
      }
      try {
        parts.add(parquet(files, task, reading));
      } catch (RefusedFileException e) {
        refusals.add(StagedRows.trailer(task, 0, e.reason()));
      }
    }
    parts.add(lake.rows(StagedRows.SCHEMA, refusals));
    if (!text.isEmpty()) {
      parts.add(text(lake, files, text, readings));
    }
    return new Staging(parts.stream().reduce(Dataset::union).orElseThrow(), lineFiles);
  }

  /** What was found, by file id; bounded by the number of files. Files without rows have none. */
  Map<String, Finding> findings() {
    Map<String, Finding> findings = new HashMap<>();
    List<Row> rows =
        judged
            .groupBy(FILE_ID)
            .agg(
                count_if(col(LINE_NO).isNotNull()),
                count_if(col(VERDICT).equalTo(Verdicts.LOADED)),
                count_if(col(VERDICT).equalTo(Verdicts.REJECTED)),
                count_if(col(VERDICT).equalTo(Verdicts.DUPLICATE)),
                max(REFUSED),
                max(ROW_COUNT))
            .collectAsList();
    for (Row row : rows) {
      long lines = row.getLong(1);
      boolean isRefused = !row.isNullAt(5);
      boolean isComplete = isRefused || row.isNullAt(6) || row.getLong(6) == lines;
      if (!isComplete) {
        throw new IllegalStateException("Rows were lost between reading and staging");
      }
      findings.put(
          row.getString(0),
          new Finding(lines, row.getLong(2), row.getLong(3), row.getLong(4), row.getString(5)));
    }
    return findings;
  }

  /** How often each rule was broken, by file id; bounded by files, columns and rules. */
  Map<String, Map<Reason, Long>> reasons(Collection<String> fileIds) {
    Map<String, Map<Reason, Long>> reasons = new HashMap<>();
    if (fileIds.isEmpty()) {
      return reasons;
    }
    List<Row> rows =
        of(fileIds)
            .select(col(FILE_ID), explode(col(REASONS)).as("reason"))
            .groupBy(col(FILE_ID), col("reason.column"), col("reason.rule"))
            .agg(functions.count(functions.lit(1)))
            .collectAsList();
    for (Row row : rows) {
      reasons
          .computeIfAbsent(row.getString(0), id -> new HashMap<>())
          .put(new Reason(row.getString(1), row.getString(2)), row.getLong(3));
    }
    return reasons;
  }

  /** Rows to load from these files. */
  Dataset<Row> loaded(Collection<String> fileIds) {
    return of(fileIds).where(col(VERDICT).equalTo(Verdicts.LOADED));
  }

  /** Rejected rows of accepted files and all rows of refused ones. */
  Dataset<Row> rejected(Collection<String> accepted, Collection<String> refused) {
    return of(accepted)
        .where(col(VERDICT).equalTo(Verdicts.REJECTED))
        .unionByName(of(refused).where(col(LINE_NO).isNotNull()));
  }

  @Override
  public void close() {
    judged.unpersist();
    staged.unpersist();
  }

  private Dataset<Row> of(Collection<String> fileIds) {
    return judged.where(col(FILE_ID).isin(fileIds.toArray()));
  }

  private static Dataset<Row> text(
      Lake lake, Files files, List<FileTask> tasks, Map<String, SourceReading> readings) {
    // From one partition, files are dealt out one by one.
    return lake.rows(FileTask.SCHEMA, tasks.stream().map(FileTask::toRow).toList())
        .coalesce(1)
        .repartition(Math.min(tasks.size(), TASKS_PER_CORE * files.tasksAtOnce()))
        .mapPartitions(
            new ReadTextFiles(files.forTasks(), readings), Encoders.row(StagedRows.SCHEMA));
  }

  private static Dataset<Row> parquet(Files files, FileTask task, SourceReading reading)
      throws RefusedFileException {
    return parquetRows(files, task.path(), reading.parser().neededColumns())
        .mapPartitions(new ReadParquetFile(task, reading), Encoders.row(StagedRows.SCHEMA));
  }

  /** The rows of a Parquet file and, last, their position in it. */
  static Dataset<Row> parquetRows(Files files, String path, Set<String> needed)
      throws RefusedFileException {
    Dataset<Row> rows;
    try {
      rows = files.parquet(path);
    } catch (Exception e) {
      // The reader declares no exception of its own for a file that is no Parquet.
      throw new RefusedFileException(NO_PARQUET);
    }
    Set<String> missing = new TreeSet<>(needed);
    missing.removeAll(List.of(rows.columns()));
    if (!missing.isEmpty()) {
      throw new RefusedFileException(
          "required columns are missing: "
              + String.join(", ", missing)
              + ": have them delivered, or correct the contract");
    }
    return rows.select(col("*"), col("_metadata.row_index").as(LINE_OF_PARQUET));
  }
}

package io.tributary.collect;

import static io.tributary.collect.Verdicts.VERDICT;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import io.tributary.collect.FileEntry.Counts;
import io.tributary.collect.FileEntry.State;
import io.tributary.job.Job;
import io.tributary.job.Run;
import io.tributary.tables.Table;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.ops.Rejects;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Takes the rejects of one source again, after its contract was corrected: what is good now is
 * loaded under the file that delivered it. Files that were refused whole need no replay: the next
 * collect tries them again under the new contract. A file whose raw rows are gone by their age
 * stays as it is: what was made of them is kept, and cannot be made again of a part.
 */
public final class ReplayRejects implements Job {
  private final String source;
  private final SourceContract contract;

  /**
   * @param source name of the contract
   */
  public ReplayRejects(String source, SourceContract contract) {
    this.source = source;
    this.contract = contract;
  }

  @Override
  public Set<Table> reads() {
    return writes();
  }

  @Override
  public Set<Table> writes() {
    return Set.of(contract.kind().table(), Rejects.TABLE, CollectedFiles.TABLE);
  }

  @Override
  public String settings() {
    return source + contract;
  }

  @Override
  public void run(Run run) {
    List<FileEntry> rejected =
        CollectFiles.ledger(run.lake()).stream()
            .filter(entry -> entry.file().source().equals(source))
            .filter(entry -> entry.state() == State.LOADED && entry.counts().rejected() > 0)
            .toList();
    if (rejected.isEmpty()) {
      run.report().note("No rejects of " + source);
      return;
    }
    Map<String, Long> held = loaded(run, rejected);
    List<FileEntry> files = rejected.stream().filter(entry -> !isGone(entry, held)).toList();
    if (files.size() < rejected.size()) {
      run.report()
          .note(
              "%d files of %s stay as they are: their raw rows are gone after their retention, and a part of them would count as all"
                  .formatted(rejected.size() - files.size(), source));
    }
    if (files.isEmpty()) {
      return;
    }
    Dataset<Row> judged =
        Verdicts.of(checked(run, files), lineFiles()).persist(StorageLevel.DISK_ONLY());
    try {
      mend(run, files, held, judged);
    } finally {
      judged.unpersist();
    }
  }

  private static boolean isGone(FileEntry entry, Map<String, Long> held) {
    return entry.counts().loaded() > 0 && !held.containsKey(entry.file().fileId());
  }

  private void mend(Run run, List<FileEntry> files, Map<String, Long> held, Dataset<Row> judged) {
    // Every row is decided before anything is written: the rejects are read and replaced.
    long mended = judged.where(col(VERDICT).equalTo(Verdicts.LOADED)).count();
    run.report().count("mended " + source, mended);
    if (mended > 0) {
      write(run, files, judged);
    }
    // Also when nothing was mended: a run that was killed may have written rows and no counts.
    List<Row> recounted = recounted(run, files, held);
    if (!recounted.isEmpty()) {
      run.lake()
          .upsert(CollectedFiles.TABLE, run.lake().rows(CollectedFiles.TABLE.schema(), recounted));
    }
  }

  private void write(Run run, List<FileEntry> files, Dataset<Row> judged) {
    Dataset<Row> good = judged.where(col(VERDICT).equalTo(Verdicts.LOADED));
    Dataset<Row> loaded =
        asOldAsTheirFile(run, files, LoadedRows.of(good, lineFiles(), run.asOf()));
    Dataset<Row> others =
        run.lake()
            .read(contract.kind().table())
            .where(col(DeliveredRows.FILE_ID).isin(ids(files).toArray()))
            .join(
                loaded.select(DeliveredRows.FILE_ID, DeliveredRows.LINE_NO),
                new String[] {DeliveredRows.FILE_ID, DeliveredRows.LINE_NO},
                "left_anti");
    run.lake()
        .replaceKeys(
            contract.kind().table(), DeliveredRows.FILE_ID, ids(files), others.unionByName(loaded));
    run.lake()
        .replaceKeys(
            Rejects.TABLE,
            Rejects.FILE_ID,
            ids(files),
            RejectedRows.of(judged.where(col(VERDICT).equalTo(Verdicts.REJECTED))));
  }

  /** A row goes with the others of its file when these are deleted by their age. */
  private static Dataset<Row> asOldAsTheirFile(
      Run run, List<FileEntry> files, Dataset<Row> loaded) {
    StructType schema =
        new StructType()
            .add(DeliveredRows.FILE_ID, Types.STRING)
            .add(DeliveredRows.LOADED_AT, Types.INSTANT);
    List<Row> times =
        files.stream()
            .map(
                entry -> RowFactory.create(entry.file().fileId(), Timestamp.from(entry.loadedAt())))
            .toList();
    return loaded
        .drop(DeliveredRows.LOADED_AT)
        .join(broadcast(run.lake().rows(schema, times)), DeliveredRows.FILE_ID);
  }

  /**
   * Entries whose counts are others now. Counted from the tables and not added up, so that a
   * repetition after a crash is right too; rows that were erased since they were loaded stay
   * counted.
   *
   * @param before lines loaded of each file when this run began
   */
  private List<Row> recounted(Run run, List<FileEntry> files, Map<String, Long> before) {
    Map<String, Long> loaded = loaded(run, files);
    Map<String, Long> rejected =
        byFile(run.lake().read(Rejects.TABLE).groupBy(Rejects.FILE_ID).agg(count(lit(1))));
    List<Row> recounted = new ArrayList<>();
    for (FileEntry entry : files) {
      String id = entry.file().fileId();
      long all = entry.counts().lines();
      long erased = Math.max(0, entry.counts().loaded() - before.getOrDefault(id, 0L));
      long good = loaded.getOrDefault(id, 0L) + erased;
      long bad = rejected.getOrDefault(id, 0L);
      Counts counts = new Counts(all, good, bad, all - good - bad);
      if (!counts.equals(entry.counts())) {
        recounted.add(entry.counting(counts).toRow());
      }
    }
    return recounted;
  }

  /** Lines that the raw table holds of each file; a file of which it holds none is not there. */
  private Map<String, Long> loaded(Run run, List<FileEntry> files) {
    Column lines = contract.isGrouped() ? size(col(DeliveredRows.BODY)) : lit(1);
    return byFile(
        run.lake()
            .read(contract.kind().table())
            .where(col(DeliveredRows.FILE_ID).isin(ids(files).toArray()))
            .groupBy(DeliveredRows.FILE_ID)
            .agg(sum(coalesce(lines, lit(1)))));
  }

  private static List<String> ids(List<FileEntry> files) {
    return files.stream().map(entry -> entry.file().fileId()).toList();
  }

  private static Map<String, Long> byFile(Dataset<Row> counts) {
    Map<String, Long> byFile = new HashMap<>();
    // Bounded by the number of files.
    counts.collectAsList().forEach(row -> byFile.put(row.getString(0), row.getLong(1)));
    return byFile;
  }

  private Dataset<Row> checked(Run run, List<FileEntry> files) {
    SourceReading reading = SourceReading.of(source, contract, run.zone());
    Map<String, FileTask> tasks = new HashMap<>();
    files.forEach(entry -> tasks.put(entry.file().fileId(), FileTask.of(entry.file(), "")));
    return run.lake()
        .read(Rejects.TABLE)
        .where(col(Rejects.FILE_ID).isin(tasks.keySet().toArray()))
        .select(Rejects.FILE_ID, Rejects.LINE_NO, Rejects.BODY, Rejects.REASONS)
        .mapPartitions(new CheckRejects(tasks, reading), Encoders.row(StagedRows.SCHEMA));
  }

  private LineFiles lineFiles() {
    return LineFiles.of(Map.of(source, contract));
  }
}

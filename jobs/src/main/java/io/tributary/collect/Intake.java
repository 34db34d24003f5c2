package io.tributary.collect;

import static org.apache.spark.sql.functions.col;

import io.tributary.job.ParallelWrites;
import io.tributary.job.Run;
import io.tributary.tables.Table;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.ops.Rejects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One intake of files: reads what the plan says, decides on each file, writes its rows. */
final class Intake {
  /** Commits wait for the disk more than for a core. */
  private static final int WRITERS = 3;

  private final Run run;
  private final Map<String, SourceContract> sources;
  private final FileDecisions decisions;

  Intake(Run run, Map<String, SourceContract> sources) {
    this.run = run;
    this.sources = sources;
    this.decisions = new FileDecisions(sources, run.id(), run.asOf());
  }

  /**
   * Takes the planned files in.
   *
   * @return rows for the ledger, to be written after this
   */
  List<FileEntry> take(DeliveryPlan plan, List<FileEntry> ledger) {
    List<FileTask> tasks =
        plan.deliveries().stream()
            .map(delivery -> FileTask.of(delivery.file(), delivery.path()))
            .toList();
    Map<String, SourceContract> due = new TreeMap<>();
    tasks.forEach(task -> due.put(task.source(), contract(task.source())));
    Map<String, SourceReading> readings = new HashMap<>();
    due.forEach(
        (source, contract) -> readings.put(source, SourceReading.of(source, contract, run.zone())));
    LineFiles lineFiles = LineFiles.of(due);
    try (Staging staging = Staging.of(run.lake(), run.files(), tasks, readings, lineFiles)) {
      Map<String, Staging.Finding> findings = tasks.isEmpty() ? Map.of() : staging.findings();
      decisions.decide(plan, findings, staging::reasons, ledger);
      write(staging, lineFiles, known(ledger));
    }
    return decisions.entries();
  }

  /** The ids of all files that the ledger holds, or will hold after this. */
  private Set<String> known(List<FileEntry> ledger) {
    return Stream.of(ledger, decisions.entries())
        .flatMap(List::stream)
        .map(entry -> entry.file().fileId())
        .collect(Collectors.toSet());
  }

  private void write(Staging staging, LineFiles lineFiles, Set<String> known) {
    List<Runnable> writes = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<FileEntry> accepted = ofKind(kind, decisions.accepted());
      List<String> touched = new ArrayList<>(orphans(kind.table(), DeliveredRows.FILE_ID, known));
      touched.addAll(
          ids(accepted, ofKind(kind, decisions.refused()), ofKind(kind, decisions.superseded())));
      boolean hasRows = accepted.stream().anyMatch(entry -> entry.counts().loaded() > 0);
      if (hasRows || holds(kind.table(), DeliveredRows.FILE_ID, touched)) {
        LineFiles ofKind = kind == Kind.TICKETS ? lineFiles : LineFiles.NONE;
        Dataset<Row> rows = LoadedRows.of(staging.loaded(ids(accepted)), ofKind, run.asOf());
        writes.add(
            () -> run.lake().replaceKeys(kind.table(), DeliveredRows.FILE_ID, touched, rows));
      }
    }
    List<String> touched = new ArrayList<>(orphans(Rejects.TABLE, Rejects.FILE_ID, known));
    touched.addAll(ids(decisions.accepted(), decisions.refused(), decisions.superseded()));
    boolean hasRejects =
        Stream.of(decisions.accepted(), decisions.refused())
            .flatMap(List::stream)
            .anyMatch(entry -> entry.counts().rejected() > 0);
    // What was read of a file before it broke off is no row of it: its lines are not counted
    // either.
    List<FileEntry> readToTheEnd =
        decisions.refused().stream().filter(entry -> entry.counts().rejected() > 0).toList();
    if (hasRejects || holds(Rejects.TABLE, Rejects.FILE_ID, touched)) {
      Dataset<Row> rows =
          RejectedRows.of(staging.rejected(ids(decisions.accepted()), ids(readToTheEnd)));
      writes.add(() -> run.lake().replaceKeys(Rejects.TABLE, Rejects.FILE_ID, touched, rows));
    }
    try (ParallelWrites parallel = new ParallelWrites(WRITERS)) {
      writes.forEach(parallel::start);
    }
  }

  /**
   * Files of which a run wrote rows and was killed before the ledger, and that did not come again
   * as they were. Looked for only where a run wrote the table later than the ledger.
   */
  private List<String> orphans(Table table, String column, Set<String> known) {
    if (run.lake().lastRun(table) <= run.lake().lastRun(CollectedFiles.TABLE)) {
      return List.of();
    }
    return run.lake().read(table).select(column).distinct().collectAsList().stream()
        .map(row -> row.getString(0))
        .filter(id -> !known.contains(id))
        .sorted()
        .toList();
  }

  /** Whether rows of an earlier attempt or of an older content are to be taken away. */
  private boolean holds(Table table, String column, List<String> fileIds) {
    return !fileIds.isEmpty()
        && !run.lake().read(table).where(col(column).isin(fileIds.toArray())).isEmpty();
  }

  private List<FileEntry> ofKind(Kind kind, List<FileEntry> entries) {
    return entries.stream()
        .filter(entry -> contract(entry.file().source()).kind() == kind)
        .toList();
  }

  @SafeVarargs
  private static List<String> ids(List<FileEntry>... entries) {
    return Stream.of(entries)
        .flatMap(List::stream)
        .map(entry -> entry.file().fileId())
        .distinct()
        .toList();
  }

  private SourceContract contract(String source) {
    return Objects.requireNonNull(sources.get(source));
  }
}

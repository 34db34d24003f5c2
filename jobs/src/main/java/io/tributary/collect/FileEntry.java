package io.tributary.collect;

import io.tributary.tables.ops.CollectedFiles;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** One row of {@code ops.collected_files}: a file and what was decided on it. */
record FileEntry(
    DeliveredFile file,
    State state,
    @Nullable String supersededBy,
    @Nullable String reason,
    Counts counts,
    String runId,
    Instant loadedAt) {

  enum State {
    LOADED,
    DUPLICATE,
    REFUSED,
    SUPERSEDED
  }

  /** Always {@code lines = loaded + rejected + duplicates}. */
  record Counts(long lines, long loaded, long rejected, long duplicates) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts {
      if (lines != loaded + rejected + duplicates) {
        throw new IllegalStateException(
            "Lines were lost or doubled: %d delivered, %d loaded, %d rejected, %d duplicates"
                .formatted(lines, loaded, rejected, duplicates));
      }
    }
  }

  FileEntry supersededBy(String newer) {
    return new FileEntry(file, State.SUPERSEDED, newer, reason, counts, runId, loadedAt);
  }

  FileEntry at(DeliveredFile other) {
    return new FileEntry(file.at(other), state, supersededBy, reason, counts, runId, loadedAt);
  }

  FileEntry counting(Counts mended) {
    return new FileEntry(file, state, supersededBy, reason, mended, runId, loadedAt);
  }

  static FileEntry of(Row row) {
    Date day = row.getAs(CollectedFiles.DELIVERED_ON);
    DeliveredFile file =
        new DeliveredFile(
            row.getAs(CollectedFiles.FILE_ID),
            row.getAs(CollectedFiles.SOURCE),
            row.getAs(CollectedFiles.PATH),
            row.getAs(CollectedFiles.CONTENT_SHA256),
            row.<Long>getAs(CollectedFiles.BYTES),
            row.<Timestamp>getAs(CollectedFiles.MODIFIED_AT).toInstant(),
            day == null ? null : day.toLocalDate(),
            row.getAs(CollectedFiles.DELIVERS),
            row.getAs(CollectedFiles.CONTRACT));
    Counts counts =
        new Counts(
            row.<Long>getAs(CollectedFiles.LINES),
            row.<Long>getAs(CollectedFiles.LOADED),
            row.<Long>getAs(CollectedFiles.REJECTED),
            row.<Long>getAs(CollectedFiles.DUPLICATES));
    return new FileEntry(
        file,
        State.valueOf(row.getAs(CollectedFiles.STATE)),
        row.getAs(CollectedFiles.SUPERSEDED_BY),
        row.getAs(CollectedFiles.REASON),
        counts,
        row.getAs(CollectedFiles.RUN_ID),
        row.<Timestamp>getAs(CollectedFiles.LOADED_AT).toInstant());
  }

  /** In the order of the table's columns. */
  Row toRow() {
    return RowFactory.create(
        file.fileId(),
        file.source(),
        file.path(),
        file.contentSha256(),
        file.bytes(),
        Timestamp.from(file.modifiedAt()),
        file.deliveredOn() == null ? null : Date.valueOf(file.deliveredOn()),
        file.delivers(),
        file.contract(),
        state.name(),
        supersededBy,
        reason,
        counts.lines(),
        counts.loaded(),
        counts.rejected(),
        counts.duplicates(),
        runId,
        Timestamp.from(loadedAt));
  }
}

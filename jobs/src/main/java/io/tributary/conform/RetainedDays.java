package io.tributary.conform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;

import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.silver.Sessions;
import java.sql.Date;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which days can be told anew from raw hits that are still there. A hit is never delivered before
 * its day, so after the last delivery that is gone every day is whole; the day right after it may
 * begin in the middle of a visit.
 */
final class RetainedDays {
  private static final String LOADED = "LOADED";

  /** The last day, by source, whose visits are not told anew. */
  private final Map<String, Date> lastGoneOn;

  private RetainedDays(Map<String, Date> lastGoneOn) {
    this.lastGoneOn = lastGoneOn;
  }

  /**
   * @param files rows of {@code ops.collected_files}
   * @param delivered rows of {@code bronze.hits}
   * @param sessions rows of {@link Sessions} as stored: their sources are those of hits
   */
  static RetainedDays of(Dataset<Row> files, Dataset<Row> delivered, Dataset<Row> sessions) {
    Dataset<Row> present =
        delivered.select(col(DeliveredRows.FILE_ID).as(CollectedFiles.FILE_ID)).distinct();
    Map<String, Date> lastGoneOn = new TreeMap<>();
    // One row for each source of which deliveries are gone.
    files
        .where(col(CollectedFiles.STATE).equalTo(LOADED).and(col(CollectedFiles.LOADED).gt(0)))
        .join(present, new String[] {CollectedFiles.FILE_ID}, "left_anti")
        .join(
            sessions.select(col(Sessions.SOURCE).as(CollectedFiles.SOURCE)),
            new String[] {CollectedFiles.SOURCE},
            "left_semi")
        .groupBy(CollectedFiles.SOURCE)
        .agg(date_add(max(CollectedFiles.DELIVERED_ON), 1))
        .collectAsList()
        .forEach(row -> lastGoneOn.put(row.getString(0), row.getDate(1)));
    return new RetainedDays(lastGoneOn);
  }

  /** Whether all that was ever delivered is still there: then every day is whole. */
  boolean isAll() {
    return lastGoneOn.isEmpty();
  }

  /** Rows of days that are whole. */
  Dataset<Row> whole(Dataset<Row> rows, String source, String day) {
    return isAll() ? rows : rows.where(not(isPartial(source, day)));
  }

  /** Rows of days that are not: what is stored of them stays as it is. */
  Dataset<Row> partial(Dataset<Row> rows, String source, String day) {
    return rows.where(isPartial(source, day));
  }

  private Column isPartial(String source, String day) {
    Column partial = lit(false);
    for (Map.Entry<String, Date> gone : lastGoneOn.entrySet()) {
      partial =
          partial.or(col(source).equalTo(gone.getKey()).and(col(day).leq(lit(gone.getValue()))));
    }
    return partial;
  }
}

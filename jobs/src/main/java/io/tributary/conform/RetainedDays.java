package io.tributary.conform;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.ops.CollectedFiles;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which days can be told anew from raw hits that are still there. A hit is never delivered before
 * its day, so after the last delivery that is gone every day is whole; the day right after it may
 * begin in the middle of a visit.
 */
final class RetainedDays {
  static final String SOURCE = "_retained_source";

  /** The last day, by source, whose visits are not told anew. */
  static final String LAST_GONE_ON = "_last_gone_on";

  private static final String LOADED = "LOADED";

  private RetainedDays() {}

  /**
   * One row for each source of which deliveries are gone.
   *
   * @param files rows of {@code ops.collected_files}
   * @param delivered rows of {@code bronze.hits}
   */
  static Dataset<Row> gone(Dataset<Row> files, Dataset<Row> delivered) {
    Dataset<Row> present =
        delivered.select(col(DeliveredRows.FILE_ID).as(CollectedFiles.FILE_ID)).distinct();
    return files
        .where(col(CollectedFiles.STATE).equalTo(LOADED).and(col(CollectedFiles.LOADED).gt(0)))
        .join(present, new String[] {CollectedFiles.FILE_ID}, "left_anti")
        .groupBy(col(CollectedFiles.SOURCE).as(SOURCE))
        .agg(date_add(max(CollectedFiles.DELIVERED_ON), 1).as(LAST_GONE_ON));
  }

  /** Rows of days that are whole. */
  static Dataset<Row> whole(Dataset<Row> rows, Dataset<Row> gone, String source, String day) {
    return split(rows, gone, source, day, true);
  }

  /** Rows of days that are not: what is stored of them stays as it is. */
  static Dataset<Row> partial(Dataset<Row> rows, Dataset<Row> gone, String source, String day) {
    return split(rows, gone, source, day, false);
  }

  private static Dataset<Row> split(
      Dataset<Row> rows, Dataset<Row> gone, String source, String day, boolean isWhole) {
    return rows.join(broadcast(gone), col(source).equalTo(col(SOURCE)), "left")
        .where(
            coalesce(col(day).gt(col(LAST_GONE_ON)), lit(true))
                .cast(Types.BOOLEAN)
                .equalTo(isWhole))
        .drop(SOURCE, LAST_GONE_ON);
  }
}

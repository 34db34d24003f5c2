package io.tributary.conform;

import static org.apache.spark.sql.functions.bool_and;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;

import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.ops.CollectedFiles;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Which version of a delivered row counts: the greatest (source's own time, day of delivery, file,
 * line), so that a late file with an older time does not win.
 */
final class LatestVersions {

  /** The source delivers snapshots, and its latest whole one does not hold the natural key. */
  static final String IS_ABSENT = "is_absent";

  private static final String POSITION = "_position";
  private static final String LATEST_ON = "_latest_on";
  private static final String SNAPSHOT = "snapshot";
  private static final String LOADED = "LOADED";
  private static final String REFUSED = "REFUSED";
  private static final String IS_WHOLE = "_is_whole";

  private LatestVersions() {}

  /**
   * One row for each key.
   *
   * @param versionAt the source's own time of the version; null is the oldest
   */
  static Dataset<Row> of(Dataset<Row> delivered, Column versionAt, Column... key) {
    return delivered
        .withColumn(
            POSITION,
            row_number()
                .over(
                    Window.partitionBy(key)
                        .orderBy(
                            versionAt.desc_nulls_last(),
                            col(DeliveredRows.DELIVERED_ON).desc(),
                            col(DeliveredRows.SOURCE_FILE).desc(),
                            col(DeliveredRows.LINE_NO).desc(),
                            col(DeliveredRows.FILE_ID).desc())))
        .where(col(POSITION).equalTo(1))
        .drop(POSITION);
  }

  /** One row for each source and natural key. */
  static Dataset<Row> of(Dataset<Row> delivered, Column versionAt) {
    return of(delivered, versionAt, col(DeliveredRows.SOURCE), col(DeliveredRows.NATURAL_KEY));
  }

  /**
   * Adds {@link #IS_ABSENT} to delivered rows. Only a whole snapshot can tell: a row that is
   * missing on a day with a refused file or rejected lines may be among those.
   *
   * @param files rows of {@code ops.collected_files}
   */
  static Dataset<Row> markAbsent(Dataset<Row> delivered, Dataset<Row> files) {
    Column lastOn =
        max(DeliveredRows.DELIVERED_ON)
            .over(Window.partitionBy(col(DeliveredRows.SOURCE), col(DeliveredRows.NATURAL_KEY)));
    return markAbsent(delivered, files, lastOn);
  }

  /**
   * {@link #markAbsent(Dataset, Dataset)} of rows with a column {@code source}.
   *
   * @param lastOn the last day on which the natural key of the row was delivered
   */
  static Dataset<Row> markAbsent(Dataset<Row> delivered, Dataset<Row> files, Column lastOn) {
    Dataset<Row> latest =
        wholeSnapshots(files)
            .groupBy(DeliveredRows.SOURCE)
            .agg(max(CollectedFiles.DELIVERED_ON).as(LATEST_ON));
    return delivered
        .join(
            broadcast(latest),
            delivered.col(DeliveredRows.SOURCE).equalTo(latest.col(DeliveredRows.SOURCE)),
            "left")
        .drop(latest.col(DeliveredRows.SOURCE))
        .withColumn(IS_ABSENT, coalesce(lastOn.lt(col(LATEST_ON)), lit(false)).cast(Types.BOOLEAN))
        .drop(LATEST_ON);
  }

  private static Dataset<Row> wholeSnapshots(Dataset<Row> files) {
    Column isWhole =
        col(CollectedFiles.STATE)
            .equalTo(LOADED)
            .and(coalesce(col(CollectedFiles.REJECTED), lit(0L)).equalTo(0));
    return files
        .where(
            col(CollectedFiles.DELIVERS)
                .equalTo(SNAPSHOT)
                .and(col(CollectedFiles.STATE).isin(LOADED, REFUSED)))
        .groupBy(
            col(CollectedFiles.SOURCE).as(DeliveredRows.SOURCE), col(CollectedFiles.DELIVERED_ON))
        .agg(bool_and(isWhole).as(IS_WHOLE))
        .where(col(IS_WHOLE));
  }
}

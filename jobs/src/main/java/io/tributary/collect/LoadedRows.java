package io.tributary.collect;

import static io.tributary.tables.bronze.DeliveredRows.BODY;
import static io.tributary.tables.bronze.DeliveredRows.DELIVERED_ON;
import static io.tributary.tables.bronze.DeliveredRows.FIELDS;
import static io.tributary.tables.bronze.DeliveredRows.FILE_ID;
import static io.tributary.tables.bronze.DeliveredRows.LINE_NO;
import static io.tributary.tables.bronze.DeliveredRows.LOADED_AT;
import static io.tributary.tables.bronze.DeliveredRows.NATURAL_KEY;
import static io.tributary.tables.bronze.DeliveredRows.ROW_HASH;
import static io.tributary.tables.bronze.DeliveredRows.SOURCE;
import static io.tributary.tables.bronze.DeliveredRows.SOURCE_FILE;
import static io.tributary.tables.bronze.DeliveredRows.VALUES;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import java.sql.Timestamp;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows of {@code bronze.<kind>} from good staged rows. */
final class LoadedRows {
  private static final int HASH_DIGITS = 32;

  private LoadedRows() {}

  /**
   * @param good staged rows of one kind that are to be loaded
   * @param lineFiles the sources of which a row is a line of a ticket
   * @param loadedAt as-of of the run
   */
  static Dataset<Row> of(Dataset<Row> good, LineFiles lineFiles, Instant loadedAt) {
    Column isLine = col(SOURCE).isin(lineFiles.sources().toArray());
    Dataset<Row> tickets =
        lineFiles.sources().isEmpty()
            ? good
            : good.where(isLine.equalTo(false))
                .unionByName(grouped(TicketVersions.marked(good.where(isLine), lineFiles)), true);
    return tickets.select(
        col(SOURCE),
        coalesce(
                col(NATURAL_KEY),
                concat_ws(":", substring(col(FILE_ID), 1, HASH_DIGITS / 2), col(LINE_NO)))
            .as(NATURAL_KEY),
        col(FIELDS),
        col(VALUES),
        col(BODY),
        col(FILE_ID),
        col(LINE_NO),
        col(SOURCE_FILE),
        col(DELIVERED_ON),
        lit(Timestamp.from(loadedAt)).as(LOADED_AT),
        col(ROW_HASH));
  }

  /**
   * One row a version of a ticket: the head of its first line, the lines of all, in the order of
   * the file.
   */
  private static Dataset<Row> grouped(Dataset<Row> lines) {
    Column inOrder =
        array_sort(
            collect_list(struct(col(LINE_NO), col(BODY), col(ROW_HASH))),
            (left, right) ->
                when(left.getField(LINE_NO).lt(right.getField(LINE_NO)), lit(-1))
                    .otherwise(lit(1)));
    return lines
        .groupBy(
            FILE_ID,
            NATURAL_KEY,
            TicketVersions.UPDATE,
            TicketVersions.HEAD,
            SOURCE,
            SOURCE_FILE,
            DELIVERED_ON)
        .agg(
            min_by(col(FIELDS), col(LINE_NO)).as(FIELDS),
            min_by(col(VALUES), col(LINE_NO)).as(VALUES),
            min(LINE_NO).as(LINE_NO),
            inOrder.as("lines"))
        .select(
            col(FILE_ID),
            col(NATURAL_KEY),
            col(SOURCE),
            col(SOURCE_FILE),
            col(DELIVERED_ON),
            col(FIELDS),
            col(VALUES),
            col(LINE_NO),
            flatten(transform(col("lines"), line -> line.getField(BODY))).as(BODY),
            substring(
                    sha2(
                        concat_ws(",", transform(col("lines"), line -> line.getField(ROW_HASH))),
                        256),
                    1,
                    HASH_DIGITS)
                .as(ROW_HASH));
  }
}

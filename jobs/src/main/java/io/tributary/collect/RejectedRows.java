package io.tributary.collect;

import static io.tributary.collect.StagedRows.REASONS;
import static io.tributary.collect.StagedRows.TEXT;
import static io.tributary.tables.bronze.DeliveredRows.FIELDS;
import static io.tributary.tables.bronze.DeliveredRows.FILE_ID;
import static io.tributary.tables.bronze.DeliveredRows.LINE_NO;
import static io.tributary.tables.bronze.DeliveredRows.SOURCE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.ops.Rejects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows of {@code ops.rejects} from staged rows. */
final class RejectedRows {

  private RejectedRows() {}

  /**
   * @param rows staged rows that are not loaded; one without a reason of its own is good and shares
   *     the fate of its file
   */
  static Dataset<Row> of(Dataset<Row> rows) {
    return rows.select(
        col(FILE_ID).as(Rejects.FILE_ID),
        col(LINE_NO).as(Rejects.LINE_NO),
        col(SOURCE).as(Rejects.SOURCE),
        coalesce(col(TEXT), to_json(col(FIELDS))).as(Rejects.BODY),
        when(size(col(REASONS)).gt(0), col(REASONS))
            .otherwise(Verdicts.reason(Rules.FILE_REFUSED))
            .as(Rejects.REASONS));
  }
}

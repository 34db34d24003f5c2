package io.tributary.conform;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerRecords;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The run and the delivery that first showed a record. Written once: no late file and no new
 * history changes them, because the seniority of customer ids rests on them.
 */
final class FirstSeen {

  private FirstSeen() {}

  /**
   * @param records rows of {@link CustomerRecords} without {@code first_run}
   * @param stored rows of {@link CustomerRecords}
   * @return rows of {@link CustomerRecords}
   */
  static Dataset<Row> keep(Dataset<Row> records, Dataset<Row> stored, long runNo) {
    Column[] columns =
        CustomerRecords.TABLE.columns().stream()
            .map(
                column ->
                    switch (column) {
                      case CustomerRecords.FIRST_RUN ->
                          coalesce(col("o." + column), lit(runNo).cast(Types.LONG)).as(column);
                      case CustomerRecords.FIRST_DELIVERED_ON ->
                          coalesce(col("o." + column), col("n." + column)).as(column);
                      default -> col("n." + column);
                    })
            .toArray(Column[]::new);
    return records
        .as("n")
        .join(
            stored
                .select(
                    CustomerRecords.RECORD_KEY,
                    CustomerRecords.FIRST_RUN,
                    CustomerRecords.FIRST_DELIVERED_ON)
                .as("o"),
            col("n." + CustomerRecords.RECORD_KEY).equalTo(col("o." + CustomerRecords.RECORD_KEY)),
            "left")
        .select(columns);
  }
}

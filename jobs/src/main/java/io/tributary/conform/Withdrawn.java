package io.tributary.conform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tributary.tables.Table;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows whose delivery was taken back, for example by new content under an old file name. They stay
 * in their table and say so: readers of changes never see a row vanish.
 */
final class Withdrawn {

  private Withdrawn() {}

  /**
   * The fresh rows, and the stored ones that no fresh row replaces.
   *
   * @param marks what a stored row then says, by column
   */
  static Dataset<Row> kept(
      Table table, Dataset<Row> fresh, Dataset<Row> stored, Map<String, Object> marks) {
    Column[] columns =
        table.columns().stream()
            .map(name -> marks.containsKey(name) ? mark(table, name, marks) : col("o." + name))
            .toArray(Column[]::new);
    Column sameKey =
        table.key().stream()
            .map(key -> col("o." + key).equalTo(col("n." + key)))
            .reduce(lit(true), Column::and);
    return fresh.unionByName(
        stored.as("o").join(fresh.as("n"), sameKey, "left_anti").select(columns));
  }

  private static Column mark(Table table, String name, Map<String, Object> marks) {
    return lit(marks.get(name)).cast(table.schema().apply(name).dataType()).as(name);
  }
}

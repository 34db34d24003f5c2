package io.tributary.conform;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.Table;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows whose delivery was taken back, for example by new content under an old file name. They stay
 * in their table and say so: readers of changes never see a row vanish.
 */
final class Withdrawn {
  private static final String IS_FRESH = "_is_fresh";

  private Withdrawn() {}

  /** {@link #kept(Table, Dataset, Dataset, Map, Set)} where nothing is remembered. */
  static Dataset<Row> kept(
      Table table, Dataset<Row> fresh, Dataset<Row> stored, Map<String, Object> marks) {
    return kept(table, fresh, stored, marks, Set.of());
  }

  /**
   * The fresh rows, and the stored ones that no fresh row replaces: one join, so that the fresh
   * rows are computed once.
   *
   * @param marks what a stored row then says, by column
   * @param remembered columns that keep what was stored first: no later delivery changes them
   */
  static Dataset<Row> kept(
      Table table,
      Dataset<Row> fresh,
      Dataset<Row> stored,
      Map<String, Object> marks,
      Set<String> remembered) {
    Column sameKey =
        table.key().stream()
            .map(key -> col("o." + key).equalTo(col("n." + key)))
            .reduce(lit(true), Column::and);
    Column[] columns =
        table.columns().stream()
            .map(
                name ->
                    remembered.contains(name)
                        ? coalesce(col("o." + name), col("n." + name)).as(name)
                        : when(col("n." + IS_FRESH), col("n." + name))
                            .otherwise(gone(table, name, marks))
                            .as(name))
            .toArray(Column[]::new);
    return fresh
        .withColumn(IS_FRESH, lit(true))
        .as("n")
        .join(stored.as("o"), sameKey, "full_outer")
        .select(columns);
  }

  private static Column gone(Table table, String name, Map<String, Object> marks) {
    return marks.containsKey(name)
        ? lit(marks.get(name)).cast(table.schema().apply(name).dataType())
        : col("o." + name);
  }
}

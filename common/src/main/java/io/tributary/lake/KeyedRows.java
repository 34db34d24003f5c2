package io.tributary.lake;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.Table;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.MapType;

/**
 * New rows of a keyed table beside the stored ones. The join is on the key alone and compares
 * afterwards: every column that a join condition compares is one that Spark shuffles and sorts by.
 * New rows are already brought together by their key, where it was checked that it is unique.
 */
final class KeyedRows {
  private static final String NEW = "n";
  private static final String STORED = "o";
  private static final Kept NOTHING = Kept.marked(Map.of());
  private static final String IS_TWICE = "_is_twice";

  private KeyedRows() {}

  /**
   * Delta has no unique keys, and MERGE inserts new duplicates silently: the plan itself fails on
   * them.
   */
  static Dataset<Row> unique(Table table, Dataset<Row> rows) {
    Column[] key = table.key().stream().map(c -> col(c)).toArray(Column[]::new);
    Column hasNull = Stream.of(key).map(Column::isNull).reduce(lit(false), Column::or);
    Column isTwice = count(lit(1)).over(Window.partitionBy(key)).gt(1);
    Column check =
        when(
                hasNull.or(col(IS_TWICE)),
                raise_error(lit("A key of " + table.qualifiedName() + " is null or comes twice")))
            .otherwise(lit(true));
    return rows.withColumn(IS_TWICE, isTwice).where(check.cast("boolean")).drop(IS_TWICE);
  }

  /** The same rows; the plan fails on one whose column is not among the keys. */
  static Dataset<Row> among(Table table, Dataset<Row> rows, String column, Dataset<Row> keys) {
    Column check =
        when(
                before(column).isNull(),
                raise_error(lit("A row of " + table.qualifiedName() + " is of no replaced key")))
            .otherwise(lit(true));
    return rows.as(NEW)
        .join(keys.as(STORED), now(column).equalTo(before(column)), "left")
        .where(check.cast("boolean"))
        .select(NEW + ".*");
  }

  /** The new rows; one that equals the stored one keeps the run that last changed it. */
  static Dataset<Row> replacing(Table table, Dataset<Row> rows, Dataset<Row> stored, long runNo) {
    return written(
        table,
        joined(table, rows, stored, "left"),
        KeyedRows::now,
        isUnchanged(table, NOTHING),
        runNo);
  }

  /** {@link #replacing}, and the stored rows of other keys. */
  static Dataset<Row> renewing(
      Table table, Dataset<Row> rows, Dataset<Row> stored, Kept kept, long runNo) {
    Column isNew = now(table.key().get(0)).isNotNull();
    return written(
        table,
        joined(table, rows, stored, "full_outer"),
        column ->
            kept.first().contains(column)
                ? coalesce(before(column), now(column))
                : when(isNew, now(column)).otherwise(marked(table, column, kept)),
        when(isNew, isUnchanged(table, kept)).otherwise(isMarked(table, kept)),
        runNo);
  }

  /** The new rows that no stored row equals. */
  static Dataset<Row> changed(Table table, Dataset<Row> rows, Dataset<Row> stored) {
    return joined(table, rows, stored, "left")
        .where(not(isUnchanged(table, NOTHING)))
        .select(NEW + ".*");
  }

  private static Dataset<Row> joined(
      Table table, Dataset<Row> rows, Dataset<Row> stored, String how) {
    Column sameKey = all(table.key(), key -> now(key).equalTo(before(key)));
    return rows.as(NEW).join(stored.as(STORED), sameKey, how);
  }

  private static Dataset<Row> written(
      Table table,
      Dataset<Row> joined,
      Function<String, Column> says,
      Column isUnchanged,
      long runNo) {
    Column run = coalesce(when(isUnchanged, before(Table.RUN)), lit(runNo)).as(Table.RUN);
    return joined.select(
        Stream.concat(
                table.columns().stream()
                    .map(
                        column ->
                            says.apply(column).as(column, table.schema().apply(column).metadata())),
                Stream.of(run))
            .toArray(Column[]::new));
  }

  /** Whether a new row says what the stored one of its key says. */
  private static Column isUnchanged(Table table, Kept kept) {
    return all(
        table.columns(),
        column ->
            kept.first().contains(column)
                ? before(column).isNotNull().or(now(column).isNull())
                : comparable(table, column, now(column))
                    .eqNullSafe(comparable(table, column, before(column))));
  }

  /** Whether a stored row that no new row replaces says so already. */
  private static Column isMarked(Table table, Kept kept) {
    return all(
        table.columns().stream().filter(kept.marks()::containsKey).toList(),
        column -> before(column).eqNullSafe(marked(table, column, kept)));
  }

  private static Column marked(Table table, String column, Kept kept) {
    return kept.marks().containsKey(column)
        ? lit(kept.marks().get(column)).cast(table.schema().apply(column).dataType())
        : before(column);
  }

  private static Column now(String column) {
    return col(NEW + "." + column);
  }

  private static Column before(String column) {
    return col(STORED + "." + column);
  }

  /** Spark compares no maps: a map stands as its entries in order. */
  private static Column comparable(Table table, String column, Column value) {
    boolean isMap = table.schema().apply(column).dataType() instanceof MapType;
    return isMap ? array_sort(map_entries(value)) : value;
  }

  private static Column all(List<String> columns, Function<String, Column> test) {
    return columns.stream().map(test).reduce(Column::and).orElse(lit(true));
  }
}

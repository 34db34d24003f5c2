package io.tributary.lake;

import io.tributary.tables.Table;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The tables, and the only way to write them. Every write is checked against the table's
 * definition, is idempotent under retry, stamps {@link Table#RUN} and tells the run's report what
 * it did. Rows go in and come out with the declared columns only. Several threads may write, each
 * its table.
 */
public interface Lake {

  /** All rows of the latest version; no rows when the table was never written. */
  Dataset<Row> read(Table table);

  /** Rows that a run later than {@code afterRun} changed. */
  Dataset<Row> readChanges(Table table, long afterRun);

  /**
   * Number of the run that made the latest version of a table, 0 when it was never written. A
   * version that does not say who made it counts as made just now.
   */
  long lastRun(Table table);

  /** Rows made on the driver; for few rows whose number does not grow with the customers. */
  Dataset<Row> rows(StructType schema, List<Row> rows);

  /**
   * The table then holds exactly these rows. In a keyed table a row that equals the stored one
   * keeps its {@link Table#RUN}, so that readers of changes see what changed and nothing else; a
   * key that is null or comes twice fails the write.
   */
  void overwrite(Table table, Dataset<Row> rows);

  /**
   * {@link #overwrite} of a keyed table whose rows never vanish, so that readers of changes learn
   * of each: a stored row whose key is not among the rows stays, with the marks that say so.
   */
  void renew(Table table, Dataset<Row> rows, Kept kept);

  /** Replaces the slice of one as-of date of a table partitioned by one date column. */
  void replaceSlice(Table table, LocalDate asOf, Dataset<Row> rows);

  /**
   * Replaces all rows whose {@code column} is one of {@code keys}; also when there are no new rows,
   * which is why the keys are given.
   *
   * @param keys ids of letters, digits, {@code - _ . :}; few enough for a condition
   */
  void replaceKeys(Table table, String column, Collection<String> keys, Dataset<Row> rows);

  /**
   * The same for keys of any form and more of them: the rows of all others are copied. In place of
   * {@link #overwrite} where few rows of a large keyed table change: its other rows are neither
   * sorted nor compared.
   *
   * @param keys rows with {@code column}; few enough for the memory of every task
   * @param rows whose {@code column} is among the keys
   */
  void replaceKeys(Table table, String column, Dataset<Row> keys, Dataset<Row> rows);

  /**
   * Inserts new rows and updates changed ones by the table's key; nothing new means no commit. A
   * key that is null or comes twice fails the write.
   */
  void upsert(Table table, Dataset<Row> rows);

  /**
   * Appends rows once for this job, step and interval, whatever is retried.
   *
   * @param input fingerprint of what the rows were made from; other input is another append
   */
  void appendOnce(Table table, String step, String input, Dataset<Row> rows);

  /** Deletes the rows whose {@code column} is among the keys, by a join: no key reaches the log. */
  void erase(Table table, String column, Dataset<Row> keys);

  /** Deletes the rows whose date or instant lies before a day (UTC for an instant). */
  void expire(Table table, String column, LocalDate before);

  /** Merges small files, and deletes those that no version of the last week needs. */
  void compact(Table table);
}

package io.tributary.lake;

import io.tributary.tables.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Keeps the versions of tables, one for each commit. It writes what it is given: what may be
 * written, and what has to be, is for {@link StoredLake} to say.
 */
interface TableStore {

  /** Latest version of a table, -1 when it was never written. */
  long version(Table table);

  /** Number of the run that made a version; {@link Long#MAX_VALUE} when it does not say. */
  long runOf(Table table, long version);

  /** Rows that the commit of a version wrote, updated, inserted or deleted. */
  long rowsWritten(Table table, long version);

  /** The rows of the latest version, with the columns that the table had when it was written. */
  Dataset<Row> rows(Table table);

  /** The table then holds these rows and no others. */
  void replaceAll(Table table, Dataset<Row> rows, Stamp by);

  /**
   * These rows take the place of all that fulfil a condition, which they fulfil too.
   *
   * @param condition in SQL, over a table that was written before
   */
  void replaceWhere(Table table, String condition, Dataset<Row> rows, Stamp by);

  /**
   * Adds rows, unless somebody did for the same reason.
   *
   * @param once names the reason
   */
  void appendOnce(Table table, String once, Dataset<Row> rows, Stamp by);

  /** Updates and inserts rows by the key of a table that was written before. */
  void merge(Table table, Dataset<Row> rows, Stamp by);

  /** Deletes the rows whose column is among the keys; no key is written anywhere. */
  void deleteKeys(Table table, String column, Dataset<Row> keys, Stamp by);

  /** Deletes the rows that fulfil a condition. */
  void delete(Table table, Column condition, Stamp by);

  /** Merges small files, and deletes those that no version of the last week needs. */
  void compact(Table table, Stamp by);

  /** Whether a table can be read, by a look at everything but the data. */
  TableHealth health(Table table);
}

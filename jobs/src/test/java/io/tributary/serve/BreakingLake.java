package io.tributary.serve;

import io.tributary.lake.Kept;
import io.tributary.lake.Lake;
import io.tributary.tables.Table;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A lake whose machine dies just before the n-th write of one table, from 1. */
final class BreakingLake implements Lake {

  private final Lake lake;
  private final Table table;
  private int writesLeft;

  BreakingLake(Lake lake, Table table, int write) {
    this.lake = lake;
    this.table = table;
    this.writesLeft = write;
  }

  @Override
  public Dataset<Row> read(Table from) {
    return lake.read(from);
  }

  @Override
  public Dataset<Row> readChanges(Table from, long afterRun) {
    return lake.readChanges(from, afterRun);
  }

  @Override
  public long lastRun(Table of) {
    return lake.lastRun(of);
  }

  @Override
  public Dataset<Row> rows(StructType schema, List<Row> rows) {
    return lake.rows(schema, rows);
  }

  @Override
  public void overwrite(Table to, Dataset<Row> rows) {
    check(to);
    lake.overwrite(to, rows);
  }

  @Override
  public void renew(Table to, Dataset<Row> rows, Kept kept) {
    check(to);
    lake.renew(to, rows, kept);
  }

  @Override
  public void replaceSlice(Table to, LocalDate asOf, Dataset<Row> rows) {
    check(to);
    lake.replaceSlice(to, asOf, rows);
  }

  @Override
  public void replaceKeys(Table to, String column, Collection<String> keys, Dataset<Row> rows) {
    check(to);
    lake.replaceKeys(to, column, keys, rows);
  }

  @Override
  public void replaceKeys(Table to, String column, Dataset<Row> keys, Dataset<Row> rows) {
    check(to);
    lake.replaceKeys(to, column, keys, rows);
  }

  @Override
  public void upsert(Table to, Dataset<Row> rows) {
    check(to);
    lake.upsert(to, rows);
  }

  @Override
  public void appendOnce(Table to, String step, String input, Dataset<Row> rows) {
    check(to);
    lake.appendOnce(to, step, input, rows);
  }

  @Override
  public void erase(Table from, String column, Dataset<Row> keys) {
    check(from);
    lake.erase(from, column, keys);
  }

  @Override
  public void expire(Table from, String column, LocalDate before) {
    check(from);
    lake.expire(from, column, before);
  }

  @Override
  public void compact(Table of) {
    check(of);
    lake.compact(of);
  }

  private void check(Table to) {
    if (to.equals(table)) {
      writesLeft--;
      if (writesLeft == 0) {
        throw new Crash();
      }
    }
  }

  /** The machine is gone: nobody catches this. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}

package io.tributary.lake;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tributary.tables.Table;
import io.tributary.tables.Table.Field;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The lake in a store of tables. A lake for a job refuses tables that the job did not declare. */
public final class StoredLake implements Lake {
  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_.:-]+");

  private final SparkSession session;
  private final TableStore store;
  private final Stamp stamp;
  private final Set<Table> readable;
  private final Set<Table> writable;
  private final Consumer<TableWrite> onWrite;

  private StoredLake(
      SparkSession session,
      TableStore store,
      Stamp stamp,
      Set<Table> readable,
      Set<Table> writable,
      Consumer<TableWrite> onWrite) {
    this.session = session;
    this.store = store;
    this.stamp = stamp;
    this.readable = Set.copyOf(readable);
    this.writable = Set.copyOf(writable);
    this.onWrite = onWrite;
  }

  /** A lake of Delta tables to look at: all tables can be read, none written. */
  public static StoredLake open(SparkSession session, Roots roots, Collection<Table> tables) {
    return open(session, new DeltaStore(session, roots), tables);
  }

  static StoredLake open(SparkSession session, TableStore store, Collection<Table> tables) {
    return new StoredLake(session, store, Stamp.NONE, Set.copyOf(tables), Set.of(), write -> {});
  }

  /**
   * The lake for one job of one run.
   *
   * @param onWrite is told of each write
   */
  public StoredLake forJob(
      Stamp by, Set<Table> reads, Set<Table> writes, Consumer<TableWrite> tellWrite) {
    return new StoredLake(session, store, by, reads, writes, tellWrite);
  }

  /** Version of a table, -1 when it was never written. */
  public long version(Table table) {
    return store.version(table);
  }

  /**
   * Whether a table can be read: log, protocol, columns and data files, without reading the data.
   */
  public TableHealth health(Table table) {
    return store.health(table);
  }

  @Override
  public Dataset<Row> read(Table table) {
    return stored(table).drop(Table.RUN);
  }

  @Override
  public Dataset<Row> readChanges(Table table, long afterRun) {
    return stored(table).where(col(Table.RUN).gt(afterRun)).drop(Table.RUN);
  }

  @Override
  public long lastRun(Table table) {
    long version = version(table);
    return version < 0 ? 0 : store.runOf(table, version);
  }

  @Override
  public Dataset<Row> rows(StructType schema, List<Row> rows) {
    return session.createDataFrame(rows, schema);
  }

  @Override
  public void overwrite(Table table, Dataset<Row> rows) {
    Dataset<Row> checked = checked(table, rows);
    boolean isKeyed = !table.key().isEmpty();
    Dataset<Row> unique = isKeyed ? KeyedRows.unique(table, checked) : checked;
    Dataset<Row> stamped =
        isKeyed && version(table) >= 0
            ? KeyedRows.replacing(table, unique, stored(table), stamp.runNo())
            : stamped(unique);
    commit(table, () -> store.replaceAll(table, stamped, stamp));
  }

  @Override
  public void renew(Table table, Dataset<Row> rows, Kept kept) {
    Dataset<Row> unique = KeyedRows.unique(table, checked(table, rows));
    Dataset<Row> stamped =
        version(table) >= 0
            ? KeyedRows.renewing(table, unique, stored(table), kept, stamp.runNo())
            : stamped(unique);
    commit(table, () -> store.replaceAll(table, stamped, stamp));
  }

  @Override
  public void replaceSlice(Table table, LocalDate asOf, Dataset<Row> rows) {
    if (table.partitionedBy().size() != 1) {
      throw new IllegalArgumentException(table.qualifiedName() + " is not partitioned by one date");
    }
    String condition = table.partitionedBy().get(0) + " = DATE'" + asOf + "'";
    replaceWhere(table, condition, rows);
  }

  @Override
  public void replaceKeys(Table table, String column, Collection<String> keys, Dataset<Row> rows) {
    if (keys.isEmpty()) {
      return;
    }
    keys.forEach(StoredLake::requirePlain);
    String list =
        keys.stream().sorted().map(key -> "'" + key + "'").collect(Collectors.joining(", "));
    replaceWhere(table, column + " IN (" + list + ")", rows);
  }

  @Override
  public void replaceKeys(Table table, String column, Dataset<Row> keys, Dataset<Row> rows) {
    Dataset<Row> replaced = broadcast(keys.select(col(column)).distinct());
    Dataset<Row> unique =
        KeyedRows.unique(table, KeyedRows.among(table, checked(table, rows), column, replaced));
    if (version(table) < 0) {
      commit(table, () -> store.replaceAll(table, stamped(unique), stamp));
      return;
    }
    Dataset<Row> stored = stored(table);
    Dataset<Row> others = stored.join(replaced, new String[] {column}, "left_anti");
    Dataset<Row> before = stored.join(replaced, new String[] {column}, "left_semi");
    Dataset<Row> all =
        others
            .select(columns(table.storedSchema()))
            .unionByName(KeyedRows.replacing(table, unique, before, stamp.runNo()));
    commit(table, () -> store.replaceAll(table, all, stamp));
  }

  @Override
  public void upsert(Table table, Dataset<Row> rows) {
    Dataset<Row> source = stamped(KeyedRows.unique(table, checked(table, rows)));
    if (version(table) < 0) {
      commit(table, () -> store.replaceAll(table, source, stamp));
    } else {
      // MERGE rewrites each file in which a key matches, changed or not.
      Dataset<Row> changed = KeyedRows.changed(table, source, stored(table));
      commit(table, () -> store.merge(table, changed, stamp));
    }
  }

  @Override
  public void appendOnce(Table table, String step, String input, Dataset<Row> rows) {
    Dataset<Row> stamped = stamped(checked(table, rows));
    String once =
        String.join("/", stamp.job(), step, table.qualifiedName(), stamp.asOf().toString(), input);
    commit(table, () -> store.appendOnce(table, once, stamped, stamp));
  }

  @Override
  public void erase(Table table, String column, Dataset<Row> keys) {
    requireWritable(table);
    if (version(table) >= 0) {
      commit(table, () -> store.deleteKeys(table, column, keys, stamp));
    }
  }

  @Override
  public void expire(Table table, String column, LocalDate before) {
    requireWritable(table);
    Column isPast = col(column).lt(lit(java.sql.Date.valueOf(before)));
    if (version(table) >= 0) {
      commit(table, () -> store.delete(table, isPast, stamp));
    }
  }

  @Override
  public void compact(Table table) {
    requireWritable(table);
    if (version(table) >= 0) {
      commit(table, () -> store.compact(table, stamp));
    }
  }

  private Dataset<Row> stored(Table table) {
    if (!readable.contains(table) && !writable.contains(table)) {
      throw new IllegalStateException(
          stamp.job() + " reads " + table.qualifiedName() + " but does not declare it in reads()");
    }
    if (version(table) < 0) {
      return session.createDataFrame(List.of(), table.storedSchema());
    }
    Dataset<Row> rows = store.rows(table);
    return rows.select(
        Arrays.stream(table.storedSchema().fields())
            .map(field -> present(rows, field))
            .toArray(Column[]::new));
  }

  private static Column[] columns(StructType schema) {
    return Arrays.stream(schema.fieldNames()).map(name -> col(name)).toArray(Column[]::new);
  }

  /** A column that was declared after the table was last written reads as null. */
  private static Column present(Dataset<Row> rows, StructField field) {
    boolean isThere = List.of(rows.columns()).contains(field.name());
    return isThere
        ? col(field.name())
        : lit(null).cast(field.dataType()).as(field.name(), field.metadata());
  }

  private void replaceWhere(Table table, String condition, Dataset<Row> rows) {
    Dataset<Row> stamped = stamped(checked(table, rows));
    if (version(table) < 0) {
      commit(table, () -> store.replaceAll(table, stamped, stamp));
    } else {
      commit(table, () -> store.replaceWhere(table, condition, stamped, stamp));
    }
  }

  private Dataset<Row> stamped(Dataset<Row> rows) {
    return rows.withColumn(Table.RUN, lit(stamp.runNo()));
  }

  /** The rows in the table's column order, after the check that they are rows of this table. */
  private Dataset<Row> checked(Table table, Dataset<Row> rows) {
    requireWritable(table);
    Map<String, DataType> actual = new HashMap<>();
    for (StructField field : rows.schema().fields()) {
      actual.put(field.name(), field.dataType());
    }
    List<String> problems = new ArrayList<>();
    for (Field field : table.fields()) {
      DataType type = actual.remove(field.name());
      if (type == null) {
        problems.add("no column " + field.name());
      } else if (!DataType.equalsIgnoreNullability(type, field.type())) {
        problems.add(
            field.name()
                + " is "
                + type.simpleString()
                + " and not "
                + field.type().simpleString());
      }
    }
    actual.keySet().forEach(extra -> problems.add("unknown column " + extra));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "Rows are not rows of " + table.qualifiedName() + ": " + String.join(", ", problems));
    }
    return rows.select(
        table.fields().stream()
            .map(
                field ->
                    col(field.name())
                        .as(field.name(), table.schema().apply(field.name()).metadata()))
            .toArray(Column[]::new));
  }

  private void requireWritable(Table table) {
    if (!writable.contains(table)) {
      throw new IllegalStateException(
          stamp.job()
              + " writes "
              + table.qualifiedName()
              + " but does not declare it in writes()");
    }
  }

  private void commit(Table table, Runnable write) {
    long before = version(table);
    write.run();
    long after = version(table);
    boolean isNew = after > before;
    long rows = isNew ? store.rowsWritten(table, after) : 0;
    onWrite.accept(new TableWrite(table, after, isNew, rows));
  }

  private static void requirePlain(String key) {
    if (!PLAIN_KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("Keys to replace must be plain ids");
    }
  }
}

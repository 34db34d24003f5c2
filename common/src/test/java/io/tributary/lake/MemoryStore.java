package io.tributary.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.tributary.tables.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Tables of a few rows in the memory of a test, where a commit to Delta takes most of a second.
 * {@link LakeContract} holds both to the same. Several threads may write, each its table. Its days
 * are those of the JVM's time zone, which must not change meanwhile.
 */
public final class MemoryStore implements TableStore {

  private record Version(List<Row> rows, long runNo, long written) {}

  private final SparkSession session;
  private final Map<Table, List<Version>> versions = new ConcurrentHashMap<>();
  private final Set<String> appended = ConcurrentHashMap.newKeySet();

  /** An empty store. */
  public MemoryStore(SparkSession session) {
    this.session = session;
  }

  /** Another store of what is in this one now. */
  public MemoryStore copy() {
    MemoryStore copy = new MemoryStore(session);
    versions.forEach((table, of) -> copy.versions.put(table, new ArrayList<>(of)));
    copy.appended.addAll(appended);
    return copy;
  }

  /** The lake in it, to look at and to open for jobs. */
  public StoredLake lake(List<Table> tables) {
    return StoredLake.open(session, this, tables);
  }

  @Override
  public long version(Table table) {
    return versionsOf(table).size() - 1L;
  }

  @Override
  public long runOf(Table table, long version) {
    return versionsOf(table).get((int) version).runNo;
  }

  @Override
  public long rowsWritten(Table table, long version) {
    return versionsOf(table).get((int) version).written;
  }

  @Override
  public Dataset<Row> rows(Table table) {
    return session.createDataFrame(stored(table), table.storedSchema());
  }

  @Override
  public void replaceAll(Table table, Dataset<Row> rows, Stamp by) {
    List<Row> written = rows.collectAsList();
    if (version(table) < 0 || !written.isEmpty() || !stored(table).isEmpty()) {
      commit(table, written, by, written.size());
    }
  }

  @Override
  public void replaceWhere(Table table, String condition, Dataset<Row> rows, Stamp by) {
    Column isReplaced = coalesce(expr(condition), lit(false));
    List<Row> written = rows.collectAsList();
    if (written.size() != rows.where(isReplaced).count()) {
      throw new IllegalArgumentException("Rows for " + table.qualifiedName() + " not " + condition);
    }
    List<Row> all = new ArrayList<>(rows(table).where(not(isReplaced)).collectAsList());
    boolean isSame = written.isEmpty() && all.size() == stored(table).size();
    all.addAll(written);
    if (!isSame) {
      commit(table, all, by, written.size());
    }
  }

  @Override
  public void appendOnce(Table table, String once, Dataset<Row> rows, Stamp by) {
    if (appended.contains(once)) {
      return;
    }
    List<Row> written = rows.collectAsList();
    List<Row> all = new ArrayList<>(stored(table));
    all.addAll(written);
    commit(table, all, by, written.size());
    appended.add(once);
  }

  @Override
  public void merge(Table table, Dataset<Row> rows, Stamp by) {
    List<Row> written = rows.collectAsList();
    Map<List<Object>, Row> byKey = new LinkedHashMap<>();
    stored(table).forEach(row -> byKey.put(key(table, row), row));
    written.forEach(row -> byKey.put(key(table, row), row));
    if (!written.isEmpty()) {
      commit(table, List.copyOf(byKey.values()), by, written.size());
    }
  }

  @Override
  public void deleteKeys(Table table, String column, Dataset<Row> keys, Stamp by) {
    keep(table, rows(table).join(keys.select(col(column)), new String[] {column}, "left_anti"), by);
  }

  @Override
  public void delete(Table table, Column condition, Stamp by) {
    keep(table, rows(table).where(not(coalesce(condition, lit(false)))), by);
  }

  @Override
  public void compact(Table table, Stamp by) {
    // There are no files.
  }

  @Override
  public TableHealth health(Table table) {
    return new TableHealth(version(table), 0, 0, Optional.empty());
  }

  private void keep(Table table, Dataset<Row> rows, Stamp by) {
    String[] columns = table.storedSchema().fieldNames();
    List<Row> kept = rows.selectExpr(columns).collectAsList();
    int deleted = stored(table).size() - kept.size();
    if (deleted > 0) {
      commit(table, kept, by, deleted);
    }
  }

  private void commit(Table table, List<Row> rows, Stamp by, long written) {
    versionsOf(table).add(new Version(rows, by.runNo(), written));
  }

  private List<Row> stored(Table table) {
    List<Version> of = versionsOf(table);
    return of.isEmpty() ? List.of() : of.get(of.size() - 1).rows;
  }

  private List<Version> versionsOf(Table table) {
    return versions.computeIfAbsent(table, t -> new ArrayList<>());
  }

  private static List<Object> key(Table table, Row row) {
    return table.key().stream().map(row::<Object>getAs).toList();
  }
}

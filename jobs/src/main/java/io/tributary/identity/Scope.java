package io.tributary.identity;

import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tributary.graph.ConnectedComponents;
import io.tributary.lake.Lake;
import io.tributary.tables.Table;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.LinkEvidence;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * The records that a run decides anew: all, or those that a change concerns together with all that
 * evidence joins to them, however weak and whatever came of it. No value that may link, no pair and
 * no customer has one record inside and one outside, so what is decided inside is what would be
 * decided among all.
 */
final class Scope {
  private static final Scope ALL = new Scope(null, null);

  private final @Nullable Dataset<Row> keys;
  private final @Nullable Dataset<Row> values;

  private Scope(@Nullable Dataset<Row> keys, @Nullable Dataset<Row> values) {
    this.keys = keys;
    this.values = values;
  }

  /** All records and values. */
  static Scope all() {
    return ALL;
  }

  /**
   * @param keys rows of record_key
   * @param values rows of identifier_id: what those carry that may link, and what changed
   */
  static Scope of(Dataset<Row> keys, Dataset<Row> values) {
    return new Scope(keys, values);
  }

  /**
   * What evidence joins to some records, with these: rows of record_key.
   *
   * @param edges pairs of records: {@link ConnectedComponents#LEFT} and {@code RIGHT}
   */
  static Dataset<Row> closure(
      Dataset<Row> some, Dataset<Row> edges, ConnectedComponents components) {
    Dataset<Row> labels = components.label(edges).labels();
    Column node = col(ConnectedComponents.NODE);
    Dataset<Row> reached =
        inside(labels.withColumn(RECORD_KEY, node), RECORD_KEY, some)
            .select(col(ConnectedComponents.COMPONENT))
            .distinct();
    return LinkCustomers.keep(
        inside(labels, ConnectedComponents.COMPONENT, reached)
            .select(node.as(RECORD_KEY))
            .union(some)
            .distinct());
  }

  /** The rows whose {@code column} is among the keys, which are few. */
  static Dataset<Row> inside(Dataset<Row> rows, String column, Dataset<Row> keys) {
    return joined(rows, column, keys, "left_semi");
  }

  /** The rows whose {@code column} is not among the keys, which are few. */
  static Dataset<Row> outside(Dataset<Row> rows, String column, Dataset<Row> keys) {
    return joined(rows, column, keys, "left_anti");
  }

  /** The join puts its column first; the rows keep their order of columns. */
  private static Dataset<Row> joined(
      Dataset<Row> rows, String column, Dataset<Row> keys, String type) {
    return rows.join(broadcast(keys), new String[] {column}, type)
        .select(Stream.of(rows.columns()).map(functions::col).toArray(Column[]::new));
  }

  /** Rows of record_key; empty if it is all records. */
  Optional<Dataset<Row>> keys() {
    return Optional.ofNullable(keys);
  }

  /** The rows of the scope's records. */
  Dataset<Row> ofRecords(Dataset<Row> rows) {
    return keys == null ? rows : inside(rows, RECORD_KEY, keys);
  }

  /** The evidence between the scope's records. */
  Dataset<Row> ofPairs(Dataset<Row> evidence) {
    return keys == null ? evidence : inside(evidence, LinkEvidence.LEFT_KEY, theirs(keys));
  }

  /** The evidence between the other records. */
  Dataset<Row> otherPairs(Dataset<Row> evidence) {
    return keys == null
        ? evidence.where(lit(false))
        : outside(evidence, LinkEvidence.LEFT_KEY, theirs(keys));
  }

  private static Dataset<Row> theirs(Dataset<Row> keys) {
    return keys.select(col(RECORD_KEY).as(LinkEvidence.LEFT_KEY));
  }

  /** The table then says this of the scope's values, and of others what it said. */
  void writeValues(Lake lake, Dataset<Row> status) {
    write(lake, IdentifierStatus.TABLE, IDENTIFIER_ID, values, status);
  }

  /** The table then has these pairs of the scope's records. */
  void writePairs(Lake lake, Dataset<Row> evidence) {
    write(
        lake,
        LinkEvidence.TABLE,
        LinkEvidence.LEFT_KEY,
        keys == null ? null : theirs(keys),
        evidence);
  }

  /** The table then says this of the scope's records. */
  void writeRecords(Lake lake, Table table, Dataset<Row> rows) {
    write(lake, table, RECORD_KEY, keys, rows);
  }

  /** The table then says this of these customers. */
  void writeCustomers(Lake lake, Table table, Dataset<Row> ids) {
    String id = CustomerIds.CUSTOMER_ID;
    write(lake, table, id, keys == null ? null : ids.select(col(id)), ids);
  }

  private static void write(
      Lake lake, Table table, String column, @Nullable Dataset<Row> changed, Dataset<Row> rows) {
    if (changed == null) {
      lake.overwrite(table, rows);
    } else {
      lake.replaceKeys(table, column, changed, rows);
    }
  }
}

package io.tributary.collect;

import static io.tributary.tables.bronze.DeliveredRows.BODY;
import static io.tributary.tables.bronze.DeliveredRows.DELIVERED_ON;
import static io.tributary.tables.bronze.DeliveredRows.FIELDS;
import static io.tributary.tables.bronze.DeliveredRows.FILE_ID;
import static io.tributary.tables.bronze.DeliveredRows.LINE_NO;
import static io.tributary.tables.bronze.DeliveredRows.NATURAL_KEY;
import static io.tributary.tables.bronze.DeliveredRows.ROW_HASH;
import static io.tributary.tables.bronze.DeliveredRows.SOURCE;
import static io.tributary.tables.bronze.DeliveredRows.SOURCE_FILE;
import static io.tributary.tables.bronze.DeliveredRows.VALUES;

import io.tributary.tables.Types;
import io.tributary.tables.ops.Rejects;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Checked rows before anything is decided, and behind those of each file one *trailer* without a
 * line number that says how many rows were read or why the file was refused.
 */
final class StagedRows {
  /** The row's text, when it could not be taken apart. */
  static final String TEXT = "text";

  static final String REASONS = Rejects.REASONS;

  /** Of a trailer: rows read. */
  static final String ROW_COUNT = "row_count";

  /** Of a trailer: why the file cannot be read. */
  static final String REFUSED = "refused";

  static final StructType SCHEMA =
      new StructType()
          .add(FILE_ID, Types.STRING)
          .add(SOURCE, Types.STRING)
          .add(SOURCE_FILE, Types.STRING)
          .add(DELIVERED_ON, Types.DAY)
          .add(LINE_NO, Types.LONG)
          .add(NATURAL_KEY, Types.STRING)
          .add(FIELDS, Types.TEXTS)
          .add(VALUES, Types.TEXTS)
          .add(BODY, Types.NESTED_TEXTS)
          .add(TEXT, Types.STRING)
          .add(REASONS, DataTypes.createArrayType(Rejects.REASON))
          .add(ROW_HASH, Types.STRING)
          .add(ROW_COUNT, Types.LONG)
          .add(REFUSED, Types.STRING);

  private StagedRows() {}

  /** A row of the file that {@code task} names. */
  static Row row(FileTask task, CheckedRow checked) {
    DeliveredRow delivered = checked.row();
    List<Row> reasons =
        checked.reasons().stream()
            .map(reason -> RowFactory.create(reason.column(), reason.rule()))
            .toList();
    return RowFactory.create(
        task.fileId(),
        task.source(),
        task.relative(),
        task.deliveredOn(),
        delivered.lineNo(),
        checked.naturalKey(),
        texts(delivered.fields()),
        texts(checked.values()),
        body(checked.body()),
        delivered.text(),
        reasons.toArray(),
        checked.hash(),
        null,
        null);
  }

  /** The trailer of a file. */
  static Row trailer(FileTask task, long rowCount, @Nullable String refused) {
    Object[] values = new Object[SCHEMA.size()];
    values[SCHEMA.fieldIndex(FILE_ID)] = task.fileId();
    values[SCHEMA.fieldIndex(SOURCE)] = task.source();
    values[SCHEMA.fieldIndex(ROW_COUNT)] = rowCount;
    values[SCHEMA.fieldIndex(REFUSED)] = refused;
    return RowFactory.create(values);
  }

  private static Object @Nullable [] body(@Nullable List<Map<String, String>> body) {
    return body == null ? null : body.stream().map(StagedRows::texts).toArray();
  }

  private static Object texts(Map<String, String> map) {
    return CollectionConverters.asScala(map);
  }
}

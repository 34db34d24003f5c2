package io.tributary.cli;

import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * A row as JSON takes it: numbers and flags as they are, instants in ISO 8601, all else as text.
 */
final class RowCells {
  private RowCells() {}

  static Map<String, Object> of(Row row) {
    Map<String, Object> cells = new LinkedHashMap<>();
    for (String name : row.schema().fieldNames()) {
      Object value = row.getAs(name);
      boolean isPlain = value == null || value instanceof Number || value instanceof Boolean;
      cells.put(name, isPlain ? value : text(value));
    }
    return cells;
  }

  /** A cell for a table on a terminal. */
  static String text(Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof Timestamp at ? at.toInstant().toString() : value.toString();
  }
}

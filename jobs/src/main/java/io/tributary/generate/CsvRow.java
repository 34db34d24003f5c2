package io.tributary.generate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of a delimited file, set by column name. */
final class CsvRow {
  private final char separator;
  private final Map<String, String> values = new LinkedHashMap<>();

  CsvRow(Feed feed, char separator) {
    this.separator = separator;
    for (String column : feed.columns(separator)) {
      values.put(column, "");
    }
  }

  private CsvRow(CsvRow other) {
    this.separator = other.separator;
    this.values.putAll(other.values);
  }

  CsvRow copy() {
    return new CsvRow(this);
  }

  /** Sets a column; null is an empty cell. */
  CsvRow set(String column, @Nullable String value) {
    if (values.replace(column, value == null ? "" : value) == null) {
      throw new IllegalArgumentException("No such column: " + column);
    }
    return this;
  }

  String text() {
    StringBuilder text = new StringBuilder(160);
    String gap = "";
    for (String value : values.values()) {
      text.append(gap).append(quoted(value));
      gap = String.valueOf(separator);
    }
    return text.toString();
  }

  private String quoted(String value) {
    boolean plain =
        value.indexOf(separator) < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0;
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}

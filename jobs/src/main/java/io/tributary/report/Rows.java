package io.tributary.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Rows of an answer as JSON objects: column to number, text, flag or ISO time. */
public final class Rows {
  private Rows() {}

  /** All rows; for answers whose size does not grow with the customers. */
  public static List<Map<String, @Nullable Object>> of(Dataset<Row> answer) {
    return answer.collectAsList().stream().map(Rows::of).toList();
  }

  /** One row; of columns that share a name the last one stays. */
  public static Map<String, @Nullable Object> of(Row row) {
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    String[] names = row.schema().fieldNames();
    for (int i = 0; i < names.length; i++) {
      cells.put(names[i], cell(row.get(i)));
    }
    return cells;
  }

  /** One row by position, whatever its columns are called. */
  public static List<@Nullable Object> cells(Row row) {
    List<@Nullable Object> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(cell(row.get(i)));
    }
    return cells;
  }

  private static @Nullable Object cell(@Nullable Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof java.sql.Timestamp at) {
      return at.toInstant().toString();
    }
    if (value instanceof Row struct) {
      return of(struct);
    }
    if (value instanceof scala.collection.Seq<?> list) {
      List<@Nullable Object> cells = new ArrayList<>();
      scala.jdk.javaapi.CollectionConverters.asJava(list).forEach(item -> cells.add(cell(item)));
      return cells;
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      Map<String, @Nullable Object> cells = new java.util.TreeMap<>();
      scala.jdk.javaapi.CollectionConverters.asJava(map)
          .forEach((key, item) -> cells.put(String.valueOf(key), cell(item)));
      return cells;
    }
    return value.toString();
  }
}

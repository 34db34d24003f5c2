package io.tributary.columns;

import static org.apache.spark.sql.functions.udf;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.Map;

/** Entries of a map as fields of a struct. */
public final class MapFields {

  private MapFields() {}

  /**
   * A struct of STRING fields with the names, null where the map has no such key; a null map is a
   * null struct. It is worth its while for many fields of one map: each lookup of Spark's searches
   * the map from its start.
   *
   * @param map MAP&lt;STRING, STRING&gt;
   */
  public static Column of(Column map, List<String> names) {
    List<String> keys = List.copyOf(names);
    StructType type = new StructType();
    for (String key : keys) {
      type = type.add(key, DataTypes.StringType);
    }
    // No built-in looks several keys up in one go.
    UDF1<Map<String, String>, Row> read = entries -> entries == null ? null : row(entries, keys);
    return udf(read, type).apply(map);
  }

  private static Row row(Map<String, String> entries, List<String> keys) {
    @Nullable Object[] values = new Object[keys.size()];
    for (int i = 0; i < values.length; i++) {
      Option<String> value = entries.get(keys.get(i));
      values[i] = value.isDefined() ? value.get() : null;
    }
    return RowFactory.create(values);
  }
}

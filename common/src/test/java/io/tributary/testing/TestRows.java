package io.tributary.testing;

import io.tributary.tables.Table;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of a table in which only what matters is named: {@code
 * TestRows.of(Customers.TABLE).row(CUSTOMER_ID, "c1", IS_VIP, true).in(spark)}. Columns that are
 * not named are null; an unknown name fails. Instants and local dates are taken as such, and so are
 * texts of a date or an instant for such columns, and numbers or texts for decimals.
 */
public final class TestRows {
  private final StructType schema;
  private final List<Row> rows = new ArrayList<>();

  private TestRows(StructType schema) {
    this.schema = schema;
  }

  public static TestRows of(Table table) {
    return new TestRows(table.schema());
  }

  public static TestRows of(StructType schema) {
    return new TestRows(schema);
  }

  /** Adds a row of column name, value, column name, value … */
  public TestRows row(Object... namesAndValues) {
    Object[] values = new Object[schema.size()];
    for (int i = 0; i < namesAndValues.length; i += 2) {
      int position = schema.fieldIndex((String) namesAndValues[i]);
      values[position] = convert(namesAndValues[i + 1], schema.apply(position));
    }
    rows.add(RowFactory.create(values));
    return this;
  }

  /** The rows as a Dataset. */
  public Dataset<Row> in(SparkSession spark) {
    return spark.createDataFrame(rows, schema);
  }

  private static Object convert(Object value, StructField field) {
    String type = field.dataType().typeName();
    if (value instanceof Instant instant) {
      return Timestamp.from(instant);
    }
    if (value instanceof LocalDate day) {
      return Date.valueOf(day);
    }
    if (value instanceof String text && type.equals("timestamp")) {
      return Timestamp.from(Instant.parse(text));
    }
    if (value instanceof String text && type.equals("date")) {
      return Date.valueOf(text);
    }
    if (type.startsWith("decimal") && value != null) {
      return new java.math.BigDecimal(value.toString());
    }
    if (type.equals("long") && value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof List<?> list) {
      return list.toArray();
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    return value;
  }
}

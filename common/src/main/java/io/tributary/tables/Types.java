package io.tributary.tables;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The column types in use, under the names that the tables speak. */
public final class Types {
  public static final DataType STRING = DataTypes.StringType;
  public static final DataType BOOLEAN = DataTypes.BooleanType;
  public static final DataType INT = DataTypes.IntegerType;
  public static final DataType LONG = DataTypes.LongType;
  public static final DataType BINARY = DataTypes.BinaryType;
  public static final DataType DOUBLE = DataTypes.DoubleType;

  /** An instant in UTC. */
  public static final DataType INSTANT = DataTypes.TimestampType;

  /** A day in the business time zone. */
  public static final DataType DAY = DataTypes.DateType;

  /** A total in the reporting currency, rounded to its minor unit. */
  public static final DataType MONEY = DataTypes.createDecimalType(18, 2);

  /** A total in whatever currency, rounded to its minor unit: that of a dinar has three digits. */
  public static final DataType AMOUNT = DataTypes.createDecimalType(18, 3);

  /** A unit price or an amount before rounding. */
  public static final DataType UNIT_PRICE = DataTypes.createDecimalType(18, 6);

  /** A currency rate. */
  public static final DataType RATE = DataTypes.createDecimalType(18, 8);

  /** A quantity; may be fractional (goods by weight). */
  public static final DataType QUANTITY = DataTypes.createDecimalType(18, 3);

  public static final DataType STRINGS = DataTypes.createArrayType(STRING);

  /** Field name to text. */
  public static final DataType TEXTS = DataTypes.createMapType(STRING, STRING);

  /** Nested rows, each field name to text. */
  public static final DataType NESTED_TEXTS = DataTypes.createArrayType(TEXTS);

  private Types() {}
}

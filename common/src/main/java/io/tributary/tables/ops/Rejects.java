package io.tributary.tables.ops;

import static io.tributary.tables.Types.LONG;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One delivered line that did not meet its contract. Nothing is lost: a rejected line keeps its
 * text and every reason, and can be replayed.
 */
public final class Rejects {
  public static final String FILE_ID = "file_id";
  public static final String LINE_NO = "line_no";
  public static final String SOURCE = "source";
  public static final String BODY = "body";
  public static final String REASONS = "reasons";

  /** One violated rule: the column and the name of the rule, never the value. */
  public static final StructType REASON =
      new StructType().add("column", STRING).add("rule", STRING);

  private static final DataType REASON_LIST = DataTypes.createArrayType(REASON);

  public static final Table TABLE =
      Table.ops("rejects", "One delivered line that did not meet its contract.")
          .key(FILE_ID, LINE_NO)
          .attribute(FILE_ID, STRING, "The delivery.")
          .attribute(LINE_NO, LONG, "First line of the row in the file, from 1.")
          .attribute(SOURCE, STRING, "Name of the source contract.")
          .direct(BODY, STRING, "The line as delivered.")
          .attribute(REASONS, REASON_LIST, "Column and rule of each violation; never the value.")
          .build();

  private Rejects() {}
}

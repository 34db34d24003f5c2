package io.tributary.cli;

import static org.apache.spark.sql.functions.bool_and;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import io.tributary.graph.ConnectedComponents;
import io.tributary.job.JobFailure;
import io.tributary.lake.Files;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Anybody's list of edges: CSV with a header, or Parquet.
 *
 * @param edges rows of {@link ConnectedComponents#LEFT} and {@link ConnectedComponents#RIGHT}, both
 *     LONG or both STRING, never null
 * @param rejected rows without one of the ends
 */
record EdgeList(Dataset<Row> edges, long rejected) {

  /**
   * @param path a file or folder; CSV if its name says so, else Parquet
   * @param source column of one end; null = the first one
   * @param target column of the other end; null = the second one
   */
  static EdgeList read(
      SparkSession session, String path, @Nullable String source, @Nullable String target) {
    boolean isCsv = path.matches("(?i).*\\.(csv|txt)(\\.(gz|zst|bz2))?");
    Dataset<Row> rows = rows(session, path, isCsv);
    String left = column(rows, source, 0);
    String right = column(rows, target, 1);
    if (left.equals(right)) {
      throw JobFailure.config(
          "An edge needs two columns",
          "both ends are column " + left,
          "name two with --src, --dst");
    }
    Dataset<Row> ends =
        rows.select(
            col(quoted(left)).as(ConnectedComponents.LEFT),
            col(quoted(right)).as(ConnectedComponents.RIGHT));
    return typed(ends, isCsv, left, right);
  }

  private static Dataset<Row> rows(SparkSession session, String path, boolean isCsv) {
    DataFrameReader reader = Files.reader(session);
    try {
      return isCsv
          ? reader.option("header", "true").option("escape", "\"").csv(path)
          : reader.parquet(path);
    } catch (Exception e) {
      // Not declared by Spark, so that it cannot be caught by its name.
      if (e instanceof AnalysisException || e instanceof SparkException) {
        throw unreadable(path, e);
      }
      throw e;
    }
  }

  static JobFailure unreadable(String path, Exception cause) {
    return JobFailure.input(
            path + " cannot be read",
            "it is damaged, or no Parquet",
            "check the file; a name ending in .csv is read as CSV with a header")
        .because(cause);
  }

  private static String column(Dataset<Row> rows, @Nullable String named, int position) {
    List<String> columns = List.of(rows.columns());
    if (named != null && columns.contains(named)) {
      return named;
    }
    if (named == null && position < columns.size()) {
      return columns.get(position);
    }
    if (columns.isEmpty()) {
      throw JobFailure.input("The list is empty", "it has not even a header", "check the file");
    }
    throw JobFailure.input(
        named == null ? "The list has no second column" : "The list has no column " + named,
        "its columns are " + String.join(", ", columns),
        "name the columns with --src and --dst");
  }

  private static String quoted(String column) {
    return "`" + column.replace("`", "``") + "`";
  }

  private static EdgeList typed(Dataset<Row> ends, boolean isText, String left, String right) {
    Column leftEnd = col(ConnectedComponents.LEFT);
    Column rightEnd = col(ConnectedComponents.RIGHT);
    Column hasBoth = leftEnd.isNotNull().and(rightEnd.isNotNull());
    boolean isLong = isLong(ends, 0, left);
    if (isLong != isLong(ends, 1, right)) {
      throw JobFailure.input(
          "The ends of the edges differ in type",
          String.format(
              "column %s is %s and column %s is %s",
              left,
              ends.schema().apply(0).dataType().simpleString(),
              right,
              ends.schema().apply(1).dataType().simpleString()),
          "bring both to one type");
    }
    Column isWhole = isText ? isWholeNumber(leftEnd).and(isWholeNumber(rightEnd)) : lit(isLong);
    Row found =
        ends.agg(
                count(lit(1)),
                count_if(hasBoth),
                coalesce(bool_and(isWhole.or(hasBoth.equalTo(false))), lit(false)))
            .head();
    DataType type = found.getBoolean(2) ? DataTypes.LongType : DataTypes.StringType;
    Dataset<Row> edges =
        ends.where(hasBoth)
            .select(
                leftEnd.cast(type).as(ConnectedComponents.LEFT),
                rightEnd.cast(type).as(ConnectedComponents.RIGHT));
    return new EdgeList(edges, found.getLong(0) - found.getLong(1));
  }

  private static boolean isLong(Dataset<Row> ends, int position, String column) {
    String type = ends.schema().apply(position).dataType().simpleString();
    if (!List.of("string", "tinyint", "smallint", "int", "bigint").contains(type)) {
      throw JobFailure.input(
          "Column " + column + " holds no ids",
          "it is " + type,
          "name columns of text or whole numbers with --src and --dst");
    }
    return !type.equals("string");
  }

  /** Whether a text is the only way to write a whole number: 7 is, 007 is a text. */
  private static Column isWholeNumber(Column text) {
    Column number = text.try_cast(DataTypes.LongType).cast(DataTypes.StringType);
    return coalesce(number.equalTo(text), lit(false));
  }
}

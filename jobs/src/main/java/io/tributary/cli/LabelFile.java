package io.tributary.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.trim;

import io.tributary.job.JobFailure;
import io.tributary.tables.Types;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Somebody's own labels of records, however many: the first two columns of CSV with any usual
 * delimiter, plain or {@code .gz}, or of Parquet. A row of CSV is a line, in UTF-8. On a cluster
 * all nodes must reach the file.
 */
final class LabelFile {
  static final String KEY = "key";
  static final String LABEL = "label";

  private LabelFile() {}

  /**
   * @return {@link #KEY} and {@link #LABEL}, neither null nor with spaces around; a key may come
   *     more than once
   * @throws JobFailure CONFIG if there is no such file, INPUT if it cannot be read or has no two
   *     columns
   */
  static Dataset<Row> read(Path file, SparkSession session) {
    if (!Files.exists(file)) {
      throw JobFailure.config("No file " + file, "it does not exist", "check the path");
    }
    Dataset<Row> rows;
    try {
      rows = rows(file, session);
    } catch (Exception e) {
      if (isOfTheFile(e)) {
        throw unreadable(file.toString(), e);
      }
      throw e;
    }
    if (rows.columns().length < 2) {
      throw JobFailure.input(
          "A file has one column only", "two are needed", "give a key and a customer in each row");
    }
    return rows.toDF(names(rows.columns().length))
        .select(cell(KEY), cell(LABEL))
        .where(col(KEY).notEqual("").and(col(LABEL).notEqual("")));
  }

  /**
   * What opening a file fails with, if that is its fault; Spark does not declare what it throws.
   */
  static boolean isOfTheFile(Exception failure) {
    return failure instanceof AnalysisException
        || failure instanceof SparkException
        || isUnreadable(failure);
  }

  /** What a plan over the rows fails with, if that is the fault of the file. */
  static boolean isUnreadable(Exception failure) {
    return failure instanceof SparkThrowable refused
        && String.valueOf(refused.getCondition()).startsWith("FAILED_READ_FILE");
  }

  static JobFailure unreadable(String file, Exception cause) {
    return JobFailure.input(
            "Cannot read " + file,
            "it is damaged, or not what its name says",
            "give a CSV or Parquet file")
        .because(cause);
  }

  private static Dataset<Row> rows(Path file, SparkSession session) {
    DataFrameReader reader = io.tributary.lake.Files.reader(session);
    String path = "file://" + file.toAbsolutePath();
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".parquet") || Files.isDirectory(file)) {
      return reader.parquet(path);
    }
    Dataset<String> lines = reader.textFile(path);
    List<String> first = lines.takeAsList(1);
    if (first.isEmpty()) {
      throw JobFailure.input("Cannot read " + file, "it is empty", "give a file with a header");
    }
    String header = first.get(0);
    boolean saysItsDelimiter = header.startsWith("sep=");
    return reader
        .option("header", "true")
        .option("escape", "\"")
        .option("sep", String.valueOf(TableFile.delimiter(header)))
        .csv(saysItsDelimiter ? lines.where(col("value").notEqual(header)) : lines);
  }

  private static String[] names(int columns) {
    String[] names = new String[columns];
    for (int i = 0; i < columns; i++) {
      names[i] = "_" + i;
    }
    names[0] = KEY;
    names[1] = LABEL;
    return names;
  }

  private static Column cell(String name) {
    return trim(col(name).cast(Types.STRING)).as(name);
  }
}

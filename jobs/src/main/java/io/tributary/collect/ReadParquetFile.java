package io.tributary.collect;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Checks rows of a Parquet file whose last column is the row's position in the file. (The contract
 * speaks of text, so values become the text that a person would have typed.)
 */
final class ReadParquetFile implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final FileTask task;
  private final SourceReading reading;

  ReadParquetFile(FileTask task, SourceReading reading) {
    this.task = task;
    this.reading = reading;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Rows(rows);
  }

  /** Whether a failure is that of a file whose bytes are not what its footer says. */
  static boolean isDamage(Throwable failure) {
    return String.valueOf(failure.getMessage()).contains("FAILED_READ_FILE");
  }

  /** Checked rows, as far as the file can be read; a refusal in place of what cannot. */
  private final class Rows extends AdvancingRows {
    private final Iterator<Row> rows;

    Rows(Iterator<Row> rows) {
      this.rows = rows;
    }

    @Override
    @Nullable Row advance() {
      try {
        if (rows.hasNext()) {
          return StagedRows.row(task, reading.parser().parse(delivered(rows.next()), task.day()));
        }
        end();
        return null;
      } catch (Exception e) {
        // Spark throws checked exceptions undeclared.
        end();
        if (isDamage(e)) {
          return StagedRows.trailer(task, 0, Staging.NO_PARQUET);
        }
        throw e;
      }
    }
  }

  static DeliveredRow delivered(Row row) {
    String[] columns = row.schema().fieldNames();
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < columns.length - 1; i++) {
      String text = text(row.get(i));
      if (text != null) {
        fields.put(columns[i], text);
      }
    }
    return DeliveredRow.of(row.getLong(columns.length - 1) + 1, fields);
  }

  private static @Nullable String text(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number)
          ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
          : String.valueOf(number);
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Timestamp moment) {
      return moment.toInstant().toString();
    }
    if (value instanceof Row nested) {
      return nested.json();
    }
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : value.toString();
  }
}

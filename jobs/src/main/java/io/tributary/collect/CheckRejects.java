package io.tributary.collect;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/** Checks rejected rows (file id, line, body, reasons) against a contract once more. */
final class CheckRejects implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, FileTask> files;
  private final SourceReading reading;

  CheckRejects(Map<String, FileTask> files, SourceReading reading) {
    this.files = new HashMap<>(files);
    this.reading = reading;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rejects) {
    Iterable<Row> once = () -> rejects;
    return StreamSupport.stream(once.spliterator(), false).map(this::check).iterator();
  }

  private Row check(Row reject) {
    FileTask file = files.get(reject.getString(0));
    if (file == null) {
      throw new IllegalStateException("A reject of no file");
    }
    return StagedRows.row(file, reading.parser().parse(delivered(reject), file.day()));
  }

  /** A row without columns stays what it was: no contract mends it. */
  private static DeliveredRow delivered(Row reject) {
    List<Row> reasons = reject.getList(3);
    String body = reject.getString(2);
    Row whole = reasons.get(0);
    boolean isWhole = reasons.size() == 1 && whole.isNullAt(0);
    boolean hasColumns =
        !isWhole
            || whole.getString(1).equals(Rules.OTHER_LINE_REJECTED)
            || whole.getString(1).equals(Rules.FILE_REFUSED);
    Map<String, String> fields = hasColumns ? JsonLinesReader.fields(body) : null;
    return fields == null
        ? DeliveredRow.malformed(reject.getLong(1), body, whole.getString(1))
        : DeliveredRow.of(reject.getLong(1), fields);
  }
}

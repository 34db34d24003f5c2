package io.tributary.collect;

import io.tributary.tables.Types;
import java.io.Serializable;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One file for one task.
 *
 * @param path to open
 * @param relative path below the landing root
 */
record FileTask(String fileId, String source, String path, String relative, Date deliveredOn)
    implements Serializable {
  static final StructType SCHEMA =
      new StructType()
          .add("file_id", Types.STRING)
          .add("source", Types.STRING)
          .add("path", Types.STRING)
          .add("relative", Types.STRING)
          .add("delivered_on", Types.DAY);

  static FileTask of(Row row) {
    return new FileTask(
        row.getString(0), row.getString(1), row.getString(2), row.getString(3), row.getDate(4));
  }

  /** A file to open at a path. */
  static FileTask of(DeliveredFile file, String path) {
    if (file.deliveredOn() == null) {
      throw new IllegalStateException("A file without delivery date is never read");
    }
    return new FileTask(
        file.fileId(), file.source(), path, file.path(), Date.valueOf(file.deliveredOn()));
  }

  /** Day of delivery. */
  LocalDate day() {
    return deliveredOn.toLocalDate();
  }

  Row toRow() {
    return RowFactory.create(fileId, source, path, relative, deliveredOn);
  }
}

package io.tributary.collect;

import io.tributary.lake.Files;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks text files on executors, one {@link FileTask} after the other, in constant
 * memory. (No built-in reader refuses a file, keeps the rejected line and numbers its lines.)
 */
final class ReadTextFiles implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final SerializableConfiguration hadoop;
  private final HashMap<String, SourceReading> readings;

  ReadTextFiles(SerializableConfiguration hadoop, Map<String, SourceReading> readings) {
    this.hadoop = hadoop;
    this.readings = new HashMap<>(readings);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> tasks) {
    return new Rows(tasks);
  }

  /** The rows of one file after the other, each with its trailer. */
  private final class Rows implements Iterator<Row> {
    private final Iterator<Row> tasks;
    private Iterator<Row> current = Collections.emptyIterator();

    Rows(Iterator<Row> tasks) {
      this.tasks = tasks;
    }

    @Override
    public boolean hasNext() {
      while (!current.hasNext() && tasks.hasNext()) {
        FileTask task = FileTask.of(tasks.next());
        SourceReading reading = readings.get(task.source());
        if (reading == null) {
          throw new IllegalStateException("No contract " + task.source());
        }
        current = new FileRows(task, reading);
      }
      return current.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return current.next();
    }
  }

  /** The rows of one file and its trailer. */
  private final class FileRows extends AdvancingRows {
    private final FileTask task;
    private final SourceReading reading;
    private @Nullable RowReader reader;
    private long rowCount;

    FileRows(FileTask task, SourceReading reading) {
      this.task = task;
      this.reading = reading;
      TaskCompletionListener closing = context -> close();
      TaskContext.get().addTaskCompletionListener(closing);
    }

    @Override
    Row advance() {
      try {
        RowReader open = reader == null ? open() : reader;
        reader = open;
        DeliveredRow row = open.next();
        if (row != null) {
          rowCount++;
          return StagedRows.row(task, reading.parser().parse(row, task.day()));
        }
        return end(null);
      } catch (RefusedFileException refused) {
        return end(refused.reason());
      } catch (IOException e) {
        return end(Unreadable.reason(e));
      }
    }

    private Row end(@Nullable String refused) {
      end();
      close();
      return StagedRows.trailer(task, rowCount, refused);
    }

    private RowReader open() throws IOException {
      InputStream in = Files.open(task.path(), hadoop.value());
      String name = new Path(task.path()).getName();
      return RowReader.open(in, name, reading.format(), reading.parser().neededColumns());
    }

    private void close() {
      try {
        if (reader != null) {
          reader.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot close " + task.relative(), e);
      }
    }
  }
}

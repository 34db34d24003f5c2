package io.tributary.collect;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one file, front to back, with memory for one row. */
interface RowReader extends Closeable {

  /**
   * The next row, null behind the last one.
   *
   * @throws RefusedFileException when the file cannot be read on
   */
  @Nullable DeliveredRow next() throws IOException;

  /**
   * Opens a text file.
   *
   * @param in closed by the reader; also when this method throws
   * @param name of the file; its extension says how it is compressed
   * @param needed columns without which no row can be good
   * @throws RefusedFileException when the file is not what the format says
   */
  static RowReader open(InputStream in, String name, FileFormat format, Set<String> needed)
      throws IOException {
    try {
      TextInput text = TextInput.open(in, name, Charset.forName(format.encoding()));
      return switch (format.type()) {
        case CSV -> CsvReader.open(text, format, needed);
        case JSON_LINES -> new JsonLinesReader(text);
        case COMBINED_LOG -> new CombinedLogReader(text);
        case PARQUET -> throw new IllegalArgumentException("Parquet is no text");
      };
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }
}

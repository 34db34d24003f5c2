package io.tributary.cli;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.tributary.job.JobFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterable;

/**
 * Somebody's own table in memory: CSV with any usual delimiter, plain or gzip, in UTF-8, UTF-16
 * with its mark, or else windows-1252, or Parquet.
 *
 * @param columns names in the header, without spaces around
 * @param rows cells without spaces around; null when empty
 * @param cut rows that have more cells than the header, and lost those
 */
record TableFile(List<String> columns, List<@Nullable String[]> rows, long cut) {
  private static final int MOST_CHARS_OF_A_VALUE = 256 * 1024;
  private static final int MOST_COLUMNS = 4096;
  private static final Charset OLD_WINDOWS = Charset.forName("windows-1252");

  /**
   * @param session started only for Parquet
   * @throws JobFailure CONFIG if there is no such file, INPUT if it cannot be read
   */
  static TableFile read(Path file, Supplier<SparkSession> session) {
    if (!Files.exists(file)) {
      throw JobFailure.config("No file " + file, "it does not exist", "check the path");
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    try {
      return name.endsWith(".parquet") || Files.isDirectory(file)
          ? parquet(file, session.get())
          : csv(file);
    } catch (IOException | TextParsingException e) {
      throw JobFailure.input(
          "Cannot read " + file, e.getClass().getSimpleName(), "give a CSV or Parquet file");
    } catch (Exception e) {
      if (LabelFile.isOfTheFile(e)) {
        throw LabelFile.unreadable(file.toString(), e);
      }
      throw e;
    }
  }

  /** Position of a column, or -1. */
  int position(String column) {
    return columns.indexOf(column);
  }

  private static TableFile csv(Path file) throws IOException {
    String text = text(file);
    CsvParserSettings settings = new CsvParserSettings();
    settings.setMaxCharsPerColumn(MOST_CHARS_OF_A_VALUE);
    settings.setMaxColumns(MOST_COLUMNS);
    settings.setLineSeparatorDetectionEnabled(true);
    settings.getFormat().setDelimiter(delimiter(text));
    // A row may begin with #: orders of Shopify do.
    settings.getFormat().setComment('\0');
    if (text.startsWith("sep=")) {
      text = text.substring(text.indexOf('\n') + 1);
    }
    List<String[]> lines = new CsvParser(settings).parseAll(new StringReader(text));
    if (lines.isEmpty()) {
      throw JobFailure.input("Cannot read " + file, "it is empty", "give a file with a header");
    }
    if (Stream.of(lines.get(0)).anyMatch(TableFile::isValue)) {
      throw JobFailure.input(
          "No header in " + file,
          "its first line looks like a record",
          "put the names of the columns into the first line");
    }
    List<String> columns = new ArrayList<>();
    for (String column : lines.get(0)) {
      columns.add(column == null ? "column_" + (columns.size() + 1) : column.strip());
    }
    List<@Nullable String[]> rows = new ArrayList<>(lines.size());
    for (String[] line : lines.subList(1, lines.size())) {
      rows.add(cells(line, columns.size()));
    }
    long cut = lines.stream().filter(line -> hasMore(line, columns.size())).count();
    return new TableFile(List.copyOf(columns), rows, cut);
  }

  /** Whether a cell is an e-mail address, or a number or day of several digits. */
  private static boolean isValue(@Nullable String cell) {
    return cell != null && cell.matches(".*\\S@\\S.*|[+(]?\\d[\\d ()./-]{4,}\\d");
  }

  private static boolean hasMore(@Nullable String[] line, int width) {
    return Stream.of(line).skip(width).anyMatch(cell -> cell != null && !cell.isBlank());
  }

  private static @Nullable String[] cells(String[] line, int width) {
    @Nullable String[] cells = new @Nullable String[width];
    for (int i = 0; i < Math.min(width, line.length); i++) {
      cells[i] = line[i] == null || line[i].isBlank() ? null : line[i].strip();
    }
    return cells;
  }

  private static String text(Path file) throws IOException {
    byte[] bytes;
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      stream.mark(2);
      boolean isGzip = stream.read() == 0x1f && stream.read() == 0x8b;
      stream.reset();
      bytes = (isGzip ? new GZIPInputStream(stream) : stream).readAllBytes();
    }
    if (isWide(bytes)) {
      return new String(bytes, StandardCharsets.UTF_16);
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, OLD_WINDOWS);
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Whether the byte order mark of UTF-16 comes first, as in what Excel calls Unicode text. */
  private static boolean isWide(byte[] bytes) {
    int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
    return mark == 0xFEFF || mark == 0xFFFE;
  }

  /** What a line {@code sep=;} says, else the most frequent delimiter of the header. */
  static char delimiter(String text) {
    int end = text.indexOf('\n');
    String header = end < 0 ? text : text.substring(0, end);
    if (header.startsWith("sep=") && header.length() > 4) {
      return header.charAt(4);
    }
    char best = ',';
    for (char candidate : new char[] {';', '\t', '|'}) {
      if (count(header, candidate) > count(header, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String text, char letter) {
    return text.chars().filter(c -> c == letter).count();
  }

  private static TableFile parquet(Path file, SparkSession session) {
    var table = session.read().parquet(file.toAbsolutePath().toString());
    List<String> columns = List.of(table.columns());
    List<@Nullable String[]> rows = new ArrayList<>();
    for (Row row : table.collectAsList()) {
      @Nullable String[] cells = new @Nullable String[columns.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = row.isNullAt(i) ? null : cell(row.get(i));
      }
      rows.add(cells(cells, columns.size()));
    }
    return new TableFile(columns, rows, 0);
  }

  private static @Nullable String cell(Object value) {
    if (value instanceof Double number) {
      return number.isNaN() ? null : plain(number);
    }
    return value instanceof Iterable<?> many ? many.mkString("; ") : String.valueOf(value);
  }

  /** Whole numbers without a fraction: what lost a value in pandas has turned into doubles. */
  private static String plain(double number) {
    boolean isWhole = number == Math.rint(number) && !Double.isInfinite(number);
    return isWhole ? new BigDecimal(number).toPlainString() : String.valueOf(number);
  }
}

package io.tributary.collect;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a delimited file. Columns go by the names in its header, so that their order may change;
 * quoted values may hold delimiters, quotes and line ends. A first line {@code sep=;} is obeyed.
 */
final class CsvReader implements RowReader {
  private static final int MOST_CHARS_OF_A_VALUE = 256 * 1024;
  private static final int MOST_COLUMNS = 4096;
  private static final int SEPARATOR_LINE_CHARS = 8;

  private final TextInput text;
  private final CsvParser parser;
  private final long linesBefore;
  private final String[] header;
  private long linesRead;

  private CsvReader(TextInput text, CsvParser parser, long linesBefore, String[] header) {
    this.text = text;
    this.parser = parser;
    this.linesBefore = linesBefore;
    this.header = header;
    this.linesRead = parser.getContext().currentLine();
  }

  static CsvReader open(TextInput text, FileFormat format, Set<String> needed) throws IOException {
    Character separator = separatorLine(text);
    char delimiter = separator == null ? format.delimiter() : separator;
    CsvParser parser = new CsvParser(settings(delimiter, format.quote()));
    try {
      parser.beginParsing(text);
      String[] header =
          format.columns().isEmpty() ? parser.parseNext() : format.columns().toArray(new String[0]);
      String[] columns = columns(header == null ? new String[0] : header);
      requireColumns(columns, needed, delimiter);
      return new CsvReader(text, parser, separator == null ? 0 : 1, columns);
    } catch (TextParsingException | IllegalStateException e) {
      throw refusal(e);
    }
  }

  @Override
  public @Nullable DeliveredRow next() throws IOException {
    try {
      String[] cells = parser.parseNext();
      if (cells == null) {
        return null;
      }
      long lineNo = linesBefore + linesRead + 1;
      linesRead = Math.max(linesRead + 1, parser.getContext().currentLine());
      return row(lineNo, cells);
    } catch (TextParsingException | IllegalStateException e) {
      throw refusal(e);
    }
  }

  @Override
  public void close() throws IOException {
    parser.stopParsing();
    text.close();
  }

  private DeliveredRow row(long lineNo, String[] cells) {
    if (cells.length != header.length) {
      String rule = cells.length < header.length ? Rules.TOO_FEW_COLUMNS : Rules.TOO_MANY_COLUMNS;
      String content = String.valueOf(parser.getContext().currentParsedContent());
      return DeliveredRow.malformed(lineNo, content.stripTrailing(), rule);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] != null && !header[i].isEmpty()) {
        fields.put(header[i], cells[i]);
      }
    }
    return DeliveredRow.of(lineNo, fields);
  }

  /** The delimiter that a first line {@code sep=;} states, as Excel writes and reads it. */
  private static @Nullable Character separatorLine(TextInput text) throws IOException {
    text.mark(SEPARATOR_LINE_CHARS);
    char[] start = new char[SEPARATOR_LINE_CHARS - 1];
    int length = 0;
    for (int more = 0; more >= 0 && length < start.length; length += Math.max(more, 0)) {
      more = text.read(start, length, start.length - length);
    }
    text.reset();
    String line = new String(start, 0, length);
    if (!line.matches("(?s)sep=.(\r.*|\n.*)?")) {
      return null;
    }
    text.readLine();
    return line.charAt("sep=".length());
  }

  private static CsvParserSettings settings(char delimiter, char quote) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(delimiter);
    settings.getFormat().setQuote(quote);
    settings.getFormat().setQuoteEscape(quote);
    settings.getFormat().setComment('\0');
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setReadInputOnSeparateThread(false);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setSkipEmptyLines(true);
    settings.setMaxColumns(MOST_COLUMNS);
    settings.setMaxCharsPerColumn(MOST_CHARS_OF_A_VALUE);
    settings.setEmptyValue("");
    // The parser's messages quote the content; ours never do.
    settings.setErrorContentLength(0);
    return settings;
  }

  private static String[] columns(String[] header) {
    return Arrays.stream(header)
        .map(name -> name == null ? "" : name.strip())
        .toArray(String[]::new);
  }

  private static void requireColumns(String[] header, Set<String> needed, char delimiter)
      throws RefusedFileException {
    if (header.length == 0) {
      return;
    }
    Set<String> present = new HashSet<>();
    Set<String> twice = new TreeSet<>();
    for (String name : header) {
      if (!name.isEmpty() && !present.add(name)) {
        twice.add(name);
      }
    }
    Set<String> missing = new TreeSet<>(needed);
    missing.removeAll(present);
    if (!missing.isEmpty()) {
      String hint = present.size() == 1 ? " (is the delimiter really '" + delimiter + "'?)" : "";
      throw new RefusedFileException(
          "required columns are missing: "
              + String.join(", ", missing)
              + hint
              + ": have them delivered, or correct the contract");
    }
    if (!twice.isEmpty()) {
      throw new RefusedFileException(
          "columns come twice in the header: " + String.join(", ", twice));
    }
  }

  private static IOException refusal(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        return io;
      }
    }
    return new RefusedFileException(
        "the rows cannot be told apart: a quote is opened and never closed, a value is longer than "
            + MOST_CHARS_OF_A_VALUE
            + " characters, or there are more than "
            + MOST_COLUMNS
            + " columns; check format.quote and format.delimiter");
  }
}

package io.tributary.collect;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of an access log in the combined format of Apache and nginx. Columns: {@code host, identity,
 * user, time, method, target, protocol, status, bytes, referrer, user_agent}; {@code -} is no
 * value. Quotes inside a quoted part are escaped by a backslash.
 */
final class CombinedLogReader implements RowReader {
  private final LineReader lines;

  CombinedLogReader(TextInput text) {
    this.lines = new LineReader(text);
  }

  @Override
  public @Nullable DeliveredRow next() throws IOException {
    String line = lines.next();
    if (line == null) {
      return null;
    }
    if (lines.isTooLong()) {
      return DeliveredRow.malformed(lines.lineNo(), line, Rules.LINE_TOO_LONG);
    }
    Map<String, String> fields = new Line(line).fields();
    return fields == null
        ? DeliveredRow.malformed(lines.lineNo(), line, Rules.MALFORMED_LOG_LINE)
        : DeliveredRow.of(lines.lineNo(), fields);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** A cursor over one line. */
  private static final class Line {
    private final String line;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private int at;

    Line(String line) {
      this.line = line;
    }

    @Nullable Map<String, String> fields() {
      boolean isWellFormed =
          word("host")
              && word("identity")
              && word("user")
              && enclosed("time", '[', ']')
              && enclosed("request", '"', '"')
              && word("status")
              && word("bytes")
              && enclosed("referrer", '"', '"')
              && enclosed("user_agent", '"', '"');
      if (!isWellFormed) {
        return null;
      }
      request(fields.remove("request"));
      return fields;
    }

    /** {@code GET /path HTTP/1.1}; what scanners send instead is kept whole as the target. */
    private void request(@Nullable String request) {
      if (request == null) {
        return;
      }
      int first = request.indexOf(' ');
      int last = request.lastIndexOf(' ');
      if (first > 0 && last > first) {
        fields.put("method", request.substring(0, first));
        fields.put("target", request.substring(first + 1, last));
        fields.put("protocol", request.substring(last + 1));
      } else {
        fields.put("target", request);
      }
    }

    private boolean word(String name) {
      int end = line.indexOf(' ', at);
      end = end < 0 ? line.length() : end;
      return put(name, line.substring(Math.min(at, end), end), end);
    }

    private boolean enclosed(String name, char open, char close) {
      if (at >= line.length() || line.charAt(at) != open) {
        return false;
      }
      StringBuilder value = new StringBuilder();
      int i = at + 1;
      while (i < line.length() && line.charAt(i) != close) {
        boolean isEscape = line.charAt(i) == '\\' && i + 1 < line.length();
        if (isEscape && (line.charAt(i + 1) == '"' || line.charAt(i + 1) == '\\')) {
          i++;
        }
        value.append(line.charAt(i++));
      }
      return i < line.length() && put(name, value.toString(), i + 1);
    }

    private boolean put(String name, String value, int end) {
      if (value.isEmpty()
          && !name.equals("referrer")
          && !name.equals("user_agent")
          && !name.equals("request")) {
        return false;
      }
      if (!value.equals("-") && !value.isEmpty()) {
        fields.put(name, value);
      }
      boolean isSeparated = end >= line.length() || line.charAt(end) == ' ';
      at = end + 1;
      return isSeparated;
    }
  }
}

package io.tributary.collect;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text that hold something, numbered. Memory is for a line that anybody would write:
 * of a longer one only the beginning is kept.
 */
final class LineReader implements Closeable {
  /** Larger than any real ticket or request. */
  static final int MOST_CHARS = 4 * 1024 * 1024;

  private static final int KEPT_CHARS_OF_A_LONGER_ONE = 1_000;
  private static final int BUFFER_CHARS = 64 * 1024;

  private final TextInput text;
  private final char[] buffer = new char[BUFFER_CHARS];
  private final StringBuilder begun = new StringBuilder();
  private int at;
  private int end;
  private long lineNo;
  private long lineChars;
  private boolean isAfterReturn;

  LineReader(TextInput text) {
    this.text = text;
  }

  /** The next line that is not blank, null behind the last one. */
  @Nullable String next() throws IOException {
    String line = line();
    while (line != null && line.isBlank()) {
      line = line();
    }
    return line;
  }

  /** Number of the line that {@link #next} gave last, from 1. */
  long lineNo() {
    return lineNo;
  }

  /** Whether that line was too long, and what was given is only its beginning. */
  boolean isTooLong() {
    return lineChars > MOST_CHARS;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  private @Nullable String line() throws IOException {
    begun.setLength(0);
    lineChars = 0;
    lineNo++;
    while (fill()) {
      int from = at;
      while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
        at++;
      }
      keep(from, at - from);
      if (at < end) {
        isAfterReturn = buffer[at++] == '\r';
        return begun.toString();
      }
    }
    return lineChars == 0 ? null : begun.toString();
  }

  private void keep(int from, int length) {
    lineChars += length;
    if (!isTooLong()) {
      begun.append(buffer, from, length);
    } else if (begun.length() > KEPT_CHARS_OF_A_LONGER_ONE) {
      begun.setLength(KEPT_CHARS_OF_A_LONGER_ONE);
      begun.trimToSize();
    }
  }

  /** Whether there is a character left; the second one of a line end {@code \r\n} is none. */
  private boolean fill() throws IOException {
    if (at == end && !read()) {
      return false;
    }
    boolean isSecond = isAfterReturn && buffer[at] == '\n';
    isAfterReturn = false;
    at += isSecond ? 1 : 0;
    return at < end || read();
  }

  private boolean read() throws IOException {
    at = 0;
    end = Math.max(0, text.read(buffer, 0, buffer.length));
    return end > 0;
  }
}

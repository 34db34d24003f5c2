package io.tributary.collect;

import java.io.IOException;

/**
 * A file that cannot be read by its contract at all. The message says why and what to do; it names
 * columns and encodings, never a value.
 */
final class RefusedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedFileException(String reason) {
    super(reason);
  }

  /** The message, which is never absent. */
  String reason() {
    return String.valueOf(getMessage());
  }
}

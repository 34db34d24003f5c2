package io.tributary.serve;

import java.util.Locale;

/** What the rows of a file mean to the receiver. */
public enum Content {
  FULL,
  ADD,
  REMOVE;

  /** The last word of the file's name. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

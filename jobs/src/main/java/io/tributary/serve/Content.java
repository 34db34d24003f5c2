package io.tributary.serve;

import java.util.Locale;

/**
 * What the rows of a file mean to the receiver, in the order in which files go out: a platform
 * matches people and not keys, so what takes one key of somebody back must come before what adds
 * another.
 */
public enum Content {
  FULL,
  REMOVE,
  ADD;

  /** The last word of the file's name. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

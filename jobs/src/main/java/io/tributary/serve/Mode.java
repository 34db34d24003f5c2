package io.tributary.serve;

/** How a destination's audience follows the segment from one delivery to the next. */
public enum Mode {
  /** Each file is the whole audience; who is not in it is no longer in the audience. */
  REPLACE,
  /** One file of customers to add, one of keys to remove. */
  CHANGES
}

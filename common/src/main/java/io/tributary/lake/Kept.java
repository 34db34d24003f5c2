package io.tributary.lake;

import java.util.Map;
import java.util.Set;

/**
 * How a table keeps what new rows no longer say: see {@link Lake#renew}.
 *
 * @param marks what a stored row says, by column, once no new row has its key
 * @param first columns that keep what was stored first: no later row of the key changes them
 */
public record Kept(Map<String, Object> marks, Set<String> first) {

  public Kept {
    marks = Map.copyOf(marks);
    first = Set.copyOf(first);
  }

  /** Where new rows change every column. */
  public static Kept marked(Map<String, Object> marks) {
    return new Kept(marks, Set.of());
  }
}

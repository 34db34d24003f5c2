package io.tributary.linkage;

import java.io.Serializable;
import java.util.List;

/**
 * Which keys records meet under.
 *
 * @param automatic whether each part of a value that survives the usual errors is a key: a name as
 *     it sounds, a day and a month, the tail of a phone, two words of an address
 * @param rules further keys; those that too many records have are combined with others, as all are
 */
public record Blocking(boolean automatic, List<BlockingRule> rules) implements Serializable {
  /** What needs no settings. */
  public static final Blocking AUTOMATIC = new Blocking(true, List.of());

  public Blocking {
    rules = List.copyOf(rules);
    if (!automatic && rules.isEmpty()) {
      throw new IllegalArgumentException("blocking needs rules if it is not automatic");
    }
  }

  /**
   * @throws IllegalArgumentException if a rule names a field or a part that is not among these
   */
  public void check(List<Field> fields) {
    SimpleKeys.of(fields, this);
  }
}

package io.tributary.serve;

import java.io.Serializable;
import java.util.List;

/**
 * What a destination can find a customer by: one field, or several that count only together.
 *
 * @param type its name in the ledger of what was sent, for example {@code email}
 */
public record MatchKey(String type, List<Field> fields) implements Serializable {

  public MatchKey {
    fields = List.copyOf(fields);
  }

  static MatchKey of(String type, Field... fields) {
    return new MatchKey(type, List.of(fields));
  }
}

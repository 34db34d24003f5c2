package io.tributary.serve;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * What a destination can find a customer by: one field, or several that count only together.
 *
 * @param type its name in the ledger of what was sent, for example {@code email}
 */
public record MatchKey(String type, List<Field> fields) implements Serializable {

  public MatchKey {
    fields = List.copyOf(fields);
  }

  /** What must be known of a customer, as {@code gold.customer_contacts} calls its fields. */
  public List<String> contacts() {
    return fields.stream().map(field -> field.name().toLowerCase(Locale.ROOT)).toList();
  }

  static MatchKey of(String type, Field... fields) {
    return new MatchKey(type, List.of(fields));
  }
}

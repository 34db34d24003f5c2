package io.tributary.serve;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a destination can find a customer by: one field, or several that count only together.
 *
 * @param type its name in the ledger of what was sent, for example {@code email}
 * @param channels on which it reaches a customer; none where it only finds one
 */
public record MatchKey(String type, List<Field> fields, Set<String> channels)
    implements Serializable {

  public MatchKey {
    fields = List.copyOf(fields);
    channels = Set.copyOf(channels);
  }

  /** What must be known of a customer, as {@code gold.customer_contacts} calls its fields. */
  public List<String> contacts() {
    return fields.stream().map(field -> field.name().toLowerCase(Locale.ROOT)).toList();
  }

  static MatchKey of(String type, Field... fields) {
    return new MatchKey(type, List.of(fields), Set.of());
  }

  /** The same key, by which customers are reached on some channels. */
  MatchKey on(String... reached) {
    return new MatchKey(type, fields, Set.of(reached));
  }
}

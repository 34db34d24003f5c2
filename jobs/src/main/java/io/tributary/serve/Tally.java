package io.tributary.serve;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many members of a segment a destination may have, and why not the others. {@code members =
 * allowed + excluded}.
 */
record Tally(long allowed, Map<Exclusion, Long> excluded) {

  static final Tally NOBODY = new Tally(0, Map.of());

  Tally {
    Map<Exclusion, Long> ordered = new EnumMap<>(Exclusion.class);
    ordered.putAll(excluded);
    excluded = ordered;
  }

  long members() {
    return allowed + excluded.values().stream().mapToLong(Long::longValue).sum();
  }
}

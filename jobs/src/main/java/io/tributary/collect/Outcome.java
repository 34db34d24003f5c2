package io.tributary.collect;

import org.jspecify.annotations.Nullable;

/**
 * What became of a delivered value: canonical text, nothing (the value was absent), or the name of
 * the rule that it breaks.
 */
record Outcome(@Nullable String value, @Nullable String rule) {
  static final Outcome ABSENT = new Outcome(null, null);

  static Outcome of(String value) {
    return new Outcome(value, null);
  }

  static Outcome breaks(String rule) {
    return new Outcome(null, rule);
  }
}

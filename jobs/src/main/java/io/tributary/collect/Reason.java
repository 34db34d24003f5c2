package io.tributary.collect;

import org.jspecify.annotations.Nullable;

/**
 * One violated rule.
 *
 * @param column as delivered; null when the whole row is at fault
 */
public record Reason(@Nullable String column, String rule) {

  /** {@code birth_date not-a-date}, or the rule alone. */
  @Override
  public String toString() {
    return column == null ? rule : column + " " + rule;
  }
}

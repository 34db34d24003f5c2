package io.tributary.serve;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A destination's rule for one field. */
@FunctionalInterface
interface Normaliser extends Serializable {

  /**
   * The value as this destination wants it, before hashing.
   *
   * @param value text that {@link CleanText#usable} let through
   * @param country the customer's country, upper-case ISO 3166-1 alpha-2; empty if unknown
   * @return null if the value cannot be right for the field, so that its cell stays empty
   */
  @Nullable String normalise(String value, String country);
}

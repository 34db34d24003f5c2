package io.tributary.columns;

import org.jspecify.annotations.Nullable;

/**
 * One telephone number of a cell.
 *
 * @param e164 the number with {@code +} and country code; null when the cell gives no identifier
 * @param flag what became of the number as written
 */
public record Phone(@Nullable String e164, Flag flag) {

  /** The stated result for each way in which a number is written. */
  public enum Flag {
    /** A valid number as written. */
    OK,
    /** Written with a prefix that has changed since; {@link Phone#e164} has the new one. */
    MIGRATED,
    /** Digits hidden by the source, {@code 09******12}. */
    MASKED,
    /** Rounded by a spreadsheet, {@code 9.12E+08}. */
    DESTROYED,
    /** Typed to fill a field: one digit repeated, or a run such as {@code 0123456789}. */
    PLACEHOLDER,
    /**
     * Recorded when this was a landline with an old area code; read today it would be somebody's
     * mobile.
     */
    AMBIGUOUS,
    /** No number that can be dialled. */
    INVALID
  }

  static Phone without(Flag flag) {
    return new Phone(null, flag);
  }
}

package io.tributary.cli;

/** Shows enough of a value to recognise one's own, not enough to learn another's. */
final class Masking {
  private static final int SHOWN = 2;

  private Masking() {}

  /** The first and last {@value SHOWN} characters of a long value, stars of a short one. */
  static String mask(String value) {
    int length = value.length();
    if (length <= 2 * SHOWN + 1) {
      return "*".repeat(length);
    }
    return value.substring(0, SHOWN)
        + "*".repeat(length - 2 * SHOWN)
        + value.substring(length - SHOWN);
  }
}

package io.tributary.generate;

/**
 * Numbers as text with leading zeros; {@code String.format} would write them in the machine's
 * locale.
 */
final class Digits {
  private Digits() {}

  /** At least {@code width} digits. */
  static String padded(long value, int width) {
    String text = Long.toString(value);
    return text.length() >= width ? text : "0".repeat(width - text.length()) + text;
  }
}

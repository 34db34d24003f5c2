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

  /**
   * With the check digit of EAN-13 behind twelve digits (GS1 General Specifications, 7.9), as cards
   * have it: numbers that follow each other differ in two digits.
   */
  static String checked(String twelve) {
    int sum = 0;
    for (int i = 0; i < twelve.length(); i++) {
      sum += (twelve.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return twelve + (10 - sum % 10) % 10;
  }
}

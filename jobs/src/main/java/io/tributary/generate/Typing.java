package io.tributary.generate;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What fingers and keyboards do to a text. */
final class Typing {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final String[][] TONES = {
    {"òa", "oà"},
    {"óa", "oá"},
    {"ỏa", "oả"},
    {"úy", "uý"},
    {"ùy", "uỳ"},
    {"ủy", "uỷ"},
    {"Lý", "Lí"},
    {"My", "Mi"}
  };

  private Typing() {}

  /** Without diacritics, đ as d. */
  static String plain(String text) {
    String bare = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    return bare.replace('đ', 'd').replace('Đ', 'D').replace("ß", "ss");
  }

  /** Lower case, without diacritics, letters and digits only. */
  static String slug(String text) {
    return plain(text).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  static String capitals(String text) {
    return plain(text).toUpperCase(Locale.ROOT);
  }

  static String decomposed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD);
  }

  /** The other accepted place of the tone mark, or the same text if no word has two. */
  static String otherTone(String text) {
    String other = text;
    for (String[] pair : TONES) {
      other = other.replace(pair[0], pair[1]);
    }
    return other;
  }

  /** Two letters swapped, one left out or one doubled; never the first. */
  static String slip(String text, Dice dice) {
    if (text.length() < 4) {
      return text + text.charAt(text.length() - 1);
    }
    int at = dice.between(1, text.length() - 2);
    return switch (dice.between(0, 2)) {
      case 0 ->
          text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
      case 1 -> text.substring(0, at) + text.substring(at + 1);
      default -> text.substring(0, at) + text.charAt(at) + text.substring(at);
    };
  }
}

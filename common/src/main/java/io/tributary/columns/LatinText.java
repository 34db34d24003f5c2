package io.tributary.columns;

import java.lang.Character.UnicodeScript;
import org.jspecify.annotations.Nullable;

/**
 * Texts of ASCII and composed Latin letters, which most are: what {@link Text} makes of them, read
 * from tables by character instead of by patterns and normalisation. The tables are made by the
 * definitions there. Nothing in such a text depends on its neighbour, as marks and a Greek sigma
 * do.
 */
final class LatinText {

  /** The first character behind Vietnam's letters. */
  private static final int END = 0x1F00;

  /** Characters that show something and are their own composed form. */
  private static final boolean[] IS_SHOWN = new boolean[END];

  /** The comparison form where it is one character of ASCII, else 0. */
  private static final char[] FOLDED = new char[END];

  static {
    for (char c = 0; c < END; c++) {
      String text = String.valueOf(c);
      boolean isPrintable = c > ' ' && c < 0x7F;
      boolean isLatin = Character.isLetter(c) && UnicodeScript.of(c) == UnicodeScript.LATIN;
      if ((isPrintable || isLatin) && text.equals(Text.cleanAny(text))) {
        IS_SHOWN[c] = true;
        String folded = Text.foldAny(text);
        FOLDED[c] = folded.length() == 1 && folded.charAt(0) < 0x7F ? folded.charAt(0) : 0;
      }
    }
    FOLDED[' '] = ' ';
  }

  private LatinText() {}

  /** Whether the text is known to be its own display form. */
  static boolean isClean(String text) {
    boolean isShown = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' ? !isShown : c >= END || !IS_SHOWN[c]) {
        return false;
      }
      isShown = c != ' ';
    }
    return isShown;
  }

  /** The comparison form of a text in display form; null where the tables do not tell it. */
  static @Nullable String fold(String clean) {
    char[] folded = new char[clean.length()];
    boolean isSame = true;
    for (int i = 0; i < folded.length; i++) {
      char c = clean.charAt(i);
      char plain = c < END ? FOLDED[c] : 0;
      if (plain == 0) {
        return null;
      }
      folded[i] = plain;
      isSame &= plain == c;
    }
    return isSame ? clean : new String(folded);
  }
}

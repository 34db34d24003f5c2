package io.tributary.serve;

import io.tributary.crypto.Sha256;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all destinations agree on before their own rules: what white space is, which form of Unicode
 * is hashed, and which values stand for no value.
 */
final class CleanText {

  /** Cells that systems and clerks write for "nothing"; hashed, they join strangers. */
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "null",
          "(null)",
          "n/a",
          "#n/a",
          "none",
          "unknown",
          "undefined",
          "not available",
          "0",
          "không có",
          "khong co",
          "chưa có",
          "chua co",
          "không rõ",
          "khong ro");

  private CleanText() {}

  /**
   * The text in form NFC, without invisible characters, each run of white space one space, none at
   * the ends. White space is Unicode's, so no-break spaces count, which {@link String#strip} keeps.
   */
  static String clean(String raw) {
    StringBuilder clean = new StringBuilder(raw.length());
    boolean hasGap = false;
    String composed = Normalizer.normalize(raw, Normalizer.Form.NFC);
    for (int i = 0; i < composed.length(); ) {
      int c = composed.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        hasGap = true;
      } else if (isVisible(c)) {
        if (hasGap && !clean.isEmpty()) {
          clean.append(' ');
        }
        hasGap = false;
        clean.appendCodePoint(c);
      }
    }
    return clean.toString();
  }

  /** The clean text, or null where it says nothing or is a digest already. */
  static @Nullable String usable(String raw) {
    String clean = clean(raw);
    boolean isUsable =
        !clean.isEmpty()
            && !PLACEHOLDERS.contains(clean.toLowerCase(Locale.ROOT))
            && !Sha256.isDigest(clean);
    return isUsable ? clean : null;
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      // Zero-width characters and the byte order mark are of type FORMAT.
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> false;
      default -> true;
    };
  }
}

package io.tributary.columns;

import static org.apache.spark.sql.functions.udf;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** The two forms every text has here: as its source spelled it, and for comparison. */
public final class Text {

  /**
   * Format and control characters that show nothing: zero-width ones, soft hyphen, byte order mark.
   */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cf}\\p{Cc}&&[^\\t\\n\\r\\f\\x0B\\x85]]");

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\x85]+");

  /** Marks on Latin letters only: in other scripts a mark can be a vowel. */
  private static final Pattern LATIN_MARKS = Pattern.compile("[\\u0300-\\u036f]+");

  private static final String APOSTROPHES = "'\u2019\u02bc`\u00b4";

  /** The general categories L, M and Nd as bits. */
  private static final int LETTERS_AND_DIGITS =
      (1 << Character.UPPERCASE_LETTER)
          | (1 << Character.LOWERCASE_LETTER)
          | (1 << Character.TITLECASE_LETTER)
          | (1 << Character.MODIFIER_LETTER)
          | (1 << Character.OTHER_LETTER)
          | (1 << Character.NON_SPACING_MARK)
          | (1 << Character.ENCLOSING_MARK)
          | (1 << Character.COMBINING_SPACING_MARK)
          | (1 << Character.DECIMAL_DIGIT_NUMBER);

  /**
   * Letters that Unicode does not decompose. Eth and African d are common mistypings of the
   * Vietnamese đ.
   */
  private static final Map<Character, String> UNDECOMPOSED =
      Map.ofEntries(
          Map.entry('đ', "d"),
          Map.entry('ð', "d"),
          Map.entry('ɖ', "d"),
          Map.entry('ø', "o"),
          Map.entry('ł', "l"),
          Map.entry('ı', "i"),
          Map.entry('ß', "ss"),
          Map.entry('æ', "ae"),
          Map.entry('œ', "oe"),
          Map.entry('þ', "th"));

  // No built-in normalises Unicode.
  private static final UserDefinedFunction CLEAN =
      udf((UDF1<String, String>) Text::clean, DataTypes.StringType);
  private static final UserDefinedFunction FOLD =
      udf((UDF1<String, String>) Text::fold, DataTypes.StringType);

  private Text() {}

  /**
   * The display form: composed (NFC), without invisible characters, spaces folded and trimmed; null
   * if empty.
   */
  public static @Nullable String clean(@Nullable String raw) {
    return raw == null || LatinText.isClean(raw) ? raw : cleanAny(raw);
  }

  /** {@link #clean(String)} of texts in any script. */
  static @Nullable String cleanAny(String raw) {
    String visible = INVISIBLE.matcher(raw).replaceAll("");
    String spaced = SPACES.matcher(visible).replaceAll(" ").strip();
    return spaced.isEmpty() ? null : Normalizer.normalize(spaced, Normalizer.Form.NFC);
  }

  /**
   * The form for comparison: {@link #clean} in lower case without diacritics, so that Hòa, Hoà and
   * HOA meet.
   */
  public static @Nullable String fold(@Nullable String raw) {
    String clean = clean(raw);
    if (clean == null) {
      return null;
    }
    String plain = LatinText.fold(clean);
    return plain == null ? foldAny(clean) : plain;
  }

  /** {@link #fold(String)} of a text in display form, in any script. */
  static String foldAny(String clean) {
    String decomposed = Normalizer.normalize(clean.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
    String bare = LATIN_MARKS.matcher(decomposed).replaceAll("");
    StringBuilder folded = new StringBuilder(bare.length());
    for (char letter : bare.toCharArray()) {
      String plain = UNDECOMPOSED.get(letter);
      if (plain == null) {
        folded.append(letter);
      } else {
        folded.append(plain);
      }
    }
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  /** The words of a text: apostrophes vanish, any other punctuation parts two words. */
  public static List<String> words(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    String joined = without(APOSTROPHES, text);
    List<String> words = new ArrayList<>();
    int end = joined.length();
    int start = 0;
    int at = 0;
    while (at < end) {
      int letter = joined.codePointAt(at);
      if (!isLetterOrDigit(letter)) {
        add(words, joined, start, at);
        start = at + Character.charCount(letter);
      }
      at += Character.charCount(letter);
    }
    add(words, joined, start, end);
    return List.copyOf(words);
  }

  private static void add(List<String> words, String text, int start, int end) {
    if (start < end) {
      words.add(text.substring(start, end));
    }
  }

  private static String without(String characters, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return text.chars()
            .filter(c -> characters.indexOf(c) < 0)
            .collect(StringBuilder::new, (rest, c) -> rest.append((char) c), StringBuilder::append)
            .toString();
      }
    }
    return text;
  }

  private static boolean isLetterOrDigit(int codePoint) {
    return ((LETTERS_AND_DIGITS >>> Character.getType(codePoint)) & 1) != 0;
  }

  /** {@link #clean(String)} of a STRING column. */
  public static Column clean(Column raw) {
    return CLEAN.apply(raw);
  }

  /** {@link #fold(String)} of a STRING column. */
  public static Column fold(Column raw) {
    return FOLD.apply(raw);
  }
}

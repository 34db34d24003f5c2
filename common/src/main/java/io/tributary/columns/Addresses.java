package io.tributary.columns;

import static org.apache.spark.sql.functions.udf;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Address lines: the display form is {@link Text#clean(String)}, the match form bridges ways of
 * abbreviating.
 */
public final class Addresses {

  private static final String VIETNAM = "VN";

  private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}/]+");

  /**
   * Applied in this order to a folded Vietnamese line; a slash in a house number carries meaning
   * and stays.
   */
  private static final List<Map.Entry<Pattern, String>> VIETNAMESE =
      List.of(
          rule("\\b(quan|q) ?0*(\\d{1,2})\\b", "quan $2"),
          rule("\\b(phuong|p|f) ?0*(\\d{1,2})\\b", "phuong $2"),
          rule("\\b(thanh pho|tp|tinh)\\b", " "),
          rule("\\b(q|quan) (?=[a-z])", "quan "),
          rule("\\b(p|phuong) (?=[a-z])", "phuong "),
          rule("^(so|so nha) (?=\\d)", ""),
          rule("\\b(duong|d) (?=[a-z0-9])", ""),
          rule(" (viet ?nam|vn)$", ""));

  // No built-in normalises Unicode.
  private static final UserDefinedFunction MATCH =
      udf((UDF2<String, String, String>) Addresses::match, DataTypes.StringType);

  // upper() loads ICU, which costs a run seconds.
  private static final UserDefinedFunction POSTAL_CODE =
      udf((UDF1<String, String>) Addresses::postalCode, DataTypes.StringType);

  private Addresses() {}

  /**
   * The form for comparison: folded, without punctuation, abbreviations of the country written out.
   */
  public static @Nullable String match(@Nullable String line, @Nullable String country) {
    String folded = Text.fold(line);
    if (folded == null) {
      return null;
    }
    String words = PUNCTUATION.matcher(folded).replaceAll(" ").strip();
    if (VIETNAM.equals(country)) {
      for (Map.Entry<Pattern, String> rule : VIETNAMESE) {
        words = rule.getKey().matcher(words).replaceAll(rule.getValue()).strip();
      }
    }
    return Text.clean(words);
  }

  /** {@link Text#clean(String)} in upper case. */
  public static @Nullable String postalCode(@Nullable String code) {
    String clean = Text.clean(code);
    return clean == null ? null : clean.toUpperCase(Locale.ROOT);
  }

  /** {@link #postalCode(String)} of a STRING column. */
  public static Column postalCode(Column code) {
    return POSTAL_CODE.apply(code);
  }

  /** {@link Text#clean(String)}: the line as the source spelled it. */
  public static Column display(Column line) {
    return Text.clean(line);
  }

  /** {@link #match(String, String)} of STRING columns. */
  public static Column match(Column line, Column country) {
    return MATCH.apply(line, country);
  }

  private static Map.Entry<Pattern, String> rule(String pattern, String replacement) {
    return Map.entry(Pattern.compile(pattern), replacement);
  }
}

package io.tributary.columns;

import static org.apache.spark.sql.functions.udf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Gender as stated by a source: {@code M}, {@code F} or null. Bare digits are null: 1 is male to
 * one system and female to another.
 */
public final class Genders {

  public static final String MALE = "M";
  public static final String FEMALE = "F";

  private static final Map<String, String> SPELLINGS =
      spellings(
          List.of(
              "m",
              "male",
              "man",
              "nam",
              "nam gioi",
              "trai",
              "ong",
              "anh",
              "mr",
              "homme",
              "masculin"),
          List.of(
              "f", "female", "woman", "nu", "nu gioi", "gai", "ba", "chi", "co", "mrs", "ms",
              "miss", "femme"));

  // No built-in folds diacritics in both their composed and decomposed forms.
  private static final UserDefinedFunction NORMALISE =
      udf((UDF1<String, String>) Genders::normalise, DataTypes.StringType);

  private Genders() {}

  /** {@code M} or {@code F}; null for anything else. */
  public static @Nullable String normalise(@Nullable String raw) {
    return SPELLINGS.get(String.join(" ", Text.words(Text.fold(raw))));
  }

  /** {@link #normalise(String)} of a STRING column. */
  public static Column normalise(Column raw) {
    return NORMALISE.apply(raw);
  }

  private static Map<String, String> spellings(List<String> male, List<String> female) {
    Map<String, String> spellings = new HashMap<>();
    male.forEach(spelling -> spellings.put(spelling, MALE));
    female.forEach(spelling -> spellings.put(spelling, FEMALE));
    return Map.copyOf(spellings);
  }
}

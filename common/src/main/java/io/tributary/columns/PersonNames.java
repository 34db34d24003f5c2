package io.tributary.columns;

import static org.apache.spark.sql.functions.udf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Names of natural persons. The country (ISO 3166-1 alpha-2, null for unknown) decides where the
 * family name stands, which titles exist and which spellings are equal.
 */
public final class PersonNames {

  /** Field names of the struct in {@link #split(Column, Column)}. */
  public static final String FAMILY = "family";

  public static final String GIVEN = "given";

  /** STRUCT&lt;family STRING, given STRING&gt;. */
  public static final StructType TYPE =
      DataTypes.createStructType(
          new StructField[] {
            DataTypes.createStructField(FAMILY, DataTypes.StringType, true),
            DataTypes.createStructField(GIVEN, DataTypes.StringType, true)
          });

  private static final String VIETNAM = "VN";

  private static final Set<String> TITLES = Set.of("mr", "mrs", "ms", "miss", "dr");

  /** With their diacritics, because Chu, Cổ and Bá are family names. */
  private static final Set<String> VIETNAMESE_TITLES =
      with(TITLES, "chị", "anh", "cô", "chú", "bà", "ông", "bác", "em", "kh");

  /**
   * What is left of them in a name typed without any diacritics; not {@code chu}, a frequent family
   * name.
   */
  private static final Set<String> BARE_VIETNAMESE_TITLES =
      with(TITLES, "chi", "anh", "co", "ba", "ong", "bac", "em", "kh");

  /** Most names start with none of them. */
  private static final Set<String> ANY_TITLE =
      with(VIETNAMESE_TITLES, BARE_VIETNAMESE_TITLES.toArray(String[]::new));

  /**
   * What tills and clerks write for a customer whose name nobody asked, in match form: in Vietnam,
   * the English, French and German speaking world. Taken for a name, it would be one person's, with
   * the phone of the store.
   */
  private static final Set<String> NOBODY =
      Set.of(
          "khach",
          "khach le",
          "khach mua le",
          "khach hang",
          "khach hang le",
          "khach vang lai",
          "vang lai",
          "khach hang vang lai",
          "khach van lai",
          "khach quen",
          "khach moi",
          "khong ten",
          "khong co ten",
          "khong co",
          "khong ro",
          "chua co",
          "chua co ten",
          "guest",
          "guest customer",
          "guest user",
          "walk in",
          "walkin",
          "walk in customer",
          "walkin customer",
          "walk in client",
          "cash customer",
          "cash sale",
          "counter sale",
          "retail customer",
          "default customer",
          "customer",
          "anonymous",
          "anonymous customer",
          "unknown",
          "unknown customer",
          "not available",
          "no name",
          "noname",
          "n a",
          "none",
          "null",
          "undefined",
          "test",
          "test test",
          "test customer",
          "client de passage",
          "client comptoir",
          "client anonyme",
          "anonyme",
          "inconnu",
          "laufkunde",
          "laufkundschaft",
          "barverkauf",
          "unbekannt");

  private static final List<String> PLACES = List.of("hcm", "hn", "sg", "sai gon", "ha noi");

  /**
   * The district, ward or city with which a clerk told two customers apart, after at least one word
   * of name.
   */
  private static final Pattern VIETNAMESE_PLACE_TAG =
      Pattern.compile(
          "(?<=\\S)( (q|quan|p|phuong|f) ?\\d{1,2}| (tp ?)?(%s))+$"
              .formatted(String.join("|", PLACES)));

  /**
   * Syllables in which y and i are two spellings of one sound and nothing else tells them apart: Lý
   * and Lí.
   */
  private static final Pattern OPEN_Y = Pattern.compile("\\b(h|k|l|m|qu|s|t|v)y\\b");

  private static final Pattern DIGITS = Pattern.compile("\\p{Nd}+");

  // No built-in normalises Unicode.
  private static final UserDefinedFunction MATCH =
      udf((UDF2<String, String, String>) PersonNames::match, DataTypes.StringType);
  private static final UserDefinedFunction SPLIT =
      udf((UDF2<String, String, Row>) (name, country) -> row(split(name, country)), TYPE);
  private static final UserDefinedFunction FULL =
      udf((UDF3<String, String, String, String>) PersonNames::full, DataTypes.StringType);

  private PersonNames() {}

  /** A name in its two parts, as spelled by the source; a middle name belongs to the given one. */
  public record Name(@Nullable String family, @Nullable String given) {}

  /**
   * The form for comparison: folded, without punctuation, digits, leading titles and (Vietnam) a
   * trailing tag of place. It never empties a name that consists of a title or a tag; null if
   * nothing is left, or what is left says that there is no name ({@code Khách lẻ}, {@code Guest}).
   */
  public static @Nullable String match(@Nullable String name, @Nullable String country) {
    List<String> words = withoutTitles(Text.words(Text.clean(name)), country);
    String match = bare(words, country);
    return match == null || NOBODY.contains(match) ? null : match;
  }

  private static @Nullable String bare(List<String> words, @Nullable String country) {
    String folded = Text.fold(String.join(" ", words));
    if (folded == null) {
      return null;
    }
    if (isVietnam(country)) {
      if (mayEndInPlaceTag(folded)) {
        folded = VIETNAMESE_PLACE_TAG.matcher(folded).replaceFirst("");
      }
      if (folded.indexOf('y') >= 0) {
        folded = OPEN_Y.matcher(folded).replaceAll("$1i");
      }
    }
    return Text.clean(
        folded.chars().anyMatch(PersonNames::mayBeDigit)
            ? DIGITS.matcher(folded).replaceAll(" ")
            : folded);
  }

  private static boolean mayEndInPlaceTag(String folded) {
    return !folded.isEmpty()
        && (mayBeDigit(folded.charAt(folded.length() - 1))
            || PLACES.stream().anyMatch(folded::endsWith));
  }

  /** Half of a character may be one too. */
  private static boolean mayBeDigit(int character) {
    return Character.isDigit(character) || Character.isSurrogate((char) character);
  }

  /**
   * A full name in its parts: Vietnam writes the family name first, others last or before a comma.
   */
  public static Name split(@Nullable String name, @Nullable String country) {
    String display = Text.clean(name);
    if (display == null) {
      return new Name(null, null);
    }
    int comma = display.indexOf(',');
    if (comma > 0 && !isVietnam(country)) {
      return new Name(
          Text.clean(display.substring(0, comma)), Text.clean(display.substring(comma + 1)));
    }
    List<String> words = withoutTitles(List.of(display.split(" ")), country);
    int last = words.size() - 1;
    if (last == 0) {
      return new Name(null, words.get(0));
    }
    return isVietnam(country)
        ? new Name(words.get(0), String.join(" ", words.subList(1, last + 1)))
        : new Name(words.get(last), String.join(" ", words.subList(0, last)));
  }

  /** The full name in the order of the country; null if both parts are. */
  public static @Nullable String full(
      @Nullable String family, @Nullable String given, @Nullable String country) {
    if (family == null || given == null) {
      return Text.clean(family == null ? given : family);
    }
    return Text.clean(isVietnam(country) ? family + " " + given : given + " " + family);
  }

  private static List<String> withoutTitles(List<String> words, @Nullable String country) {
    if (words.size() < 2 || !ANY_TITLE.contains(plain(words.get(0)))) {
      return words;
    }
    Set<String> titles = isVietnam(country) ? vietnameseTitles(words) : TITLES;
    List<String> rest = new ArrayList<>(words);
    while (rest.size() > 1 && titles.contains(plain(rest.get(0)))) {
      rest.remove(0);
    }
    return rest;
  }

  private static Set<String> vietnameseTitles(List<String> words) {
    String name = String.join(" ", words).toLowerCase(Locale.ROOT);
    return name.equals(Text.fold(name)) ? BARE_VIETNAMESE_TITLES : VIETNAMESE_TITLES;
  }

  private static Set<String> with(Set<String> titles, String... more) {
    return Stream.concat(titles.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
  }

  private static String plain(String word) {
    return String.join("", Text.words(word)).toLowerCase(Locale.ROOT);
  }

  private static boolean isVietnam(@Nullable String country) {
    return VIETNAM.equals(country);
  }

  private static Row row(Name name) {
    return RowFactory.create(name.family(), name.given());
  }

  /** {@link #match(String, String)} of STRING columns. */
  public static Column match(Column name, Column country) {
    return MATCH.apply(name, country);
  }

  /** {@link Text#clean(String)}: the name as the source spelled it. */
  public static Column display(Column name) {
    return Text.clean(name);
  }

  /** {@link #split(String, String)} of STRING columns: a column of {@link #TYPE}. */
  public static Column split(Column name, Column country) {
    return SPLIT.apply(name, country);
  }

  /** {@link #full(String, String, String)} of STRING columns. */
  public static Column full(Column family, Column given, Column country) {
    return FULL.apply(family, given, country);
  }
}

package io.tributary.columns;

import static java.util.Map.entry;
import static org.apache.spark.sql.functions.udf;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Countries as ISO 3166-1 alpha-2 codes: read from a code of two or three letters, from a name in
 * English, in Vietnamese or in a language that is spoken there, and from common short forms. Names
 * are those of the CLDR data of the JDK, asked for by language, so that the machine's own does not
 * matter; another release of the JDK may know another spelling.
 */
public final class Countries {

  /** Names in common or official use beside those of the CLDR, as {@link #key}. */
  private static final Map<String, String> SHORT_FORMS =
      Map.ofEntries(
          entry("greatbritain", "GB"),
          entry("unitedkingdomofgreatbritainandnorthernireland", "GB"),
          entry("england", "GB"),
          entry("scotland", "GB"),
          entry("wales", "GB"),
          entry("northernireland", "GB"),
          entry("anh", "GB"),
          entry("anhquoc", "GB"),
          entry("america", "US"),
          entry("unitedstatesofamerica", "US"),
          entry("my", "US"),
          entry("nuocmy", "US"),
          entry("uc", "AU"),
          entry("nhat", "JP"),
          entry("hopchunghoaky", "US"),
          entry("vietnam", "VN"),
          entry("socialistrepublicofvietnam", "VN"),
          entry("chxhcnvietnam", "VN"),
          entry("conghoaxahoichunghiavietnam", "VN"),
          entry("korea", "KR"),
          entry("republicofkorea", "KR"),
          entry("korearepublicof", "KR"),
          entry("koreademocraticpeoplesrepublicof", "KP"),
          entry("democraticpeoplesrepublicofkorea", "KP"),
          entry("peoplesrepublicofchina", "CN"),
          entry("prc", "CN"),
          entry("mainlandchina", "CN"),
          entry("hongkong", "HK"),
          entry("hongkongsar", "HK"),
          entry("macau", "MO"),
          entry("macao", "MO"),
          entry("taiwanprovinceofchina", "TW"),
          entry("russianfederation", "RU"),
          entry("laopeoplesdemocraticrepublic", "LA"),
          entry("laopdr", "LA"),
          entry("myanmar", "MM"),
          entry("burma", "MM"),
          entry("bruneidarussalam", "BN"),
          entry("easttimor", "TL"),
          entry("uae", "AE"),
          entry("holland", "NL"),
          entry("czechrepublic", "CZ"),
          entry("turkiye", "TR"),
          entry("macedonia", "MK"),
          entry("swaziland", "SZ"),
          entry("caboverde", "CV"),
          entry("ivorycoast", "CI"),
          entry("iranislamicrepublicof", "IR"),
          entry("syrianarabrepublic", "SY"),
          entry("tanzaniaunitedrepublicof", "TZ"),
          entry("unitedrepublicoftanzania", "TZ"),
          entry("moldovarepublicof", "MD"),
          entry("republicofmoldova", "MD"),
          entry("boliviaplurinationalstateof", "BO"),
          entry("venezuelabolivarianrepublicof", "VE"),
          entry("palestine", "PS"),
          entry("holysee", "VA"),
          entry("vatican", "VA"),
          entry("kosovo", "XK"));

  private static final Pattern TWO_LETTERS = Pattern.compile("[A-Za-z]{2}");
  private static final String ARTICLE = "the";

  private static final Map<String, String> CODES = codes();

  // No built-in folds diacritics; a map of all names as a literal would be searched from its start.
  private static final UserDefinedFunction CODE_OF =
      udf((UDF1<String, String>) Countries::code, DataTypes.StringType);

  private Countries() {}

  /** Read from the JDK only when a text is no code and no short form. */
  private static final class Names {
    private static final Map<String, String> BY_KEY = names();
  }

  /**
   * The ISO 3166-1 alpha-2 code (or XK, Kosovo) of a country; null for what is none.
   *
   * <p>Two letters without diacritics are a code in any case of letters, so {@code my} is Malaysia
   * and {@code Mỹ} the United States. Three letters are a code in upper case ({@code NGA} is
   * Nigeria), otherwise a name before a code ({@code Nga} is Russia in Vietnamese).
   */
  public static @Nullable String code(@Nullable String text) {
    String written = String.join("", Text.words(Text.clean(text)));
    if (written.isEmpty()) {
      return null;
    }
    @Nullable String upperCase = CODES.get(written);
    if (upperCase != null) {
      return upperCase;
    }
    @Nullable String anyCase = CODES.get(written.toUpperCase(Locale.ROOT));
    @Nullable String named = TWO_LETTERS.matcher(written).matches() ? null : named(key(text));
    return named == null ? anyCase : named;
  }

  private static @Nullable String named(String key) {
    @Nullable String shortForm = SHORT_FORMS.get(key);
    if (shortForm != null) {
      return shortForm;
    }
    @Nullable String named = Names.BY_KEY.get(key);
    return named == null && key.startsWith(ARTICLE)
        ? Names.BY_KEY.get(key.substring(ARTICLE.length()))
        : named;
  }

  /** {@link #code(String)} of a STRING column. */
  public static Column code(Column text) {
    return CODE_OF.apply(text);
  }

  /** Letters and digits only, folded: {@code U.S.A.} and {@code Côte d’Ivoire} have many forms. */
  private static String key(@Nullable String text) {
    return String.join("", Text.words(Text.fold(text)));
  }

  /** Beside those of ISO 3166-1 the ones that it reserves and the European Union uses. */
  private static Map<String, String> codes() {
    Map<String, String> codes =
        new HashMap<>(Map.of("UK", "GB", "EL", "GR", "XK", "XK", "XKX", "XK"));
    for (String code : Locale.getISOCountries()) {
      codes.put(code, code);
      codes.put(country(code).getISO3Country(), code);
    }
    return codes;
  }

  /** English before Vietnamese before the languages of the countries themselves. */
  static Map<String, String> names() {
    Map<String, Set<Locale>> spoken =
        Arrays.stream(Locale.getAvailableLocales())
            .collect(Collectors.groupingBy(Locale::getCountry, Collectors.toSet()));
    Map<String, String> names = new HashMap<>();
    add(names, code -> english(country(code).getDisplayCountry(Locale.ENGLISH)));
    add(names, code -> Stream.of(country(code).getDisplayCountry(Locale.forLanguageTag("vi"))));
    add(
        names,
        code ->
            spoken.getOrDefault(code, Set.of()).stream()
                .map(locale -> country(code).getDisplayCountry(locale)));
    return names;
  }

  /** {@code St. Lucia}, {@code Trinidad & Tobago} and how else they are written. */
  private static Stream<String> english(String name) {
    return Stream.of(name, name.replace("&", "and").replace("St.", "Saint"));
  }

  /** Names that are known already stay; one that two countries share says nothing. */
  private static void add(Map<String, String> known, Function<String, Stream<String>> spellings) {
    Map<String, Set<String>> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      spellings
          .apply(code)
          .filter(name -> !name.equals(code))
          .forEach(name -> codes.computeIfAbsent(key(name), k -> new TreeSet<>()).add(code));
    }
    codes.forEach(
        (name, sharing) -> {
          if (sharing.size() == 1) {
            known.putIfAbsent(name, sharing.iterator().next());
          }
        });
  }

  private static Locale country(String code) {
    return new Locale("", code);
  }
}

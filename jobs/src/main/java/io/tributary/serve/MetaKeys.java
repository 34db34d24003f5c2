package io.tributary.serve;

import com.ibm.icu.text.Transliterator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of Meta's custom audiences: the customer information table of its Marketing API. Names
 * keep their letters, places are spelt in a-z.
 */
final class MetaKeys {

  private static final Transliterator TO_ASCII =
      Transliterator.getInstance("Any-Latin; Latin-ASCII");
  private static final Pattern PUNCTUATION = Pattern.compile("[\\p{P}\\p{S}]");
  private static final Pattern NOT_A_TO_Z = Pattern.compile("[^a-z]");
  private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^a-z0-9]");
  private static final Pattern US_ZIP = Pattern.compile("([0-9]{5})(?:[0-9]{4})?");

  /** Area, district and sector; the unit's two letters are left out. */
  private static final Pattern GB_POSTCODE =
      Pattern.compile("([a-z]{1,2}[0-9][a-z0-9]?[0-9])[a-z]{2}");

  private static final Pattern YEAR = Pattern.compile("(?:19|20)[0-9]{2}");

  private MetaKeys() {}

  /** E.164 without the plus. */
  static @Nullable String phone(String value, String country) {
    String phone = PlainKeys.phone(value, country);
    return phone == null ? null : phone.substring(1);
  }

  /** Lower case without punctuation; accents and other scripts stay. */
  static @Nullable String name(String value, String country) {
    String name = PUNCTUATION.matcher(value.toLowerCase(Locale.ROOT)).replaceAll("");
    return PlainKeys.text(CleanText.clean(name), country);
  }

  /** Transliterated, then only a-z. */
  static @Nullable String city(String value, String country) {
    String latin = TO_ASCII.transliterate(value).toLowerCase(Locale.ROOT);
    return orNull(NOT_A_TO_Z.matcher(latin).replaceAll(""));
  }

  /** In the United States the two-letter code, elsewhere like a city. */
  static @Nullable String region(String value, String country) {
    String region = city(value, country);
    return region != null && country.equals("US") ? UsStates.code(region) : region;
  }

  /** Lower case without spaces; five digits in the United States, the sector in Great Britain. */
  static @Nullable String postalCode(String value, String country) {
    String code = NOT_ALPHANUMERIC.matcher(value.toLowerCase(Locale.ROOT)).replaceAll("");
    return switch (country) {
      case "US" -> firstGroup(US_ZIP.matcher(code), null);
      case "GB" -> firstGroup(GB_POSTCODE.matcher(code), orNull(code));
      default -> orNull(code);
    };
  }

  /** ISO 3166-1 alpha-2, lower case. */
  static @Nullable String country(String value, String country) {
    String code = PlainKeys.country(value, country);
    return code == null ? null : code.toLowerCase(Locale.ROOT);
  }

  /** {@code m} or {@code f}; nothing else is accepted. */
  static @Nullable String gender(String value, String country) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "m", "male", "nam" -> "m";
      case "f", "female", "nữ", "nu" -> "f";
      default -> null;
    };
  }

  /** Four digits, from 1900 on. */
  static @Nullable String birthYear(String value, String country) {
    return YEAR.matcher(value).matches() ? value : null;
  }

  private static @Nullable String firstGroup(Matcher matcher, @Nullable String otherwise) {
    return matcher.matches() ? matcher.group(1) : otherwise;
  }

  private static @Nullable String orNull(String value) {
    return value.isEmpty() ? null : value;
  }
}

package io.tributary.serve;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules that destinations share: the common denominator that their own rules start from. */
final class PlainKeys {

  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s,;:\"<>()]+@[^@\\s,;:\"<>().]+(?:\\.[^@\\s,;:\"<>().]+)+");

  /** Mailboxes of nobody, or of everybody. */
  private static final Set<String> PLACEHOLDER_MAILBOXES =
      Set.of(
          "test",
          "testing",
          "noreply",
          "no-reply",
          "no_reply",
          "donotreply",
          "do-not-reply",
          "none",
          "null",
          "na",
          "n/a",
          "unknown",
          "undefined",
          "noemail",
          "no-email",
          "khongco");

  private static final Pattern PHONE_PUNCTUATION = Pattern.compile("[ .\\-]");
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern ONE_DIGIT_REPEATED = Pattern.compile(".*([0-9])\\1{8,}");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern POSTAL_CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 \\-]{1,11}");

  private PlainKeys() {}

  /** Lower case; dots, plus and inner characters are kept; no placeholder's mailbox. */
  static @Nullable String email(String value, String country) {
    String email = value.toLowerCase(Locale.ROOT);
    boolean isUsable =
        EMAIL.matcher(email).matches()
            && !PLACEHOLDER_MAILBOXES.contains(email.substring(0, email.indexOf('@')));
    return isUsable ? email : null;
  }

  /**
   * E.164 with the plus. A number without it is refused: to guess its country, or to keep its trunk
   * zero, would give the key of another customer.
   */
  static @Nullable String phone(String value, String country) {
    String phone = PHONE_PUNCTUATION.matcher(value).replaceAll("");
    boolean isUsable =
        E164.matcher(phone).matches() && !ONE_DIGIT_REPEATED.matcher(phone).matches();
    return isUsable ? phone : null;
  }

  /** As it is spelt, if there is a letter in it. */
  static @Nullable String text(String value, String country) {
    return value.codePoints().anyMatch(Character::isLetter) ? value : null;
  }

  /** As it is. */
  static String asIs(String value, String country) {
    return value;
  }

  /** Letters, digits, spaces and hyphens, upper case. */
  static @Nullable String postalCode(String value, String country) {
    return POSTAL_CODE.matcher(value).matches() ? value.toUpperCase(Locale.ROOT) : null;
  }

  /** ISO 3166-1 alpha-2, upper case. */
  static @Nullable String country(String value, String country) {
    String code = value.toUpperCase(Locale.ROOT);
    return COUNTRY.matcher(code).matches() ? code : null;
  }
}

package io.tributary.serve;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of Google Ads Customer Match, as its help pages and its open-source formatter of 2026
 * state them.
 */
final class GoogleKeys {

  /** Only here do dots and suffixes name the same mailbox; googlemail.com keeps its name. */
  private static final Set<String> GMAIL = Set.of("gmail.com", "googlemail.com");

  private static final Pattern TITLE = Pattern.compile("^(?:mr|mrs|ms|dr)\\.(?: |$)");
  private static final Pattern SUFFIX =
      Pattern.compile("(?:, *| )(?:jr\\.|sr\\.|2nd|3rd|ii|iii|iv|v|vi|cpa|dc|dds|vm|jd|md|phd)$");

  private GoogleKeys() {}

  /** Lower case, no spaces; for Gmail also no dots and nothing from the first plus on. */
  static @Nullable String email(String value, String country) {
    String email = PlainKeys.email(value.replace(" ", ""), country);
    if (email == null) {
      return null;
    }
    int at = email.indexOf('@');
    String domain = email.substring(at + 1);
    if (!GMAIL.contains(domain)) {
      return email;
    }
    String beforeAt = email.substring(0, at);
    int plus = beforeAt.indexOf('+');
    String mailbox = (plus < 0 ? beforeAt : beforeAt.substring(0, plus)).replace(".", "");
    return mailbox.isEmpty() ? null : mailbox + "@" + domain;
  }

  /** Lower case without a title in front; inner spaces, hyphens and apostrophes stay. */
  static @Nullable String givenName(String value, String country) {
    return name(TITLE.matcher(value.toLowerCase(Locale.ROOT)).replaceFirst(""));
  }

  /** Lower case without a suffix such as "jr."; inner spaces, hyphens and apostrophes stay. */
  static @Nullable String familyName(String value, String country) {
    return name(SUFFIX.matcher(value.toLowerCase(Locale.ROOT)).replaceFirst(""));
  }

  /** {@link #givenName} without inner spaces, as Google's API reference words it. */
  static @Nullable String joinedGivenName(String value, String country) {
    return joined(givenName(value, country));
  }

  /** {@link #familyName} without inner spaces, as Google's API reference words it. */
  static @Nullable String joinedFamilyName(String value, String country) {
    return joined(familyName(value, country));
  }

  private static @Nullable String joined(@Nullable String name) {
    return name == null ? null : name.replace(" ", "");
  }

  private static @Nullable String name(String lowerCase) {
    String clean = CleanText.clean(lowerCase);
    return PlainKeys.text(clean, "");
  }
}

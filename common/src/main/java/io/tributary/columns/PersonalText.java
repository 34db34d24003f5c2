package io.tributary.columns;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * E-mail addresses and telephone numbers inside free text. It leans to hiding: a long order number
 * may fall to it, a telephone number should not get past it.
 */
final class PersonalText {

  static final String MASK = "_";

  /** Percent-encoding is undone this often: a link inside a link inside a link. */
  private static final int ENCODINGS = 3;

  private static final String ADDRESS_CHARACTERS = "[^\\s@/?&=,;:<>\"'()\\[\\]]";

  /** Starts at the start of a word only, so that a long word without an address is read once. */
  private static final Pattern EMAIL =
      Pattern.compile(
          "(?<!%1$s)%1$s++ ?(@|\\(at\\)|\\[at\\]) ?%1$s+".formatted(ADDRESS_CHARACTERS));

  private static final Pattern DIGIT_GROUPS =
      Pattern.compile("[+(]{0,2}\\d+(?:[ .()_\u00a0\\-]{1,3}\\d+)*+");

  private static final Pattern GROUP = Pattern.compile("\\+?\\(?\\d+");

  /** International with plus or 00, with Vietnam's code, national with trunk zero. */
  private static final Pattern PREFIXED =
      Pattern.compile("\\+\\d{8,15}|00[1-9]\\d{7,14}|0[1-9]\\d{7,9}|840?[1-9]\\d{8,9}");

  /**
   * The usual groupings of North America's ten digits, and of a Vietnamese mobile that lost its
   * zero.
   */
  private static final Pattern BARE =
      Pattern.compile(
          "(1[ .-]?)?\\(?[2-9]\\d{2}\\)?[ .-]{0,2}[2-9]\\d{2}[ .-]?\\d{4}"
              + "|[35789]\\d{2}[ .-]?\\d{3}[ .-]?\\d{3}|[35789]\\d[ .-]?\\d{3}[ .-]?\\d{4}");

  /** No number has more digits, nor therefore more groups of them. */
  private static final int MAX_DIGITS = 17;

  /** The shortest number of {@link #PREFIXED} and {@link #BARE}. */
  private static final int MIN_DIGITS = 8;

  /** What every address and every percent-encoding has one of. */
  private static final String OF_ADDRESS_OR_CODE = "@([%";

  private static final Pattern NOT_DIGIT = Pattern.compile("\\D");

  private PersonalText() {}

  /** Whether there is an address or a number in the text, as it stands or percent-encoded. */
  static boolean isIn(String text) {
    return mayBeIn(text) && isInAny(text);
  }

  /** False for most keys, whatever stands in them beside a few digits: no address, no number. */
  private static boolean mayBeIn(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '~' || OF_ADDRESS_OR_CODE.indexOf(c) >= 0) {
        return true;
      }
      if (c >= '0' && c <= '9') {
        digits++;
      }
    }
    return digits >= MIN_DIGITS;
  }

  /** {@link #isIn} of texts of any form. */
  static boolean isInAny(String text) {
    String plain = plain(text);
    return !hide(plain).equals(plain);
  }

  /**
   * The text with {@link #MASK} for each address and number; if any was found, decoded and in one
   * form of Unicode.
   */
  static String mask(String text) {
    String plain = plain(text);
    String hidden = hide(plain);
    return hidden.equals(plain) ? text : hidden;
  }

  private static String hide(String plain) {
    String noEmails = EMAIL.matcher(plain).replaceAll(MASK);
    return DIGIT_GROUPS
        .matcher(noEmails)
        .replaceAll(run -> Matcher.quoteReplacement(hideNumbers(noEmails, run)));
  }

  /**
   * In a row of groups of digits the longest ones that together read as a number are hidden, from
   * the left.
   */
  private static String hideNumbers(String text, MatchResult run) {
    List<MatchResult> groups =
        GROUP.matcher(text).region(run.start(), run.end()).results().toList();
    StringBuilder hidden = new StringBuilder();
    int copied = run.start();
    int first = 0;
    while (first < groups.size()) {
      int last = lastOfNumber(text, groups, first);
      if (last >= first) {
        hidden.append(text, copied, groups.get(first).start()).append(MASK);
        copied = groups.get(last).end();
      }
      first = Math.max(first, last) + 1;
    }
    return hidden.append(text, copied, run.end()).toString();
  }

  /** The last group of the number that starts at this one; -1 if none does. */
  private static int lastOfNumber(String text, List<MatchResult> groups, int first) {
    int start = groups.get(first).start();
    if (isVersionZero(text, start)) {
      return -1;
    }
    int last = Math.min(groups.size(), first + MAX_DIGITS) - 1;
    while (last >= first && !isNumber(text, start, groups.get(last).end())) {
      last--;
    }
    return last >= first ? last : -1;
  }

  private static boolean isNumber(String text, int start, int end) {
    String groups = text.substring(start, end);
    String digits = NOT_DIGIT.matcher(groups).replaceAll("");
    return PREFIXED.matcher(groups.startsWith("+") ? "+" + digits : digits).matches()
        || (BARE.matcher(groups).matches() && !isInsideWord(text, start, end));
  }

  /** The zero inside a version such as 218.0.456502374 is no trunk zero. */
  private static boolean isVersionZero(String text, int start) {
    return start > 1
        && text.startsWith(".0.", start - 1)
        && Character.isDigit(text.charAt(start - 2));
  }

  /** {@code p274021999} is a product and not a mobile without its zero. */
  private static boolean isInsideWord(String text, int start, int end) {
    return (start > 0 && Character.isLetter(text.charAt(start - 1)))
        || (end < text.length() && Character.isLetter(text.charAt(end)));
  }

  private static String plain(String text) {
    String decoded = text;
    for (int i = 0; i < ENCODINGS; i++) {
      decoded = decode(decoded);
    }
    return Normalizer.normalize(decoded, Normalizer.Form.NFKC);
  }

  /** Undoes percent-encoding as far as it is well-formed; a stray percent sign stays. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    String escaped = text.replaceAll("%(?![0-9a-fA-F]{2})", "%25").replace("+", "%2B");
    return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
  }
}

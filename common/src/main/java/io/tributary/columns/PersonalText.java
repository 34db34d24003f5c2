package io.tributary.columns;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
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

  private static final Pattern EMAIL =
      Pattern.compile(
          "[^\\s@/?&=,;:<>\"'()\\[\\]]+ ?(@|\\(at\\)|\\[at\\]) ?[^\\s@/?&=,;:<>\"'()\\[\\]]+");

  private static final Pattern DIGIT_GROUPS =
      Pattern.compile("[+(]{0,2}\\p{Nd}+(?:[ .()_\u00a0\\-]{1,3}\\p{Nd}+)*");

  private static final Pattern GROUP = Pattern.compile("\\+?\\(?\\p{Nd}+");

  /** International with plus or 00, with Vietnam's code, national with trunk zero. */
  private static final Pattern PREFIXED =
      Pattern.compile("\\+\\d{8,15}|00[1-9]\\d{7,14}|0[1-9]\\d{7,9}|840?[1-9]\\d{8,9}");

  /** A Vietnamese mobile that lost its zero, and the ten digits of North America. */
  private static final Pattern BARE = Pattern.compile("[35789]\\d{8}|1?[2-9]\\d{9}");

  private PersonalText() {}

  /** Whether there is an address or a number in the text, as it stands or percent-encoded. */
  static boolean isIn(String text) {
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
    String row = run.group();
    List<int[]> groups = new ArrayList<>();
    Matcher matcher = GROUP.matcher(row);
    while (matcher.find()) {
      groups.add(new int[] {matcher.start(), matcher.end()});
    }
    StringBuilder hidden = new StringBuilder();
    int copied = 0;
    for (int first = 0; first < groups.size(); first++) {
      for (int last = groups.size() - 1; last >= first; last--) {
        int start = groups.get(first)[0];
        int end = groups.get(last)[1];
        if (isNumber(
            row.substring(start, end),
            isInsideWord(text, run.start() + start, run.start() + end))) {
          hidden.append(row, copied, start).append(MASK);
          copied = end;
          first = last;
          break;
        }
      }
    }
    return hidden.append(row, copied, row.length()).toString();
  }

  private static boolean isNumber(String groups, boolean insideWord) {
    StringBuilder digits = new StringBuilder(groups.startsWith("+") ? "+" : "");
    groups
        .codePoints()
        .filter(Character::isDigit)
        .forEach(d -> digits.append(Character.digit(d, 10)));
    return PREFIXED.matcher(digits).matches() || (!insideWord && BARE.matcher(digits).matches());
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

package io.tributary.linkage;

import io.tributary.columns.Text;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the days of a column are written.
 *
 * @param isMonthFirst whether the month comes before the day where the year comes last, in numbers
 * @param today as in {@link Dates}; a year of two digits is the latest that has not begun after it.
 *     0 = unknown, then such days are not read
 */
record DayFormat(boolean isMonthFirst, int today) {
  /** For who only asks whether something is a day: neither order nor century matters. */
  static final DayFormat ANY = new DayFormat(false, 20000101);

  private static final int LONGEST = 64;
  private static final String TIME = "(?:[Tt ].*)?";
  private static final String GAP = "[-/., ]*";
  private static final String DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th)?";
  private static final String WORD = "(?<month>[a-z]{3,9})\\.?";
  private static final String YEAR = "(?<year>\\d{4}|\\d{2})";

  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})[-/. ]?(\\d{2})[-/. ]?(\\d{2})" + TIME);
  private static final Pattern PARTED_YEAR_FIRST =
      Pattern.compile("(\\d{4})[-/. ](\\d{1,2})[-/. ](\\d{1,2})" + TIME);
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})([-/. ])(\\d{1,2})([-/. ])(\\d{4}|\\d{2})" + TIME);
  private static final Pattern LETTERS_AND_DIGITS = Pattern.compile("\\p{L}.*\\d|\\d.*\\p{L}");

  /** With the month as a word, in folded text; Vietnamese months are words with a number. */
  private static final List<Pattern> IN_WORDS =
      Stream.of(
              DAY + GAP + WORD + GAP + YEAR,
              WORD + GAP + DAY + "[-/., ]+" + YEAR,
              "(?<year>\\d{4})" + GAP + WORD + GAP + DAY,
              "(?:ngay )?"
                  + DAY
                  + GAP
                  + "(?:thang|thg)[. ]*(?<month>\\d{1,2})"
                  + GAP
                  + "(?:nam )?"
                  + YEAR)
          .map(format -> Pattern.compile(format + TIME))
          .toList();

  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  /** The format of these texts: most of those that can be read in one way only say the order. */
  static DayFormat of(Stream<String> texts, int today) {
    return new DayFormat(texts.mapToInt(DayFormat::monthFirst).sum() > 0, today);
  }

  /**
   * Reads {@code yyyy-mm-dd} and {@code dd/mm/yyyy} with any separator and with one digit or two,
   * {@code yyyymmdd}, {@code dd/mm/yy}, {@code 12-Mar-1985}, {@code March 12, 1985} and the like; a
   * time after it is ignored.
   *
   * @return as {@link Dates} has it, 0 if it is none of these
   */
  int parse(@Nullable String text) {
    if (text == null || text.length() > LONGEST) {
      return 0;
    }
    Matcher yearFirst = YEAR_FIRST.matcher(text);
    if (yearFirst.matches() || yearFirst.usePattern(PARTED_YEAR_FIRST).matches()) {
      return date(yearFirst.group(1), number(yearFirst, 2), number(yearFirst, 3));
    }
    Matcher yearLast = YEAR_LAST.matcher(text);
    if (yearLast.matches()) {
      int first = number(yearLast, 1);
      int second = number(yearLast, 3);
      String year = yearLast.group(5);
      return !isSure(yearLast)
          ? 0
          : isMonthFirst ? date(year, first, second) : date(year, second, first);
    }
    return LETTERS_AND_DIGITS.matcher(text).find() ? inWords(String.valueOf(Text.fold(text))) : 0;
  }

  private int inWords(String folded) {
    for (Pattern format : IN_WORDS) {
      Matcher matcher = format.matcher(folded);
      int month = matcher.matches() ? month(matcher.group("month")) : 0;
      if (month > 0) {
        return date(matcher.group("year"), month, Integer.parseInt(matcher.group("day")));
      }
    }
    return 0;
  }

  private static int month(String written) {
    return Character.isDigit(written.charAt(0))
        ? Integer.parseInt(written)
        : 1
            + IntStream.range(0, MONTHS.size())
                .filter(month -> MONTHS.get(month).startsWith(written))
                .findFirst()
                .orElse(-1);
  }

  private int date(String year, int month, int day) {
    int dayOfYear = month * 100 + day;
    if (year.length() > 2) {
      return Integer.parseInt(year) * 10000 + dayOfYear;
    }
    if (today == 0) {
      return 0;
    }
    int date = (today / 1_000_000 * 100 + Integer.parseInt(year)) * 10000 + dayOfYear;
    return date <= today ? date : date - 1_000_000;
  }

  /** 1 if the month must come before the day, -1 if it must come after it, 0 if nobody knows. */
  private static int monthFirst(String text) {
    Matcher matcher = YEAR_LAST.matcher(text);
    if (!matcher.matches() || !isSure(matcher)) {
      return 0;
    }
    boolean isFirstADay = number(matcher, 1) > 12;
    boolean isSecondADay = number(matcher, 3) > 12;
    return isFirstADay == isSecondADay ? 0 : isSecondADay ? 1 : -1;
  }

  /**
   * Six digits in three parts may be anything; they are a day if the two first are in some order.
   */
  private static boolean isSure(Matcher yearLast) {
    int first = number(yearLast, 1);
    int second = number(yearLast, 3);
    String separator = yearLast.group(2);
    return yearLast.group(5).length() > 2
        || separator.equals(yearLast.group(4))
            && !separator.equals(" ")
            && Math.min(first, second) >= 1
            && Math.min(first, second) <= 12
            && Math.max(first, second) <= 31;
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}

package io.tributary.linkage;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Days as eight digits, {@code yyyymmdd}, in an int. A day that no calendar has (1856-85-27) keeps
 * its digits: a typing error is still near the truth. 0 = not a date.
 */
public final class Dates {
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})[-/. ]?(\\d{2})[-/. ]?(\\d{2})(?:[T ].*)?");
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})[-/. ](\\d{1,2})[-/. ](\\d{4})(?:[T ].*)?");
  private static final int DAYS_A_YEAR = 366;

  private Dates() {}

  /**
   * Reads {@code yyyy-mm-dd}, {@code yyyymmdd} and {@code dd/mm/yyyy} with any separator; a time
   * after it is ignored.
   *
   * @param monthFirst whether the year comes last after month and day in this order
   */
  public static int parse(@Nullable String text, boolean monthFirst) {
    if (text == null) {
      return 0;
    }
    Matcher matcher = YEAR_FIRST.matcher(text);
    if (matcher.matches()) {
      return digits(matcher.group(1), matcher.group(2), matcher.group(3));
    }
    matcher = YEAR_LAST.matcher(text);
    if (!matcher.matches()) {
      return 0;
    }
    return monthFirst
        ? digits(matcher.group(3), matcher.group(1), matcher.group(2))
        : digits(matcher.group(3), matcher.group(2), matcher.group(1));
  }

  /**
   * Whether most of the texts that can be read in one way only, with the year last, have the month
   * before the day.
   */
  static boolean areMonthFirst(Stream<String> texts) {
    return texts.mapToInt(Dates::monthFirst).sum() > 0;
  }

  /** 1 if the month must come before the day, -1 if it must come after it, 0 if nobody knows. */
  private static int monthFirst(String text) {
    Matcher matcher = YEAR_LAST.matcher(text);
    if (!matcher.matches()) {
      return 0;
    }
    boolean isFirstADay = Integer.parseInt(matcher.group(1)) > 12;
    boolean isSecondADay = Integer.parseInt(matcher.group(2)) > 12;
    return isFirstADay == isSecondADay ? 0 : isSecondADay ? 1 : -1;
  }

  private static int digits(String year, String month, String day) {
    return Integer.parseInt(year) * 10000 + Integer.parseInt(month) * 100 + Integer.parseInt(day);
  }

  static int year(int date) {
    return date / 10000;
  }

  static int month(int date) {
    return date / 100 % 100;
  }

  static int day(int date) {
    return date % 100;
  }

  /** Whether year, month and day of one are those of the other with day and month exchanged. */
  static boolean isTransposed(int left, int right) {
    return year(left) == year(right) && month(left) == day(right) && day(left) == month(right);
  }

  /** How many of year, month and day are equal. */
  static int equalParts(int left, int right) {
    return (year(left) == year(right) ? 1 : 0)
        + (month(left) == month(right) ? 1 : 0)
        + (day(left) == day(right) ? 1 : 0);
  }

  /** Days between, about right also for days that no calendar has. */
  static int daysApart(int left, int right) {
    return Math.abs(ordinal(left) - ordinal(right));
  }

  private static int ordinal(int date) {
    try {
      return (int) LocalDate.of(year(date), month(date), day(date)).toEpochDay();
    } catch (DateTimeException e) {
      return (year(date) - 1970) * DAYS_A_YEAR + month(date) * 30 + day(date);
    }
  }

  /** Whether one typing error parts the two: one wrong digit, or two neighbours exchanged. */
  static boolean isOneTypo(int left, int right) {
    int wrong = 0;
    int l = left;
    int r = right;
    int[] positions = new int[2];
    for (int place = 0; place < 8; place++) {
      if (l % 10 != r % 10) {
        if (wrong == 2) {
          return false;
        }
        positions[wrong++] = place;
      }
      l /= 10;
      r /= 10;
    }
    if (wrong < 2) {
      return true;
    }
    int first = positions[0];
    return positions[1] == first + 1
        && digit(left, first) == digit(right, first + 1)
        && digit(left, first + 1) == digit(right, first);
  }

  private static int digit(int date, int place) {
    int shifted = date;
    for (int i = 0; i < place; i++) {
      shifted /= 10;
    }
    return shifted % 10;
  }
}

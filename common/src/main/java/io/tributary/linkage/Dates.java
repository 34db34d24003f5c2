package io.tributary.linkage;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Days as eight digits, {@code yyyymmdd}, in an int. A day that no calendar has (1856-85-27) keeps
 * its digits: a typing error is still near the truth. 0 = not a date.
 */
public final class Dates {
  private static final int DAYS_A_YEAR = 366;

  private Dates() {}

  static int of(LocalDate day) {
    return day.getYear() * 10000 + day.getMonthValue() * 100 + day.getDayOfMonth();
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

  /**
   * Whether one typing error makes one day of the other: a wrong digit, two neighbours exchanged,
   * or day and month.
   */
  public static boolean isMistyped(LocalDate left, LocalDate right) {
    return isMistyped(of(left), of(right));
  }

  static boolean isMistyped(int left, int right) {
    return isOneTypo(left, right) || isTransposed(left, right);
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

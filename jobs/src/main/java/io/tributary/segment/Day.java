package io.tributary.segment;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A business day as written in a definition: {@code 2026-11-08}, {@code today} or {@code 21 days
 * ago}. The last two move with the as-of, so that no table has to hold "days since".
 */
record Day(String text) {
  private static final Pattern AGO = Pattern.compile("([0-9]{1,5}) days? ago");

  Day {
    if (!isRelative(text)) {
      try {
        LocalDate.parse(text);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "expected a day such as 2026-11-08, today or 21 days ago", e);
      }
    }
  }

  /** The day meant when {@code asOf} is the business day of the run. */
  LocalDate when(LocalDate asOf) {
    if (text.equals("today")) {
      return asOf;
    }
    Matcher ago = AGO.matcher(text);
    return ago.matches() ? asOf.minusDays(Long.parseLong(ago.group(1))) : LocalDate.parse(text);
  }

  private static boolean isRelative(String text) {
    return text.equals("today") || AGO.matcher(text).matches();
  }
}

package io.tributary.collect;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The delivery date in a file's name. */
final class DeliveryDate {

  private DeliveryDate() {}

  /**
   * The first part of the name that the date pattern reads.
   *
   * @param pattern of digits and signs, for example {@code yyyy-MM-dd} or {@code yyyyMMdd}
   */
  static Optional<LocalDate> in(String fileName, String pattern) {
    TimeFormat format = TimeFormat.of(pattern);
    Matcher matcher = Pattern.compile("(?<!\\d)" + shape(pattern) + "(?!\\d)").matcher(fileName);
    while (matcher.find()) {
      Optional<LocalDate> day = format.day(matcher.group(), null);
      if (day.isPresent()) {
        return day;
      }
    }
    return Optional.empty();
  }

  private static String shape(String pattern) {
    StringBuilder shape = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      shape.append(Character.isLetter(c) ? "\\d" : Pattern.quote(String.valueOf(c)));
    }
    return shape.toString();
  }
}

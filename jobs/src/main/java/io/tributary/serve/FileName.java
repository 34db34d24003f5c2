package io.tributary.serve;

import io.tributary.job.Run;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of files at a destination: made of configured words and a day, never of personal data. */
public final class FileName {

  private static final Pattern WORD = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final Pattern NAMED =
      Pattern.compile(
          "\\.?[a-z0-9-]+_[a-z0-9-]+_([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9]{6})?_[a-z]+\\..+");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);

  private FileName() {}

  /** {@code <destination>_<segment>_<day>_<full|add|remove>.csv}. */
  public static String of(String destination, String segment, String interval, Content content) {
    return stem(destination, segment, interval) + "_" + content.word() + ".csv";
  }

  /** {@code <destination>_<segment>_<day>_manifest.json}. */
  public static String manifest(String destination, String segment, String interval) {
    return stem(destination, segment, interval) + "_manifest.json";
  }

  /**
   * The data interval in a name: the business day that ends with it. An interval that ends within a
   * day has its time too, or a later file of that day would take the place of one not yet read.
   */
  public static String interval(Instant asOf, ZoneId zone) {
    LocalDate day = Run.businessDay(asOf, zone);
    LocalTime end = asOf.atZone(zone).toLocalTime();
    return end.equals(LocalTime.MIDNIGHT) ? day.toString() : day + "T" + TIME.format(end);
  }

  /** The business day in a name; empty if the name is none of these. */
  public static Optional<LocalDate> day(String name) {
    Matcher matcher = NAMED.matcher(name);
    return matcher.matches() ? Optional.of(LocalDate.parse(matcher.group(1))) : Optional.empty();
  }

  /** Whether a text is lower-case words joined by hyphens, as names of destinations must be. */
  static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  private static String stem(String destination, String segment, String interval) {
    return word(destination) + "_" + word(segment) + "_" + interval;
  }

  private static String word(String text) {
    if (!isWord(text)) {
      throw new IllegalArgumentException(
          "`" + text + "` is no part of a file name: use lower-case words joined by hyphens");
    }
    return text;
  }
}

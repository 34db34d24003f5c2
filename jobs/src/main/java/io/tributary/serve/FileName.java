package io.tributary.serve;

import java.time.LocalDate;
import java.util.regex.Pattern;

/** Names of files at a destination: made of configured words and a day, never of personal data. */
public final class FileName {

  private static final Pattern WORD = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

  private FileName() {}

  /** {@code <destination>_<segment>_<day>_<full|add|remove>.csv}. */
  public static String of(String destination, String segment, LocalDate asOf, Content content) {
    return stem(destination, segment, asOf) + "_" + content.word() + ".csv";
  }

  /** {@code <destination>_<segment>_<day>_manifest.json}. */
  public static String manifest(String destination, String segment, LocalDate asOf) {
    return stem(destination, segment, asOf) + "_manifest.json";
  }

  /** Whether a text is lower-case words joined by hyphens, as names of destinations must be. */
  static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  private static String stem(String destination, String segment, LocalDate asOf) {
    return word(destination) + "_" + word(segment) + "_" + asOf;
  }

  private static String word(String text) {
    if (!isWord(text)) {
      throw new IllegalArgumentException(
          "`" + text + "` is no part of a file name: use lower-case words joined by hyphens");
    }
    return text;
  }
}

package io.tributary.columns;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How people and spreadsheets write telephone numbers into one cell. */
final class PhoneCell {

  private static final Pattern MASK =
      Pattern.compile(
          "\\d.*[*\u2022\u25cf]|[*\u2022\u25cf].*\\d|\\d[ .-]*[xX#]{2,}|[xX#]{2,}[ .-]*\\d");

  private static final Pattern SCIENTIFIC = Pattern.compile("\\+?\\d+([.,]\\d+)?[eE]\\+?\\d+");

  /** What a column of numbers with gaps becomes when it passes through floating point. */
  private static final Pattern FLOAT_TAIL = Pattern.compile("(?<=^\\d{7,15})[.,]0$");

  private static final Pattern SEPARATORS = Pattern.compile("[/;,|&]+|\\s+(và|or|and|hoặc)\\s+");

  /** A dash or a space parts two numbers only where both sides are complete. */
  private static final Pattern WEAK_SEPARATORS = Pattern.compile("\\s*[-\u2013]\\s*|\\s+");

  private static final Pattern EXTENSION =
      Pattern.compile(
          "\\s*(ext|x|#|nhánh|nhanh|máy lẻ|may le|lẻ)\\.?\\s*:?\\s*\\d{1,5}\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Before the first digit or plus there is only a label; a remark in brackets holds a letter. */
  private static final Pattern REMARK = Pattern.compile("\\([^)]*\\p{L}[^)]*\\)");

  private static final Pattern LINE_ENDS = Pattern.compile("[\\n\\r]+");

  /** What most countries dial before a country code. */
  private static final String INTERNATIONAL = "00";

  private static final Pattern INTERNATIONAL_NUMBER =
      Pattern.compile(INTERNATIONAL + "[1-9]\\d{7,}");

  private static final Pattern TRUNK_ZERO_IN_BRACKETS = Pattern.compile("(?<=\\d)\\s*\\(0\\)");

  /** Longer cells are prose; scanning them for numbers is not this column's business. */
  private static final int MAX_LENGTH = 200;

  private static final int COMPLETE = 9;
  private static final int NEARLY_COMPLETE = 7;

  private PhoneCell() {}

  /**
   * One text for each number in the cell. What is too short to be a number beside a complete one is
   * a remark.
   */
  static List<String> split(@Nullable String cell) {
    if (cell == null) {
      return List.of();
    }
    return isPlain(cell) ? List.of(cell) : splitAny(cell);
  }

  /** Whether the cell is one number of digits alone, a plus before them or not. */
  static boolean isPlain(String cell) {
    int length = cell.length();
    int first = length > 0 && cell.charAt(0) == '+' ? 1 : 0;
    for (int i = first; i < length; i++) {
      if (cell.charAt(i) < '0' || cell.charAt(i) > '9') {
        return false;
      }
    }
    return first < length && length <= MAX_LENGTH;
  }

  /** {@link #split} of cells of any form. */
  static List<String> splitAny(String cell) {
    String text = Text.clean(LINE_ENDS.matcher(cell).replaceAll(";"));
    if (text == null) {
      return List.of();
    }
    if (text.length() > MAX_LENGTH) {
      return List.of("");
    }
    text = REMARK.matcher(FLOAT_TAIL.matcher(text).replaceFirst("")).replaceAll(" ").strip();
    if (isDestroyed(text)) {
      return List.of(text);
    }
    List<String> numbers =
        Stream.of(SEPARATORS.split(text))
            .filter(
                part ->
                    isMasked(part)
                        || isDestroyed(part.strip())
                        || digits(part).length() >= NEARLY_COMPLETE)
            .toList();
    List<String> parts = numbers.isEmpty() ? List.of(text) : numbers;
    return parts.stream().flatMap(part -> splitWeakly(part.strip()).stream()).toList();
  }

  private static List<String> splitWeakly(String text) {
    List<String> parts =
        Stream.of(WEAK_SEPARATORS.split(text)).filter(part -> !digits(part).isEmpty()).toList();
    boolean complete = parts.stream().allMatch(part -> digits(part).length() >= COMPLETE);
    return parts.size() > 1 && complete && !isMasked(text) ? parts : List.of(text);
  }

  static boolean isMasked(String text) {
    return MASK.matcher(text).find();
  }

  static boolean isDestroyed(String text) {
    return SCIENTIFIC.matcher(text).matches();
  }

  /** The digits to dial, with a leading plus if the number is written with its country code. */
  static String dialled(String text) {
    return isPlain(text) && !text.startsWith(INTERNATIONAL) ? text : dialledOfAny(text);
  }

  /** {@link #dialled} of numbers in any form. */
  static String dialledOfAny(String text) {
    String number =
        TRUNK_ZERO_IN_BRACKETS.matcher(EXTENSION.matcher(text).replaceFirst("")).replaceAll("");
    String digits = digits(number);
    int plus = number.indexOf('+');
    boolean international = plus >= 0 && digits(number.substring(0, plus)).isEmpty();
    if (international) {
      return "+" + digits;
    }
    return INTERNATIONAL_NUMBER.matcher(digits).matches()
        ? "+" + digits.substring(INTERNATIONAL.length())
        : digits;
  }

  /** One digit repeated, or digits that rise or fall by one, without a step from 9 to 0. */
  static boolean isRun(String digits) {
    return isRepeated(digits) || hasStep(digits, 1) || hasStep(digits, -1);
  }

  static boolean isRepeated(String digits) {
    return hasStep(digits, 0);
  }

  private static boolean hasStep(String digits, int step) {
    for (int i = 1; i < digits.length(); i++) {
      if (digits.charAt(i) - digits.charAt(i - 1) != step) {
        return false;
      }
    }
    return !digits.isEmpty();
  }

  private static String digits(String text) {
    StringBuilder digits = new StringBuilder();
    text.codePoints()
        .filter(Character::isDigit)
        .forEach(digit -> digits.append(Character.digit(digit, 10)));
    return digits.toString();
  }
}

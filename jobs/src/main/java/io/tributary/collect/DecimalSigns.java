package io.tributary.collect;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * Reads numbers with declared signs, and nothing else: {@code 1.250} is one and a quarter where the
 * point is the decimal sign and one thousand two hundred and fifty where it groups. A sign that is
 * not declared is a reject and never a guess.
 *
 * @param grouping between groups of three digits; {@code '\0'} = none
 */
record DecimalSigns(char decimal, char grouping) implements Serializable {
  private static final int MOST_DIGITS = 18;
  private static final int MOST_FRACTION_DIGITS = 12;

  /** The canonical number: plain, with a point, without trailing zeros. */
  Outcome parse(String text) {
    String number = withoutCurrency(text);
    boolean isNegative = number.startsWith("-");
    String unsigned = isNegative || number.startsWith("+") ? number.substring(1) : number;
    int point = unsigned.indexOf(decimal);
    String whole = point < 0 ? unsigned : unsigned.substring(0, point);
    String fraction = point < 0 ? "" : unsigned.substring(point + 1);
    String digits = whole;
    if (grouping != '\0' && whole.indexOf(grouping) >= 0) {
      if (!isGrouped(whole)) {
        return Outcome.breaks(Rules.WRONG_GROUPING);
      }
      digits = whole.replace(String.valueOf(grouping), "");
    }
    if (!isDigits(digits) || !(point < 0 || isDigits(fraction))) {
      return Outcome.breaks(violation(unsigned));
    }
    if (digits.length() > MOST_DIGITS || fraction.length() > MOST_FRACTION_DIGITS) {
      return Outcome.breaks(Rules.TOO_MANY_DIGITS);
    }
    BigDecimal value = new BigDecimal((isNegative ? "-" : "") + digits + "." + fraction);
    return Outcome.of(value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
  }

  /** A number in another writing breaks a rule of signs; anything else is no number. */
  private static String violation(String text) {
    if (FieldParser.isDestroyedBySpreadsheet(text)) {
      return Rules.DESTROYED_BY_SPREADSHEET;
    }
    boolean isNumeric = !text.isEmpty() && Character.isDigit(text.charAt(0));
    for (int i = 0; i < text.length() && isNumeric; i++) {
      char c = text.charAt(i);
      isNumeric = (c >= '0' && c <= '9') || ".,' \u00A0\u202F".indexOf(c) >= 0;
    }
    return isNumeric ? Rules.UNDECLARED_GROUPING : Rules.NOT_A_NUMBER;
  }

  private boolean isGrouped(String whole) {
    int sinceGroup = 0;
    boolean hasGroup = false;
    for (int i = 0; i < whole.length(); i++) {
      if (whole.charAt(i) == grouping) {
        if (sinceGroup == 0 || sinceGroup > 3 || (hasGroup && sinceGroup != 3)) {
          return false;
        }
        hasGroup = true;
        sinceGroup = 0;
      } else {
        sinceGroup++;
      }
    }
    return sinceGroup == 3;
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** One currency sign before or behind the number says nothing about its value. */
  private static String withoutCurrency(String text) {
    String number = text;
    if (!number.isEmpty() && isCurrency(number.charAt(number.length() - 1))) {
      number = number.substring(0, number.length() - 1);
    } else if (!number.isEmpty() && isCurrency(number.charAt(0))) {
      number = number.substring(1);
    }
    return number.strip();
  }

  private static boolean isCurrency(char c) {
    return Character.getType(c) == Character.CURRENCY_SYMBOL || c == 'đ' || c == 'Đ';
  }
}

package io.tributary.columns;

import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of money, rounded to the minor unit of their currency (ISO 4217, as known to the JDK):
 * the dong and the yen have none, the Kuwaiti dinar has three digits.
 */
public final class Money {

  /**
   * The type of a rounded amount, DECIMAL(18,4): no currency has more than four digits, and
   * fourteen before the point hold any single sale in dong. A sum over rows is DECIMAL(28,4) in
   * Spark.
   */
  public static final DataType AMOUNT = DataTypes.createDecimalType(18, 4);

  private static final SortedMap<Integer, SortedSet<String>> CODES_BY_DIGITS = codesByDigits();

  private Money() {}

  /**
   * The digits of the minor unit; null for what is no currency, or one without a unit such as gold.
   */
  public static @Nullable Integer minorDigits(@Nullable String currency) {
    if (currency == null) {
      return null;
    }
    return CODES_BY_DIGITS.entrySet().stream()
        .filter(entry -> entry.getValue().contains(currency))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /**
   * The amount rounded half up (away from zero, so that a return mirrors its sale); null without a
   * currency.
   */
  public static @Nullable BigDecimal round(@Nullable BigDecimal amount, @Nullable String currency) {
    Integer digits = minorDigits(currency);
    return amount == null || digits == null ? null : amount.setScale(digits, RoundingMode.HALF_UP);
  }

  /**
   * {@link #round(BigDecimal, String)} of columns.
   *
   * @param amount DECIMAL of any scale
   * @param currency STRING, an ISO 4217 code in upper case
   * @return a column of {@link #AMOUNT}, null for an unknown currency and for an amount that does
   *     not fit
   */
  public static Column round(Column amount, Column currency) {
    // The built-in rounds to a constant number of digits only, hence one branch for each.
    Column rounded = functions.lit(null).cast(AMOUNT);
    for (Map.Entry<Integer, SortedSet<String>> entry : CODES_BY_DIGITS.entrySet()) {
      Column hasDigits = currency.isin(entry.getValue().toArray());
      Column ofDigits = functions.round(amount, entry.getKey()).try_cast(AMOUNT);
      rounded = when(hasDigits, ofDigits).otherwise(rounded);
    }
    return rounded;
  }

  private static SortedMap<Integer, SortedSet<String>> codesByDigits() {
    SortedMap<Integer, SortedSet<String>> codes = new TreeMap<>();
    for (Currency currency : Currency.getAvailableCurrencies()) {
      int digits = currency.getDefaultFractionDigits();
      if (digits >= 0) {
        codes.computeIfAbsent(digits, unused -> new TreeSet<>()).add(currency.getCurrencyCode());
      }
    }
    return codes;
  }
}

package io.tributary.segment;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/**
 * What a number is compared with: a plain number ({@code at-least = 5}), or an amount of money,
 * which always says its currency ({@code more-than { amount = 1000, currency = USD }}).
 *
 * @param currency ISO 4217; absent for a plain number
 */
public record Limit(BigDecimal amount, Optional<String> currency) {

  public Limit {
    // 1E+3 and 1000 are one limit, and Spark knows no negative scale.
    amount = amount.scale() < 0 ? amount.setScale(0) : amount;
    currency.ifPresent(Limit::requireKnown);
  }

  /** The short form: a plain number. */
  public static Limit of(String number) {
    try {
      return new Limit(new BigDecimal(number), Optional.empty());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a number, or { amount = …, currency = … } for money", e);
    }
  }

  /** The currency of an amount of money. */
  String money() {
    return currency.orElseThrow();
  }

  @Override
  public String toString() {
    return currency
        .map(code -> amount.toPlainString() + " " + code)
        .orElseGet(amount::toPlainString);
  }

  private static void requireKnown(String code) {
    if (Currency.getAvailableCurrencies().stream()
        .noneMatch(known -> known.getCurrencyCode().equals(code))) {
      throw new IllegalArgumentException("currency must be a code of ISO 4217, such as USD or VND");
    }
  }
}

package io.tributary.tables.silver;

import static io.tributary.tables.Types.DAY;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;
import io.tributary.tables.Types;

/** One rate of one day. An amount in base_currency times rate is the amount in quote_currency. */
public final class Rates {
  public static final String BASE_CURRENCY = "base_currency";
  public static final String QUOTE_CURRENCY = "quote_currency";
  public static final String RATE_ON = "rate_on";
  public static final String RATE = "rate";

  public static final Table TABLE =
      Table.silver("rates", "One rate of one day.")
          .key(BASE_CURRENCY, QUOTE_CURRENCY, RATE_ON)
          .attribute(BASE_CURRENCY, STRING, "ISO 4217.")
          .attribute(QUOTE_CURRENCY, STRING, "ISO 4217.")
          .attribute(RATE_ON, DAY, "Day for which the rate holds.")
          .attribute(RATE, Types.RATE, "Units of quote_currency for one of base_currency.")
          .build();

  private Rates() {}
}

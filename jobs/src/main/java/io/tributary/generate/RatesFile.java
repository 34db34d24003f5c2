package io.tributary.generate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/**
 * Rates to USD: around a fixed level within 1.5 per cent, weekly in the first file's history, then
 * daily.
 */
final class RatesFile {
  private record Pair(String currency, BigDecimal rate) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("VND", new BigDecimal("0.00003937")),
          new Pair("EUR", new BigDecimal("1.09000000")),
          new Pair("GBP", new BigDecimal("1.28000000")));

  void write(Chunk chunk) {
    Nights nights = chunk.nights();
    for (LocalDate on = nights.start().toLocalDate();
        on.isBefore(nights.first());
        on = on.plusWeeks(1)) {
      write(on, nights.first(), chunk);
    }
    for (LocalDate night : nights.all()) {
      write(night, night, chunk);
    }
  }

  private static void write(LocalDate on, LocalDate night, Chunk chunk) {
    for (Pair pair : PAIRS) {
      BigDecimal drift = BigDecimal.valueOf(10_000 + chunk.dice().between(-150, 150), 4);
      String text =
          new CsvRow(Feed.RATES, ',')
              .set("rate_on", on.toString())
              .set("base_currency", pair.currency())
              .set("quote_currency", "USD")
              .set(
                  "rate",
                  pair.rate().multiply(drift).setScale(8, RoundingMode.HALF_UP).toPlainString())
              .text();
      chunk.line(Feed.RATES.file(night), on.atStartOfDay(), text);
    }
  }
}

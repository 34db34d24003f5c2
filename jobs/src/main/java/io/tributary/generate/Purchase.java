package io.tributary.generate;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;

/**
 * One purchase as it was meant: what the tickets and orders copy. Amounts are minor units of the
 * currency.
 *
 * @param valueInVnd the model's spend, before rounding to another currency
 */
record Purchase(
    LocalDateTime at, Channel channel, String currency, long valueInVnd, List<Line> lines) {
  /** Where it was bought. */
  enum Channel {
    POS,
    SHOP,
    MARKETPLACE
  }

  /** One article on the ticket. */
  record Line(int lineNo, Products.Product product, long quantity, long unitPrice, long discount) {
    long listValue() {
      return quantity * unitPrice;
    }

    long value() {
      return listValue() - discount;
    }

    Line times(int factor) {
      return new Line(lineNo, product, quantity * factor, unitPrice, discount * factor);
    }
  }

  long total() {
    return lines.stream().mapToLong(Line::value).sum();
  }

  Purchase times(int factor) {
    return new Purchase(
        at, channel, currency, valueInVnd, lines.stream().map(line -> line.times(factor)).toList());
  }

  /** An amount of minor units as text with a decimal point. */
  String money(long minor) {
    return currency.equals("VND")
        ? Long.toString(minor)
        : BigDecimal.valueOf(minor, 2).toPlainString();
  }

  /** The lines as a JSON array. */
  String linesAsJson() {
    StringBuilder text = new StringBuilder("[");
    for (Line line : lines) {
      text.append(text.length() == 1 ? "" : ",")
          .append(
              new Json()
                  .raw("line_no", Integer.toString(line.lineNo()))
                  .add("sku", line.product().sku())
                  .add("name", line.product().name())
                  .add("quantity", Long.toString(line.quantity()))
                  .add("unit_price", money(line.unitPrice()))
                  .add("discount", money(line.discount()))
                  .close());
    }
    return text.append(']').toString();
  }
}

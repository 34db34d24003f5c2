package io.tributary.generate;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The marketplace's report: a line an article, amounts with Vietnamese signs; some orders' lines
 * come apart.
 */
final class MarketplaceFile {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm", Locale.ROOT);

  private final Models models;

  MarketplaceFile(Models models) {
    this.models = models;
  }

  /** Writes the order; true if its money stays. */
  boolean write(Customer customer, Purchase purchase, Chunk chunk) {
    Dice dice = chunk.dice();
    Set<DirtyCase> found = EnumSet.noneOf(DirtyCase.class);
    String number = "SHP" + chunk.nextNumber();
    Progress progress = Progress.draw(purchase.at(), dice.chance(0.6), dice);
    String name = models.names().spell(customer, dice, found);
    String phone = phone(customer, purchase.at(), dice, found);
    boolean isApart = purchase.lines().size() > 1 && dice.chance(0.3);
    if (isApart) {
      found.add(DirtyCase.SPLIT_LINES);
    }
    CsvRow row =
        new CsvRow(Feed.MARKETPLACE, ';')
            .set("order_no", number)
            .set("buyer_name", name)
            .set("buyer_phone", phone)
            .set("order_date", MINUTE.format(purchase.at()))
            .set("currency", "VND");
    for (Progress.Step step : progress.delivered(chunk.nights())) {
      deliver(row, purchase, step, isApart, found, chunk);
    }
    chunk.truth("marketplace:" + number, customer, "TICKET");
    return !progress.failsBy(chunk.nights());
  }

  private static void deliver(
      CsvRow row,
      Purchase purchase,
      Progress.Step step,
      boolean isApart,
      Set<DirtyCase> found,
      Chunk chunk) {
    String file = Feed.MARKETPLACE.file(chunk.nights(), step.at());
    row.set("updated_at", MINUTE.format(step.at())).set("status", step.status());
    LocalDateTime place = step.at();
    Chunk.Line first = null;
    String number = "";
    for (Purchase.Line line : purchase.lines()) {
      CsvRow text = fill(row, line);
      number = text.text().substring(0, text.text().indexOf(';'));
      Chunk.Line written = chunk.line(file, place, text.text());
      first = first == null ? written : first;
      place = isApart ? place.plusDays(3) : place;
    }
    if (first != null) {
      chunk.found(found, file, first, "marketplace:" + number);
    }
  }

  private static CsvRow fill(CsvRow row, Purchase.Line line) {
    return row.set("line_no", Integer.toString(line.lineNo()))
        .set("sku", line.product().sku())
        .set("product_name", line.product().name())
        .set("quantity", Long.toString(line.quantity()))
        .set("unit_price", vietnamese(line.unitPrice()))
        .set("discount", vietnamese(line.discount()));
  }

  private String phone(Customer customer, LocalDateTime at, Dice dice, Set<DirtyCase> found) {
    List<PhoneModel.Phone> phones = customer.phones();
    if (phones.isEmpty()) {
      return "";
    }
    PhoneModel.Phone phone = phones.get(phones.size() - 1);
    if (dice.chance(NoiseRates.MASKED_MARKETPLACE_PHONE)) {
      found.add(DirtyCase.MASKED_PHONE);
      return PhoneModel.masked(phone.national());
    }
    return models.phones().spell(phone, at, dice, found);
  }

  /** 1250000 as 1.250.000,00. */
  static String vietnamese(long amount) {
    String digits = Long.toString(amount);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      text.append(i > 0 && (digits.length() - i) % 3 == 0 ? "." : "").append(digits.charAt(i));
    }
    return text.append(",00").toString();
  }
}

package io.tributary.generate;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Turns the purchase model's times and spends into purchases with a channel and articles. */
final class Purchases {
  private static final long VND_A_UNIT = 25_400;

  private final Models models;

  Purchases(Models models) {
    this.models = models;
  }

  /** All purchases of a customer up to the last night, in order of time. */
  List<Purchase> of(Customer customer, Chunk chunk) {
    LocalDateTime first = customer.behaviour().firstPurchase();
    if (first == null) {
      return List.of();
    }
    Dice dice = chunk.dice();
    PurchaseModel.Habit habit = customer.behaviour().habit();
    List<Purchase> purchases = new ArrayList<>();
    purchases.add(purchase(customer, first, dice));
    for (double week : models.purchases().repeats(habit, chunk.nights().weeks(), dice)) {
      LocalDateTime at = IdentityModel.inOpeningHours(Nights.plusWeeks(first, week), dice);
      if (!chunk.nights().happened(at)) {
        break;
      }
      purchases.add(purchase(customer, at, dice));
    }
    return purchases;
  }

  private Purchase purchase(Customer customer, LocalDateTime at, Dice dice) {
    Purchase.Channel channel = channel(customer, dice);
    long spend =
        Math.max(
            1_000,
            Math.round(models.purchases().spend(customer.behaviour().habit(), dice) / 1000) * 1000);
    int count = dice.between(1, spend > 200_000 ? 3 : 1);
    List<Purchase.Line> lines = new ArrayList<>();
    long rest = spend;
    for (int i = 1; i <= count; i++) {
      long share = rest / (count - i + 1) * dice.between(60, 120) / 100;
      long part = i == count ? rest : Math.max(1_000, share / 1_000 * 1_000);
      part = Math.min(part, rest);
      if (part > 0) {
        lines.add(models.products().near(part, customer.interest(), i, dice));
      }
      rest -= part;
    }
    return inCurrency(
        new Purchase(at, channel, "VND", spend, lines), currency(customer, channel, dice));
  }

  private static String currency(Customer customer, Purchase.Channel channel, Dice dice) {
    if (channel != Purchase.Channel.SHOP) {
      return "VND";
    }
    return dice.chance(NoiseRates.FOREIGN_CURRENCY) ? "USD" : customer.home().country().currency();
  }

  /** Prices in other currencies are fixed at 25,400 VND for a unit, rounded to cents. */
  private static Purchase inCurrency(Purchase purchase, String currency) {
    if (currency.equals("VND")) {
      return purchase;
    }
    List<Purchase.Line> lines =
        purchase.lines().stream()
            .map(
                l ->
                    new Purchase.Line(
                        l.lineNo(),
                        l.product(),
                        l.quantity(),
                        cents(l.unitPrice()),
                        cents(l.discount())))
            .toList();
    return new Purchase(purchase.at(), purchase.channel(), currency, purchase.valueInVnd(), lines);
  }

  private static long cents(long vnd) {
    return (vnd * 100 + VND_A_UNIT / 2) / VND_A_UNIT;
  }

  private static Purchase.Channel channel(Customer customer, Dice dice) {
    double u = dice.uniform();
    double shop = customer.account() != null ? 0.50 : 0.12;
    if (u < shop) {
      return Purchase.Channel.SHOP;
    }
    return u < shop + 0.12 && customer.phone() != null
        ? Purchase.Channel.MARKETPLACE
        : Purchase.Channel.POS;
  }
}

package io.tributary.generate;

import java.util.List;

/** The shop's assortment with list prices in VND. */
final class Products {
  /** One article; the list price is in VND. */
  record Product(
      String sku, String name, String category, String subcategory, String brand, long listPrice) {}

  private static final int TRIES = 8;
  private static final int MOST = 5;

  private final List<Product> all =
      WordList.read("products.csv", ";").stream()
          .map(r -> new Product(r[0], r[1], r[2], r[3], r[4], Long.parseLong(r[5])))
          .toList();
  private final List<String> categories = all.stream().map(Product::category).distinct().toList();

  List<Product> all() {
    return all;
  }

  List<String> categories() {
    return categories;
  }

  Product any(Dice dice) {
    return dice.pick(all);
  }

  /**
   * An article and a quantity that come near to this value from above; the rest is the line's
   * discount.
   */
  Purchase.Line near(long value, String interest, int lineNo, Dice dice) {
    Purchase.Line best = null;
    for (int i = 0; i < TRIES; i++) {
      Product product = any(dice);
      if (i < TRIES / 2 && !product.category().equals(interest)) {
        continue;
      }
      long quantity = Math.max(1, (value + product.listPrice() - 1) / product.listPrice());
      long discount = quantity * product.listPrice() - value;
      boolean better =
          best == null
              || discount * best.listValue() < best.discount() * quantity * product.listPrice();
      if (better && quantity <= MOST || best == null) {
        best = new Purchase.Line(lineNo, product, quantity, product.listPrice(), discount);
      }
    }
    return best == null ? near(value, interest, lineNo, dice) : best;
  }
}

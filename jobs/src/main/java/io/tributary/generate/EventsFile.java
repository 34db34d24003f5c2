package io.tributary.generate;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The web tracker's events, from two weeks before the first night: visits with and without login,
 * carts, purchases, bots.
 */
final class EventsFile {
  static final String SITE = "https://hoasenmart.vn";

  /** When a customer last came and last left a full cart; {@link LocalDateTime#MIN} for never. */
  record Visits(LocalDateTime last, LocalDateTime lastCart) {
    private static final Visits NONE = new Visits(LocalDateTime.MIN, LocalDateTime.MIN);

    private Visits and(LocalDateTime at, boolean leavesCart) {
      return new Visits(later(last, at), leavesCart ? later(lastCart, at) : lastCart);
    }

    private static LocalDateTime later(LocalDateTime one, LocalDateTime other) {
      return one.isAfter(other) ? one : other;
    }
  }

  private static final String BOT =
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

  private final Models models;

  EventsFile(Models models) {
    this.models = models;
  }

  /** Writes a customer's visits: those that end in an order, and others. */
  Visits write(Customer customer, List<OrdersFile.Order> orders, Chunk chunk) {
    Nights nights = chunk.nights();
    Dice dice = chunk.dice();
    LocalDateTime start = nights.first().minusDays(Nights.WEB_HISTORY_DAYS).atStartOfDay();
    Visits visits = Visits.NONE;
    for (OrdersFile.Order order : orders) {
      LocalDateTime at = order.purchase().at().minusMinutes(12);
      if (order.device() != null && at.isAfter(start)) {
        new Visit(models, customer, order.device(), order.isLoggedIn(), at, chunk).buy(order);
        visits = visits.and(at, false);
      }
    }
    double weeks = (Nights.WEB_HISTORY_DAYS + nights.days()) / 7.0;
    for (int i = dice.poisson(customer.behaviour().weeklyVisits() * weeks); i > 0; i--) {
      LocalDateTime at =
          IdentityModel.inOpeningHours(Nights.plusWeeks(start, dice.uniform() * weeks), dice);
      visits = visits.and(at, visit(customer, at, chunk));
    }
    if (customer.has(DirtyCase.SHARED_DEVICE)) {
      LocalDateTime at = start.plusDays(dice.between(0, Nights.WEB_HISTORY_DAYS - 1)).plusHours(20);
      new Visit(models, customer, customer.devices().get(0), true, at, chunk).look();
      visits = visits.and(at, false);
    }
    return visits;
  }

  /** A visit without an order; true if a full cart is left. */
  private boolean visit(Customer customer, LocalDateTime at, Chunk chunk) {
    Dice dice = chunk.dice();
    boolean isLoggedIn = customer.account() != null && dice.chance(0.4);
    Visit visit = new Visit(models, customer, dice.pick(customer.devices()), isLoggedIn, at, chunk);
    visit.look();
    boolean leavesCart = dice.chance(NoiseRates.CART_ABANDONED);
    if (leavesCart) {
      visit.leaveCart();
    }
    return leavesCart;
  }

  /** Writes a purchase event whose order the shop never received. */
  void writeLost(Chunk chunk) {
    Dice dice = chunk.dice();
    LocalDateTime at = chunk.nights().first().atTime(11, dice.between(0, 59));
    Purchase.Line article = models.products().near(300_000, "", 1, dice);
    Purchase purchase = new Purchase(at, Purchase.Channel.SHOP, "VND", 300_000, List.of(article));
    OrdersFile.Order lost =
        new OrdersFile.Order("DH" + chunk.nextNumber(), purchase, null, false, false);
    String file = Feed.EVENTS.file(chunk.nights(), at);
    String text =
        event("purchase", at, Device.draw(dice), null, SITE + "/cam-on", "", null, null, lost)
            .close();
    chunk.found(DirtyCase.LOST_ORDER, file, chunk.line(file, at, text), "shop:" + lost.orderId());
  }

  /** Writes some events of a bot. */
  void writeBots(Chunk chunk) {
    for (int i = 0; i < 12; i++) {
      Dice dice = chunk.dice();
      LocalDateTime at =
          chunk
              .nights()
              .first()
              .minusDays(dice.between(0, 13))
              .atTime(dice.between(0, 23), dice.between(0, 59));
      Device bot =
          new Device("c" + dice.hex(12), "", "web", BOT, "66.249." + dice.between(64, 95) + ".7");
      String file = Feed.EVENTS.file(chunk.nights(), at);
      String url = SITE + "/p/" + models.products().any(dice).sku();
      Chunk.Line line =
          chunk.line(
              file, at, event("page_view", at, bot, null, url, "", null, null, null).close());
      chunk.found(DirtyCase.BOT_EVENT, file, line, "cookie:" + bot.cookie());
    }
  }

  static Json event(
      String name,
      LocalDateTime at,
      Device device,
      @Nullable String account,
      String url,
      String referrer,
      @Nullable String search,
      @Nullable String sku,
      OrdersFile.@Nullable Order order) {
    Purchase purchase = order == null ? null : order.purchase();
    return new Json()
        .add("event", name)
        .add("at", TicketsFile.ISO.format(at))
        .add("cookie", device.cookie())
        .add("device_id", device.deviceId().isEmpty() ? null : device.deviceId())
        .add("platform", device.platform())
        .add("account", account)
        .add("url", url)
        .add("referrer", referrer.isEmpty() ? null : referrer)
        .add("user_agent", device.userAgent())
        .add("ip", device.ip())
        .add("search_term", search)
        .add("sku", sku)
        .add("order_id", order == null ? null : order.orderId())
        .add("value", purchase == null ? null : purchase.money(purchase.total()))
        .add("currency", purchase == null ? null : purchase.currency());
  }
}

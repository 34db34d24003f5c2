package io.tributary.generate;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The web tracker's events, from two weeks before the first night: visits with and without login,
 * carts, purchases, bots.
 */
final class EventsFile {
  static final String SITE = "https://hoasenmart.vn";

  private static final List<String> ENTRIES =
      List.of(
          "",
          "",
          "",
          "?utm_source=facebook&utm_medium=cpc&utm_campaign=sale_11_11",
          "?utm_source=google&utm_medium=cpc&utm_campaign=thuong_hieu",
          "?utm_source=zalo&utm_medium=message&utm_campaign=tri_an",
          "?utm_source=newsletter&utm_medium=email&utm_campaign=tuan_45&gclid=Cj0KCQ");
  private static final List<String> REFERRERS =
      List.of(
          "",
          "",
          "https://www.google.com/",
          "https://www.facebook.com/",
          "https://zalo.me/",
          "https://coccoc.com/");
  private static final String BOT =
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

  private final Models models;

  EventsFile(Models models) {
    this.models = models;
  }

  /**
   * Writes a customer's visits; gives the times of those that left a full cart, and the last of
   * all.
   */
  List<LocalDateTime> write(Customer customer, List<OrdersFile.Order> orders, Chunk chunk) {
    Nights nights = chunk.nights();
    Dice dice = chunk.dice();
    LocalDateTime start = nights.first().minusDays(Nights.WEB_HISTORY_DAYS).atStartOfDay();
    for (OrdersFile.Order order : orders) {
      Device device = order.device();
      if (device != null && !order.purchase().at().minusHours(1).isBefore(start)) {
        Visit visit =
            new Visit(
                customer,
                device,
                order.isLoggedIn(),
                order.purchase().at().minusMinutes(12),
                chunk);
        visit.buy(order);
      }
    }
    List<LocalDateTime> times = new ArrayList<>();
    double weeks = (Nights.WEB_HISTORY_DAYS + nights.days()) / 7.0;
    int count = dice.poisson(customer.behaviour().weeklyVisits() * weeks);
    for (int i = 0; i < count; i++) {
      LocalDateTime at = Nights.plusWeeks(start, dice.uniform() * weeks);
      at = IdentityModel.inOpeningHours(at, dice);
      if (nights.happened(at)) {
        boolean leavesCart = visit(customer, at, chunk);
        times.add(leavesCart ? at : LocalDateTime.MIN);
      }
    }
    if (customer.has(DirtyCase.SHARED_DEVICE)) {
      new Visit(
              customer,
              customer.devices().get(0),
              true,
              start.plusDays(dice.between(0, 13)).plusHours(20),
              chunk)
          .look();
    }
    return times;
  }

  private boolean visit(Customer customer, LocalDateTime at, Chunk chunk) {
    Dice dice = chunk.dice();
    boolean isLoggedIn = customer.account() != null && dice.chance(0.4);
    Visit visit = new Visit(customer, dice.pick(customer.devices()), isLoggedIn, at, chunk);
    visit.look();
    return dice.chance(NoiseRates.CART_ABANDONED) && visit.leaveCart();
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

  private static Json event(
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

  /** One visit while it goes on. */
  private final class Visit {
    private final Customer customer;
    private final Device device;
    private final boolean logsIn;
    private final Chunk chunk;
    private LocalDateTime now;
    private @Nullable String account;

    Visit(Customer customer, Device device, boolean logsIn, LocalDateTime start, Chunk chunk) {
      this.customer = customer;
      this.device = device;
      this.logsIn = logsIn;
      this.now = start;
      this.chunk = chunk;
    }

    void look() {
      Dice dice = chunk.dice();
      String referrer = dice.pick(REFERRERS);
      String entry = SITE + "/" + dice.pick(ENTRIES);
      if (dice.chance(NoiseRates.PERSONAL_VALUE_IN_HIT * 8)) {
        leak(entry, referrer);
      } else {
        add("page_view", entry, referrer, null, null, null);
      }
      if (logsIn) {
        account = customer.account();
        add("login", SITE + "/dang-nhap", "", null, null, null);
        chunk.truth("shop:" + account, customer, "LOGIN");
      }
      if (dice.chance(0.4)) {
        String term = dice.chance(0.5) ? customer.interest() : models.products().any(dice).name();
        add("search", SITE + "/tim?q=" + Typing.slug(term), "", term, null, null);
      }
      for (int i = dice.between(0, 2); i > 0; i--) {
        product("page_view");
      }
      if (dice.chance(0.08)) {
        product("wishlist");
      }
    }

    boolean leaveCart() {
      product("add_to_cart");
      if (chunk.dice().chance(0.4)) {
        add("checkout", SITE + "/thanh-toan", "", null, null, null);
      }
      return true;
    }

    void buy(OrdersFile.Order order) {
      look();
      for (Purchase.Line line : order.purchase().lines()) {
        String sku = line.product().sku();
        add("add_to_cart", SITE + "/p/" + sku, "", null, sku, null);
      }
      add("checkout", SITE + "/thanh-toan", "", null, null, null);
      now = order.purchase().at().minusSeconds(30);
      add("purchase", SITE + "/cam-on", "", null, null, order);
    }

    private void product(String event) {
      String sku = models.products().any(chunk.dice()).sku();
      add(event, SITE + "/p/" + sku, "", null, sku, null);
    }

    /** A page that puts an e-mail or a phone where it does not belong. */
    private void leak(String entry, String referrer) {
      String email = customer.email();
      PhoneModel.Phone phone = customer.phone();
      if (email != null && chunk.dice().chance(0.5)) {
        found(
            DirtyCase.EMAIL_IN_URL,
            add("page_view", SITE + "/huy-dang-ky?email=" + email, referrer, null, null, null));
      } else if (email != null) {
        String from = "https://mail.example.com/read?to=" + email.replace("@", "%40");
        found(DirtyCase.EMAIL_IN_REFERRER, add("page_view", entry, from, null, null, null));
      } else if (phone != null) {
        Chunk.Line line =
            add(
                "search",
                SITE + "/tim?q=" + phone.national(),
                referrer,
                phone.national(),
                null,
                null);
        found(DirtyCase.PHONE_IN_SEARCH, line);
      }
    }

    private void found(DirtyCase dirtyCase, Chunk.Line line) {
      chunk.found(
          dirtyCase, Feed.EVENTS.file(chunk.nights(), now), line, "cookie:" + device.cookie());
    }

    private Chunk.Line add(
        String name,
        String url,
        String referrer,
        @Nullable String search,
        @Nullable String sku,
        OrdersFile.@Nullable Order order) {
      now = now.plusSeconds(chunk.dice().between(15, 70));
      LocalDateTime end = chunk.nights().end().minusSeconds(1);
      now = now.isAfter(end) ? end : now;
      String text = event(name, now, device, account, url, referrer, search, sku, order).close();
      return chunk.line(Feed.EVENTS.file(chunk.nights(), now), now, text);
    }
  }
}

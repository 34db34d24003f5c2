package io.tributary.generate;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One visit of the web shop while it goes on; each step is an event some seconds after the last
 * one.
 */
final class Visit {
  private static final String SITE = EventsFile.SITE;
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

  private final Models models;
  private final Customer customer;
  private final Device device;
  private final boolean logsIn;
  private final Chunk chunk;
  private LocalDateTime now;
  private @Nullable String account;

  Visit(
      Models models,
      Customer customer,
      Device device,
      boolean logsIn,
      LocalDateTime start,
      Chunk chunk) {
    this.models = models;
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

  void leaveCart() {
    product("add_to_cart");
    if (chunk.dice().chance(0.4)) {
      add("checkout", SITE + "/thanh-toan", "", null, null, null);
    }
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
    String text =
        EventsFile.event(name, now, device, account, url, referrer, search, sku, order).close();
    return chunk.line(Feed.EVENTS.file(chunk.nights(), now), now, text);
  }
}

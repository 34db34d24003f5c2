package io.tributary.conform;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Random tickets and what they are worth, by the money rules in plain arithmetic. */
final class MoneyOracle {

  record RateOn(String base, String quote, String on, String rate) {}

  record Line(BigDecimal price, BigDecimal quantity, BigDecimal discount) {}

  record Version(
      String source,
      String no,
      String deliveredOn,
      String kind,
      String status,
      String tender,
      String currency,
      String orderId,
      String returns,
      LocalDate day,
      int stamp,
      boolean isRevenue,
      List<Line> items) {

    Map<String, String> values() {
      return Delivered.values(
          "ticket_no", no,
          "kind", kind,
          "status", status,
          "tender", tender,
          "currency", currency,
          "order_id", orderId,
          "returns_natural_key", returns,
          "occurred_at", day + "T05:00:00Z",
          "updated_at", day.plusDays(stamp) + "T06:00:00Z",
          "is_revenue", isRevenue ? null : "false");
    }

    List<Map<String, String>> lines() {
      List<Map<String, String>> lines = new ArrayList<>();
      for (Line item : items) {
        lines.add(
            Delivered.values(
                "line_no", String.valueOf(lines.size() + 1),
                "sku", "S" + lines.size(),
                "quantity", item.quantity().toPlainString(),
                "unit_price", item.price().toPlainString(),
                "discount", item.discount().toPlainString()));
      }
      return lines;
    }

    String id() {
      return source + ":" + no;
    }
  }

  private static final List<String> ORDER_SOURCES = List.of("web", "app", "pos");
  private static final LocalDate START = LocalDate.of(2026, 9, 1);
  private static final int DAYS = 60;
  private static final int MAX_AGE = 10;

  final List<RateOn> rates = new ArrayList<>();
  final List<Version> versions = new ArrayList<>();
  private final Random random;

  MoneyOracle(long seed, int tickets) {
    random = new Random(seed);
    for (int day = -3; day < DAYS; day += 7) {
      // The dong comes both ways, on some days at once; the pound only the other way round.
      boolean isEven = Math.floorMod(day, 2) == 0;
      if (isEven || day > 25) {
        rates.add(rate("VND", day, "0.00003%03d".formatted(random.nextInt(1000))));
      }
      if (!isEven || day > 40) {
        rates.add(inverse("VND", day, "25%03d".formatted(random.nextInt(1000))));
      }
      rates.add(inverse("GBP", day, "0.7%07d".formatted(random.nextInt(10_000_000))));
      rates.add(rate("JPY", day, "0.0067%04d".formatted(random.nextInt(10_000))));
      // The euro has a gap of more than the allowed age.
      if (day < 15 || day > 40) {
        rates.add(rate("EUR", day, "1.08%06d".formatted(random.nextInt(1_000_000))));
      }
    }
    for (int no = 0; no < tickets; no++) {
      Version first = ticket(no);
      versions.add(first);
      if (random.nextInt(4) == 0) {
        Version again = again(first);
        versions.add(random.nextBoolean() ? versions.size() : versions.size() - 1, again);
      }
    }
    // A return that has a value, of a sale that has none.
    versions.add(inStore("baht", "SALE", "THB", null));
    versions.add(inStore("baht-back", "RETURN", "USD", "baht"));
  }

  private Version inStore(String no, String kind, String currency, String returns) {
    return new Version(
        "pos",
        no,
        "2026-11-08",
        kind,
        null,
        "cash",
        currency,
        null,
        returns,
        START,
        1,
        true,
        items());
  }

  private static RateOn rate(String base, int day, String rate) {
    return new RateOn(base, "USD", START.plusDays(day).toString(), rate);
  }

  private static RateOn inverse(String quote, int day, String rate) {
    return new RateOn("USD", quote, START.plusDays(day).toString(), rate);
  }

  private Version ticket(int no) {
    String source = pick("web", "app", "pos", "market", "blog");
    boolean isPos = source.equals("pos");
    String kind = isPos ? pick("SALE", "SALE", "SALE", "RETURN", "RETURN", "CANCELLED") : null;
    return new Version(
        source,
        String.valueOf(no),
        "2026-11-08",
        kind,
        isPos ? null : pick("placed", "paid", "delivered", "delivered", "cancelled", "returned"),
        pick("cash", "cod", "card", null),
        pick("VND", "VND", "USD", "EUR", "JPY", "THB", "GBP"),
        random.nextInt(3) == 0 ? null : "O" + random.nextInt(90),
        "RETURN".equals(kind) && random.nextInt(5) > 0 ? pos(random.nextInt(no + 1)) : null,
        START.plusDays(random.nextInt(DAYS)),
        1,
        !source.equals("blog"),
        items());
  }

  /** The first ticket of the stores from a number on, or a number that there is not. */
  private String pos(int from) {
    return versions.stream()
        .filter(version -> version.source().equals("pos"))
        .map(Version::no)
        .filter(no -> Integer.parseInt(no) >= from)
        .findFirst()
        .orElse("none");
  }

  /** The ticket delivered again, with an older or a newer stamp. */
  private Version again(Version first) {
    return new Version(
        first.source(),
        first.no(),
        "2026-11-09",
        first.kind(),
        first.status() == null ? null : pick("paid", "delivered", "cancelled"),
        first.tender(),
        first.currency(),
        first.orderId(),
        first.returns(),
        first.day(),
        random.nextBoolean() ? 2 : 0,
        first.isRevenue(),
        items());
  }

  private List<Line> items() {
    List<Line> items = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      items.add(
          new Line(
              new BigDecimal(random.nextInt(2_000_000)).movePointLeft(random.nextInt(6)),
              new BigDecimal(1 + random.nextInt(4000)).movePointLeft(random.nextInt(4)),
              new BigDecimal(random.nextInt(3000)).movePointLeft(random.nextInt(4))));
    }
    return items;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private Map<String, Version> latest() {
    Map<String, Version> latest = new TreeMap<>();
    for (Version version : versions) {
      latest.merge(
          version.id(),
          version,
          (a, b) -> {
            if (a.stamp() != b.stamp()) {
              return a.stamp() > b.stamp() ? a : b;
            }
            return a.deliveredOn().compareTo(b.deliveredOn()) > 0 ? a : b;
          });
    }
    return latest;
  }

  /** Transaction id to reason and amount in dollars. */
  Map<String, String> outcomes() {
    Map<String, Version> latest = latest();
    Map<String, String> outcomes = new TreeMap<>();
    Map<String, Integer> firstOfOrder = new HashMap<>();
    for (Version ticket : latest.values()) {
      if (competes(ticket)) {
        firstOfOrder.merge(ticket.orderId(), ORDER_SOURCES.indexOf(ticket.source()), Math::min);
      }
    }
    for (Version ticket : latest.values()) {
      String reason = reason(ticket);
      if (competes(ticket)
          && ORDER_SOURCES.indexOf(ticket.source()) > firstOfOrder.get(ticket.orderId())) {
        reason = "SAME_ORDER";
      }
      Version sale = original(ticket, latest);
      if (reason == null && sale != null) {
        reason = reason(sale);
      }
      outcomes.put(ticket.id(), reason + " " + dollars(ticket));
    }
    return outcomes;
  }

  /** The sale that a return names, if it is known. */
  private static Version original(Version ticket, Map<String, Version> latest) {
    Version named = latest.get("pos:" + ticket.returns());
    return named == null || "RETURN".equals(named.kind()) ? null : named;
  }

  /** Returns that name a sale that is not known, or no sale. */
  long returnsOfNothing() {
    Map<String, Version> latest = latest();
    return latest.values().stream()
        .filter(ticket -> ticket.returns() != null && original(ticket, latest) == null)
        .count();
  }

  /** Reasons that returns take over from their sales. */
  Set<String> takenOver() {
    Map<String, Version> latest = latest();
    Set<String> reasons = new TreeSet<>();
    for (Version ticket : latest.values()) {
      Version sale = original(ticket, latest);
      if (sale != null && reason(ticket) == null && reason(sale) != null) {
        reasons.add(reason(sale));
      }
    }
    return reasons;
  }

  BigDecimal revenue() {
    return outcomes().values().stream()
        .map(outcome -> outcome.split(" "))
        .filter(outcome -> outcome[0].equals("null"))
        .map(outcome -> new BigDecimal(outcome[1]))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private boolean competes(Version ticket) {
    return reason(ticket) == null
        && !"RETURN".equals(ticket.kind())
        && ticket.orderId() != null
        && ORDER_SOURCES.contains(ticket.source());
  }

  private String reason(Version ticket) {
    if ("CANCELLED".equals(ticket.kind()) || "cancelled".equals(ticket.status())) {
      return "CANCELLED";
    }
    if (!"RETURN".equals(ticket.kind())) {
      boolean isDelivered = "delivered".equals(ticket.status());
      if ("returned".equals(ticket.status()) || ("cod".equals(ticket.tender()) && !isDelivered)) {
        return "UNDELIVERED";
      }
      if ("placed".equals(ticket.status())) {
        return "PLACED";
      }
    }
    if (!ticket.isRevenue()) {
      return "NOT_REVENUE_SOURCE";
    }
    return dollars(ticket) == null ? "UNVALUED" : null;
  }

  private BigDecimal dollars(Version ticket) {
    RateOn rate = rateFor(ticket);
    if (rate == null) {
      return null;
    }
    BigDecimal total = new BigDecimal("0.00");
    for (Line line : ticket.items()) {
      BigDecimal net = line.price().multiply(line.quantity()).subtract(line.discount());
      total = total.add(dollars("RETURN".equals(ticket.kind()) ? net.negate() : net, rate));
    }
    return total;
  }

  private static BigDecimal dollars(BigDecimal amount, RateOn rate) {
    BigDecimal number = new BigDecimal(rate.rate());
    return rate.quote().equals("USD")
        ? amount.multiply(number).setScale(2, RoundingMode.HALF_UP)
        : amount.divide(number, 2, RoundingMode.HALF_UP);
  }

  /** Of the latest usable day; to the dollar before from the dollar. */
  private RateOn rateFor(Version ticket) {
    String currency = ticket.currency();
    if (currency.equals("USD")) {
      return new RateOn("USD", "USD", ticket.day().toString(), "1");
    }
    RateOn found = null;
    for (RateOn rate : rates) {
      LocalDate on = LocalDate.parse(rate.on());
      boolean isUsable =
          (rate.base().equals(currency) || rate.quote().equals(currency))
              && !on.isAfter(ticket.day())
              && !on.isBefore(ticket.day().minusDays(MAX_AGE));
      if (isUsable
          && (found == null
              || rate.on().compareTo(found.on()) > 0
              || (rate.on().equals(found.on()) && rate.base().equals(currency)))) {
        found = rate;
      }
    }
    return found;
  }
}

package io.tributary.segment;

import io.tributary.segment.PlainCustomer.Event;
import io.tributary.segment.PlainCustomer.Line;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.Products;
import io.tributary.tables.silver.Sessions;
import io.tributary.tables.silver.TransactionLines;
import io.tributary.tables.silver.Transactions;
import io.tributary.testing.TestLake;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Customers and events from a small domain, so that borders are met: as tables and as objects. */
final class RandomWorld {
  private static final Map<String, String> CATEGORIES =
      Map.of("S1", "Shoes", "S2", "Shoes", "S3", "Hats");

  final World tables = new World();
  final List<PlainCustomer> customers = new ArrayList<>();
  private final Random random;
  private final Instant asOf;
  private int number;

  RandomWorld(Random random, Instant asOf, int howMany) {
    this.random = random;
    this.asOf = asOf;
    CATEGORIES.forEach(
        (sku, category) ->
            tables.row(Products.TABLE, Products.SKU, sku, Products.CATEGORY, category));
    for (int i = 0; i < howMany; i++) {
      customers.add(customer("c" + i));
    }
    for (PlainCustomer customer : customers) {
      for (int i = random.nextInt(5); i > 0; i--) {
        purchase(customer);
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        visit(customer);
      }
    }
    addresses();
  }

  private PlainCustomer customer(String id) {
    Map<String, Object> values = new HashMap<>();
    maybe(values, Customers.CITY, "Hue", "Hanoi", "Dalat");
    maybe(values, Customers.HAS_EMAIL, true, false);
    maybe(values, Customers.IS_VIP, true, false);
    maybe(values, Customers.ORDER_COUNT, 0L, 1L, 2L, 3L, 4L);
    maybe(values, Customers.RFM_RECENCY, 1, 2, 3, 4, 5);
    maybe(values, Customers.VALUE_CURRENCY, "USD", "USD", "VND");
    maybe(values, Customers.FOUNDED_ON, (Object[]) days());
    maybe(values, Customers.LAST_PURCHASE_AT, moment(), moment());
    boolean isDong = "VND".equals(values.get(Customers.VALUE_CURRENCY));
    String[] amounts =
        isDong
            ? new String[] {"250000.00", "762500.00", "2500000.00", "750001.00"}
            : new String[] {"10.00", "30.00", "30.50", "100.00", "99.99", "-5.00"};
    maybe(values, Customers.NET_VALUE, (Object[]) amounts);
    List<Object> row = new ArrayList<>(List.of(Customers.CUSTOMER_ID, id));
    values.forEach((column, value) -> row.addAll(List.of(column, value)));
    maybe(values, "third_party.acme.income", "high", "low");
    Object income = values.get("third_party.acme.income");
    if (income != null || random.nextBoolean()) {
      Map<String, String> stated = income == null ? Map.of() : Map.of("acme.income", "" + income);
      row.addAll(Arrays.asList(Customers.THIRD_PARTY, stated));
    }
    tables.row(Customers.TABLE, row.toArray());
    for (int i = 0; i < 2; i++) {
      tables.row(
          CustomerLinks.TABLE,
          CustomerLinks.RECORD_KEY,
          record(id, i),
          CustomerLinks.CUSTOMER_ID,
          id);
    }
    return new PlainCustomer(id, values, new ArrayList<>());
  }

  private void purchase(PlainCustomer customer) {
    String ticket = "t" + number++;
    Instant at = moment();
    String kind = one("SALE", "SALE", "SALE", "SALE", "RETURN", "CANCELLED");
    String status = one(null, null, "placed", "delivered", "cancelled", "returned");
    String reason = one(null, null, null, "PLACED", "SAME_ORDER", "UNVALUED", "UNDELIVERED");
    boolean isReturn = kind.equals("RETURN");
    boolean isDeleted = random.nextInt(10) == 0;
    boolean isKnown = random.nextInt(10) > 0;
    boolean isRevenue = reason == null;
    String channel = one(null, "store", "web", "app");
    boolean isDong = "VND".equals(customer.values().get(Customers.VALUE_CURRENCY));
    List<Line> lines = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = random.nextInt(4); i > 0; i--) {
      BigDecimal amount =
          new BigDecimal(
              (isReturn ? "-" : "")
                  + (isDong
                      ? one("125000.00", "250000.00", "500000.00")
                      : one("5.00", "10.00", "15.25")));
      String sku = one("S1", "S2", "S3", "S4");
      tables.row(
          TransactionLines.TABLE,
          TransactionLines.TRANSACTION_ID,
          ticket,
          TransactionLines.LINE_NO,
          i,
          TransactionLines.SKU,
          sku,
          TransactionLines.REPORTING_AMOUNT,
          amount);
      sum = sum.add(amount);
      lines.add(
          new Line(
              sku, CATEGORIES.get(sku), isReturn ? -1 : 1, isRevenue ? amount : BigDecimal.ZERO));
    }
    tables.row(
        Transactions.TABLE,
        Transactions.TRANSACTION_ID,
        ticket,
        Transactions.RECORD_KEY,
        isKnown ? record(customer.id(), random.nextInt(2)) : null,
        Transactions.KIND,
        kind,
        Transactions.STATUS,
        status,
        Transactions.CHANNEL,
        channel,
        Transactions.OCCURRED_AT,
        at,
        Transactions.BUSINESS_ON,
        day(at),
        Transactions.NET_AMOUNT,
        sum,
        Transactions.REPORTING_AMOUNT,
        sum,
        Transactions.IS_REVENUE,
        isRevenue,
        Transactions.NOT_REVENUE_REASON,
        reason,
        Transactions.IS_DELETED,
        isDeleted);
    boolean isThere =
        !isDeleted
            && isKnown
            && at.isBefore(asOf)
            && !"cancelled".equals(status)
            && !"SAME_ORDER".equals(reason);
    boolean isSale = kind.equals("SALE") && !"returned".equals(status);
    if (isThere && isReturn) {
      // Of a sale that nobody knows: no purchase, and less money on its own day.
      purchase(customer, at, channel, 0, isRevenue ? sum : BigDecimal.ZERO, lines);
    } else if (isThere && isSale) {
      List<Line> back = lines.isEmpty() || random.nextInt(3) > 0 ? List.of() : back(lines);
      BigDecimal returned = back.isEmpty() ? BigDecimal.ZERO : bringBack(ticket, back, isRevenue);
      List<Line> all = new ArrayList<>(lines);
      if (returned.signum() != 0) {
        all.addAll(back);
      }
      boolean isKept = returned.signum() == 0 || sum.add(returned).signum() > 0;
      BigDecimal revenue = isRevenue ? sum.add(returned) : BigDecimal.ZERO;
      purchase(customer, at, channel, isKept ? 1 : 0, revenue, all);
    }
  }

  private static void purchase(
      PlainCustomer customer,
      Instant at,
      String channel,
      int count,
      BigDecimal revenue,
      List<Line> lines) {
    customer
        .events()
        .add(
            new Event(EventKind.PURCHASE, at, day(at), channel, count, revenue, lines, null, null));
  }

  /** Some of the lines, or all, as a return has them. */
  private List<Line> back(List<Line> lines) {
    return lines.subList(0, 1 + random.nextInt(lines.size())).stream()
        .map(line -> new Line(line.sku(), line.category(), -1, line.revenue().negate()))
        .toList();
  }

  /** An anonymous return of a sale's lines; gives what it takes off, nothing if it is too late. */
  private BigDecimal bringBack(String sale, List<Line> back, boolean isRevenue) {
    String ticket = "t" + number++;
    Instant at = moment();
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < back.size(); i++) {
      // What is no revenue has an amount all the same.
      BigDecimal amount = isRevenue ? back.get(i).revenue() : new BigDecimal("-1.00");
      tables.row(
          TransactionLines.TABLE,
          TransactionLines.TRANSACTION_ID,
          ticket,
          TransactionLines.LINE_NO,
          i + 1,
          TransactionLines.SKU,
          back.get(i).sku(),
          TransactionLines.REPORTING_AMOUNT,
          amount);
      sum = sum.add(amount);
    }
    tables.row(
        Transactions.TABLE,
        Transactions.TRANSACTION_ID,
        ticket,
        Transactions.KIND,
        "RETURN",
        Transactions.RETURNS_TRANSACTION_ID,
        sale,
        Transactions.OCCURRED_AT,
        at,
        Transactions.BUSINESS_ON,
        day(at),
        Transactions.NET_AMOUNT,
        sum,
        Transactions.REPORTING_AMOUNT,
        sum,
        Transactions.IS_REVENUE,
        isRevenue,
        Transactions.IS_DELETED,
        false);
    return at.isBefore(asOf) ? sum : BigDecimal.ZERO;
  }

  private void visit(PlainCustomer customer) {
    Instant at = moment();
    Instant cartAt = at.plus(Duration.ofMinutes(random.nextInt(3)));
    String platform = one("web", "app");
    boolean isRobot = random.nextInt(8) == 0;
    int[] counts = random.ints(4, 0, 3).toArray();
    tables.row(
        Sessions.TABLE,
        Sessions.SESSION_ID,
        "v" + number++,
        Sessions.RECORD_KEY,
        record(customer.id(), random.nextInt(2)),
        Sessions.PLATFORM,
        platform,
        Sessions.STARTED_AT,
        at,
        Sessions.BUSINESS_ON,
        day(at),
        Sessions.IS_BOT,
        isRobot,
        Sessions.CART_COUNT,
        counts[0],
        Sessions.LAST_CART_AT,
        counts[0] == 0 ? null : cartAt,
        Sessions.SEARCH_COUNT,
        counts[1],
        Sessions.WISHLIST_COUNT,
        counts[2],
        Sessions.CHECKOUT_COUNT,
        counts[3]);
    // A visit that begins in the interval counts with all that is in it.
    if (!isRobot && at.isBefore(asOf)) {
      List<Event> events = customer.events();
      events.add(event(EventKind.VISIT, at, at, platform, 1));
      events.add(event(EventKind.CART, cartAt, at, platform, counts[0]));
      events.add(event(EventKind.SEARCH, at, at, platform, counts[1]));
      events.add(event(EventKind.WISHLIST, at, at, platform, counts[2]));
      events.add(event(EventKind.CHECKOUT, at, at, platform, counts[3]));
    }
  }

  private static Event event(EventKind kind, Instant at, Instant begin, String channel, int count) {
    return new Event(kind, at, day(begin), channel, count, BigDecimal.ZERO, List.of(), null, null);
  }

  /** Some addresses are carried by two records of one customer, some by two customers. */
  private void addresses() {
    for (int i = 0; i < customers.size(); i++) {
      String address = "i" + i;
      List<PlainCustomer> carriers = new ArrayList<>(List.of(customers.get(i)));
      carrier(address, customers.get(i), 0, false);
      if (random.nextInt(3) == 0) {
        carrier(address, customers.get(i), 1, false);
      }
      if (random.nextInt(4) == 0) {
        PlainCustomer other = customers.get((i + 1) % customers.size());
        boolean isDeleted = random.nextBoolean();
        carrier(address, other, 0, isDeleted);
        if (!isDeleted) {
          carriers.add(other);
        }
      }
      for (int n = random.nextInt(4); n > 0; n--) {
        response(address, carriers);
      }
    }
  }

  private void carrier(String address, PlainCustomer customer, int record, boolean isDeleted) {
    tables.row(
        Identifiers.TABLE,
        Identifiers.IDENTIFIER_ID,
        address,
        Identifiers.RECORD_KEY,
        record(customer.id(), record),
        Identifiers.IS_DELETED,
        isDeleted);
  }

  private void response(String address, List<PlainCustomer> carriers) {
    Instant at = moment();
    String channel = one("email", "sms");
    String campaign = one("c1", "c2");
    String response = one("sent", "opened", "clicked");
    tables.row(
        CampaignResponses.TABLE,
        CampaignResponses.RESPONSE_ID,
        "p" + number++,
        CampaignResponses.IDENTIFIER_ID,
        address,
        CampaignResponses.CHANNEL,
        channel,
        CampaignResponses.CAMPAIGN_ID,
        campaign,
        CampaignResponses.RESPONSE,
        response,
        CampaignResponses.RESPONDED_AT,
        at,
        CampaignResponses.BUSINESS_ON,
        day(at));
    for (PlainCustomer carrier : at.isBefore(asOf) ? carriers : List.<PlainCustomer>of()) {
      carrier
          .events()
          .add(
              new Event(
                  EventKind.RESPONSE,
                  at,
                  day(at),
                  channel,
                  1,
                  BigDecimal.ZERO,
                  List.of(),
                  campaign,
                  response));
    }
  }

  private static String record(String customer, int index) {
    return "r" + index + "-" + customer;
  }

  /** Up to twelve days back and at most an hour ahead, often within a second of midnight. */
  private Instant moment() {
    Instant midnight =
        Instant.parse("2026-11-10T17:00:00Z").minus(Duration.ofDays(random.nextInt(12)));
    return switch (random.nextInt(4)) {
      case 0 -> midnight;
      case 1 -> midnight.minusSeconds(1);
      case 2 -> midnight.plusSeconds(3600);
      default -> midnight.minusSeconds(random.nextInt(86_400));
    };
  }

  private LocalDate[] days() {
    return new LocalDate[] {day(moment()), day(moment())};
  }

  private static LocalDate day(Instant at) {
    return at.atZone(TestLake.ZONE).toLocalDate();
  }

  private void maybe(Map<String, Object> values, String column, Object... choices) {
    if (random.nextInt(5) > 0) {
      values.put(column, choices[random.nextInt(choices.length)]);
    }
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}

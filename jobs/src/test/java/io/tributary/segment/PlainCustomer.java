package io.tributary.segment;

import io.tributary.tables.gold.Customers;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A customer as plain Java, and the meaning of definitions as they are written, one customer and
 * one event at a time: the slow oracle of the compiled evaluation.
 *
 * @param values of columns of gold.customers; unknown ones are absent
 * @param events those that count
 */
record PlainCustomer(String id, Map<String, Object> values, List<Event> events) {

  /** One line of a ticket; a line that was brought back is one of -1. */
  record Line(String sku, String category, int quantity, BigDecimal revenue) {}

  /** Something that happened, {@code count} times in one; a purchase brought back whole, none. */
  record Event(
      EventKind kind,
      Instant at,
      LocalDate day,
      String channel,
      int count,
      BigDecimal revenue,
      List<Line> lines,
      String campaign,
      String response) {}

  /** The circumstances of an evaluation. */
  record Setting(
      LocalDate today,
      ZoneId zone,
      BigDecimal dollarsForADong,
      Map<String, SegmentDefinition> definitions) {}

  boolean isIn(String segment, Setting setting) {
    return meets(setting.definitions().get(segment).who(), setting);
  }

  private boolean meets(ConditionNode node, Setting setting) {
    if (node.where().isPresent()) {
      return meets(node.where().get(), setting);
    }
    if (node.did().isPresent()) {
      return did(node.did().get(), setting);
    }
    if (node.didNot().isPresent()) {
      return !did(node.didNot().get(), setting);
    }
    if (node.in().isPresent()) {
      return isIn(node.in().get(), setting);
    }
    if (node.notIn().isPresent()) {
      return !isIn(node.notIn().get(), setting);
    }
    if (node.not().isPresent()) {
      return !meets(node.not().get(), setting);
    }
    return node.all().isEmpty()
        ? node.any().stream().anyMatch(part -> meets(part, setting))
        : node.all().stream().allMatch(part -> meets(part, setting));
  }

  private boolean meets(Where where, Setting setting) {
    Object value = values.get(where.column());
    if (where.known().isPresent()) {
      return where.known().get() == (value != null);
    }
    if (where.isNot().isPresent()) {
      return value == null || !value.toString().equals(where.isNot().get());
    }
    if (value == null) {
      return false;
    }
    if (where.is().isPresent()) {
      return value.toString().equals(where.is().get());
    }
    if (!where.oneOf().isEmpty()) {
      return where.oneOf().contains(value.toString());
    }
    if (value instanceof LocalDate || value instanceof Instant) {
      LocalDate day =
          value instanceof Instant at ? at.atZone(setting.zone()).toLocalDate() : (LocalDate) value;
      return where.after().map(text -> day.isAfter(day(text, setting))).orElse(true)
          && where.since().map(text -> !day.isBefore(day(text, setting))).orElse(true)
          && where.before().map(text -> day.isBefore(day(text, setting))).orElse(true)
          && where.until().map(text -> !day.isAfter(day(text, setting))).orElse(true);
    }
    BigDecimal number = new BigDecimal(value.toString());
    return where.atLeast().map(l -> compared(number, l, setting, 0, 1)).orElse(true)
        && where.moreThan().map(l -> compared(number, l, setting, 1)).orElse(true)
        && where.atMost().map(l -> compared(number, l, setting, -1, 0)).orElse(true)
        && where.lessThan().map(l -> compared(number, l, setting, -1)).orElse(true);
  }

  private static LocalDate day(String text, Setting setting) {
    if (text.equals("today")) {
      return setting.today();
    }
    return text.endsWith("ago")
        ? setting.today().minusDays(Long.parseLong(text.split(" ")[0]))
        : LocalDate.parse(text);
  }

  /** Whether the sign of the comparison is one of these; never if the currency is unknown. */
  private boolean compared(BigDecimal number, Limit limit, Setting setting, int... signs) {
    BigDecimal left = number;
    BigDecimal right = limit.amount();
    if (limit.currency().isPresent()) {
      Object own = values.get(Customers.VALUE_CURRENCY);
      if (own == null) {
        return false;
      }
      left = dollars(left, own.toString(), setting);
      right = dollars(right, limit.currency().get(), setting);
    }
    int sign = Integer.signum(left.compareTo(right));
    return java.util.Arrays.stream(signs).anyMatch(wanted -> wanted == sign);
  }

  private static BigDecimal dollars(BigDecimal amount, String currency, Setting setting) {
    return currency.equals("USD") ? amount : amount.multiply(setting.dollarsForADong());
  }

  private boolean did(Did did, Setting setting) {
    List<Event> inWindow =
        events.stream()
            .filter(event -> event.kind() == did.event() && isChosen(event, did, setting))
            .toList();
    if (did.sumAtLeast().isPresent()) {
      BigDecimal sum =
          inWindow.stream()
              .map(event -> revenue(event, did))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      return compared(sum, did.sumAtLeast().get(), setting, 0, 1);
    }
    List<Event> chosen = inWindow.stream().filter(event -> isKept(event, did)).toList();
    if (did.afterLast().isPresent()) {
      Optional<Instant> last =
          events.stream()
              .filter(event -> event.kind() == did.afterLast().get() && event.count() > 0)
              .map(Event::at)
              .max(Instant::compareTo);
      return last.isPresent() && chosen.stream().anyMatch(e -> !e.at().isBefore(last.get()));
    }
    return chosen.stream().mapToInt(e -> isOfProducts(did) ? 1 : e.count()).sum()
        >= did.atLeast().orElse(1);
  }

  private static boolean isOfProducts(Did did) {
    return !did.sku().isEmpty() || !did.category().isEmpty();
  }

  private static boolean isKept(Event event, Did did) {
    return isOfProducts(did)
        ? event.lines().stream().filter(line -> isChosen(line, did)).mapToInt(Line::quantity).sum()
            > 0
        : event.count() > 0;
  }

  private static boolean isChosen(Event event, Did did, Setting setting) {
    long ago = event.day().until(setting.today(), java.time.temporal.ChronoUnit.DAYS);
    return did.within().map(window -> ago >= 0 && ago < window.toDays()).orElse(true)
        && isOneOf(event.channel(), did.channel())
        && isOneOf(event.campaign(), did.campaign())
        && isOneOf(event.response(), did.response());
  }

  private static boolean isChosen(Line line, Did did) {
    return isOneOf(line.sku(), did.sku()) && isOneOf(line.category(), did.category());
  }

  private static boolean isOneOf(String value, List<String> wanted) {
    return wanted.isEmpty() || (value != null && wanted.contains(value));
  }

  private static BigDecimal revenue(Event event, Did did) {
    if (did.sku().isEmpty() && did.category().isEmpty()) {
      return event.revenue();
    }
    return event.lines().stream()
        .filter(line -> isChosen(line, did))
        .map(Line::revenue)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}

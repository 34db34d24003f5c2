package io.tributary.generate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tills' tickets: sales, returns (positive quantities, their kind says that they are returns)
 * and cancelled tickets. On the first night the tickets after 18:00 come a night late.
 */
final class TicketsFile {
  static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'+07:00'", Locale.ROOT);
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
  private static final List<String> TENDERS =
      List.of("cash", "cash", "card", "card", "wallet", "points");
  private static final int LINE_DOWN_FROM = 18;

  private record Shown(
      @Nullable String card,
      @Nullable String phone,
      @Nullable String email,
      @Nullable String token,
      String tender) {}

  private final Models models;

  TicketsFile(Models models) {
    this.models = models;
  }

  /** Writes the sale and what becomes of it; true if its money stays. */
  boolean write(Customer customer, Purchase purchase, Chunk chunk) {
    Dice dice = chunk.dice();
    Set<DirtyCase> found = EnumSet.noneOf(DirtyCase.class);
    Shown shown = shown(customer, purchase.at(), dice, found);
    boolean isCancelled = dice.chance(NoiseRates.CANCELLED);
    if (isCancelled) {
      found.add(DirtyCase.CANCELLED_TICKET);
    }
    String number = number(customer, purchase.at(), chunk);
    String text =
        ticket(number, customer, purchase, isCancelled ? "cancelled" : "sale", null, shown, null);
    Chunk.Line line = deliver(number, purchase.at(), text, found, customer, chunk);
    if (dice.chance(NoiseRates.DUPLICATE_TICKET)) {
      String file = file(purchase.at(), chunk.nights());
      chunk.line(file, purchase.at(), text);
      chunk.found(DirtyCase.DUPLICATE_TICKET, file, line, "pos:" + number);
    }
    boolean isReturned =
        !isCancelled
            && dice.chance(NoiseRates.RETURN)
            && takeBack(customer, purchase, number, shown, chunk);
    return !isCancelled && !isReturned;
  }

  /**
   * Writes the till's ticket of an order that was picked up or bought through the shop's system in
   * a store.
   */
  void writeOrder(
      Customer customer, Purchase purchase, LocalDateTime at, String orderId, Chunk chunk) {
    Set<DirtyCase> found = EnumSet.noneOf(DirtyCase.class);
    Shown shown = shown(customer, at, chunk.dice(), found);
    String number = number(customer, at, chunk);
    Purchase atTill =
        new Purchase(
            at, purchase.channel(), purchase.currency(), purchase.valueInVnd(), purchase.lines());
    deliver(
        number,
        at,
        ticket(number, customer, atTill, "sale", null, shown, orderId),
        found,
        customer,
        chunk);
  }

  private boolean takeBack(
      Customer customer, Purchase purchase, String sale, Shown shown, Chunk chunk) {
    Dice dice = chunk.dice();
    LocalDateTime at = purchase.at().plusDays(dice.between(1, 30));
    if (!chunk.nights().happened(at)) {
      return false;
    }
    boolean isAnonymous = dice.chance(NoiseRates.ANONYMOUS_RETURN);
    Shown back = isAnonymous ? new Shown(null, null, null, null, "cash") : shown;
    String number = number(customer, at, chunk);
    Purchase goods =
        new Purchase(
            at, purchase.channel(), purchase.currency(), purchase.valueInVnd(), purchase.lines());
    Set<DirtyCase> found = EnumSet.of(isAnonymous ? DirtyCase.ANONYMOUS_RETURN : DirtyCase.RETURN);
    deliver(
        number,
        at,
        ticket(number, customer, goods, "return", sale, back, null),
        found,
        customer,
        chunk);
    return true;
  }

  private Shown shown(Customer customer, LocalDateTime at, Dice dice, Set<DirtyCase> found) {
    String tender = dice.pick(TENDERS);
    String token = tender.equals("card") ? dice.pick(customer.paymentTokens()) : null;
    if (dice.chance(NoiseRates.ANONYMOUS_TICKET)) {
      found.add(DirtyCase.ANONYMOUS_TICKET);
      return new Shown(null, null, null, null, "cash");
    }
    String card =
        !customer.cards().isEmpty() && dice.chance(0.7) ? dice.pick(customer.cards()) : null;
    PhoneModel.Phone own = customer.phone();
    String phone = null;
    if (own != null && dice.chance(card == null ? 0.75 : 0.25)) {
      phone = models.phones().clerk(own, customer.behaviour().store(), at, dice, found);
    }
    String email = customer.email();
    String typed =
        email != null && dice.chance(0.1) ? models.emails().spell(email, dice, found) : null;
    return new Shown(card, phone, typed, token, tender);
  }

  private static String number(Customer customer, LocalDateTime at, Chunk chunk) {
    return customer.behaviour().store().id() + "-" + COMPACT.format(at) + "-" + chunk.nextNumber();
  }

  private static String ticket(
      String number,
      Customer customer,
      Purchase purchase,
      String kind,
      @Nullable String returns,
      Shown shown,
      @Nullable String orderId) {
    return new Json()
        .add("ticket_no", number)
        .add("store_id", customer.behaviour().store().id())
        .add("register_id", "R" + (1 + customer.number() % 4))
        .add("occurred_at", ISO.format(purchase.at()))
        .add("kind", kind)
        .add("returns_ticket_no", returns)
        .add("currency", purchase.currency())
        .add("loyalty_card", shown.card())
        .add("phone", shown.phone())
        .add("email", shown.email())
        .add("payment_token", shown.token())
        .add("tender", shown.tender())
        .add("order_id", orderId)
        .add("total", purchase.money(purchase.total()))
        .raw("lines", purchase.linesAsJson())
        .close();
  }

  private static String file(LocalDateTime at, Nights nights) {
    boolean isLate =
        at.toLocalDate().equals(nights.first())
            && at.getHour() >= LINE_DOWN_FROM
            && nights.days() > 1;
    return isLate
        ? Feed.TICKETS.file(nights.first().plusDays(1), "_late")
        : Feed.TICKETS.file(nights, at);
  }

  /**
   * A first-night ticket of an uneven number has ten times its quantities; an overlay puts it right
   * a night later.
   */
  private static Chunk.Line deliver(
      String number,
      LocalDateTime at,
      String text,
      Set<DirtyCase> found,
      Customer customer,
      Chunk chunk) {
    Nights nights = chunk.nights();
    String file = file(at, nights);
    String key = "pos:" + number;
    if (file.endsWith("_late.jsonl")) {
      found.add(DirtyCase.LATE_TICKET);
    }
    String delivered = text;
    if (nights.days() > 1 && file.equals(Feed.TICKETS.file(nights.first()))) {
      LocalDate next = nights.first().plusDays(1);
      chunk.line(Feed.TICKETS.overlay(next, nights.first()), at, text);
      if ((number.charAt(number.length() - 1) & 1) == 1) {
        delivered =
            text.replaceAll("\"quantity\":\"(?<count>\\d+)\"", "\"quantity\":\"${count}0\"");
        found.add(DirtyCase.SUPERSEDED_TICKET);
      }
    }
    Chunk.Line line = chunk.line(file, at, delivered);
    chunk.found(found, file, line, key);
    chunk.truth(key, customer, "TICKET");
    return line;
  }
}

package io.tributary.generate;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets customers live: everything that the sources see of one of them, and what the truth says
 * about it.
 */
final class Life {
  /** 1,000 USD at the level of the rates. */
  static final long VIP_FROM_VND = 25_400_000;

  private final Purchases purchases;
  private final CrmFile crm;
  private final CardsFile cards;
  private final TicketsFile tickets;
  private final OrdersFile orders;
  private final MarketplaceFile marketplace;
  private final EventsFile events;
  private final AccessLogFile log;
  private final DemographicsFile demographics;
  private final IntentFile intent;
  private final ConsentsFile consents = new ConsentsFile();
  private final CampaignsFile campaigns = new CampaignsFile();
  private final CatalogFile catalog;
  private final RatesFile rates = new RatesFile();

  Life(Models models) {
    this.purchases = new Purchases(models);
    this.crm = new CrmFile(models);
    this.cards = new CardsFile(models);
    this.tickets = new TicketsFile(models);
    this.orders = new OrdersFile(models, tickets);
    this.marketplace = new MarketplaceFile(models);
    this.events = new EventsFile(models);
    this.log = new AccessLogFile();
    this.demographics = new DemographicsFile(models);
    this.intent = new IntentFile(models);
    this.catalog = new CatalogFile(models);
  }

  void live(Customer customer, Chunk chunk) {
    crm.write(customer, chunk);
    cards.write(customer, chunk);
    List<OrdersFile.Order> online = new ArrayList<>();
    List<Purchase> kept = new ArrayList<>();
    for (Purchase purchase : purchases.of(customer, chunk)) {
      if (buy(customer, purchase, online, chunk)) {
        kept.add(purchase);
      }
    }
    EventsFile.Visits visits = events.write(customer, online, chunk);
    log.write(customer, chunk);
    demographics.write(customer, chunk);
    intent.write(customer, chunk);
    campaigns.write(customer, consents.write(customer, chunk), chunk);
    judge(customer, kept, visits, chunk);
  }

  private boolean buy(
      Customer customer, Purchase purchase, List<OrdersFile.Order> online, Chunk chunk) {
    return switch (purchase.channel()) {
      case POS -> tickets.write(customer, purchase, chunk);
      case MARKETPLACE -> marketplace.write(customer, purchase, chunk);
      case SHOP -> {
        OrdersFile.Order order = orders.write(customer, purchase, chunk);
        online.add(order);
        yield order.isKept();
      }
    };
  }

  /** What no customer owns: bots, lists, and rows that are broken. */
  void surround(Chunk chunk) {
    events.writeBots(chunk);
    events.writeLost(chunk);
    log.writeBots(chunk);
    BrokenRows.write(chunk);
    if (chunk.index() == 0) {
      demographics.writePlaces(chunk);
      catalog.write(chunk);
      rates.write(chunk);
    }
  }

  private static void judge(
      Customer customer, List<Purchase> kept, EventsFile.Visits visits, Chunk chunk) {
    LocalDateTime end = chunk.nights().end();
    LocalDateTime bought = kept.isEmpty() ? LocalDateTime.MIN : kept.get(kept.size() - 1).at();
    if (customer.behaviour().firstPurchase() == null) {
      of(customer, DirtyCase.PROSPECT, chunk);
    }
    if (bought.isAfter(end.minusDays(3))) {
      of(customer, DirtyCase.JUST_BOUGHT, chunk);
    }
    if (visits.lastCart().isAfter(end.minusDays(7)) && visits.lastCart().isAfter(bought)) {
      of(customer, DirtyCase.CART_ABANDONED, chunk);
    }
    if (kept.stream().mapToLong(Purchase::valueInVnd).sum() > VIP_FROM_VND) {
      of(customer, DirtyCase.VIP, chunk);
      LocalDateTime longAgo = end.minusDays(21);
      if (visits.last().isBefore(longAgo) && bought.isBefore(longAgo)) {
        of(customer, DirtyCase.VIP_AWAY, chunk);
      }
    }
  }

  private static void of(Customer customer, DirtyCase dirtyCase, Chunk chunk) {
    chunk.found(dirtyCase, "truth/customers.csv", null, customer.entityId());
  }
}

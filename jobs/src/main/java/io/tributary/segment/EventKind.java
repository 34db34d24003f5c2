package io.tributary.segment;

import io.tributary.tables.Table;
import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.Sessions;
import io.tributary.tables.silver.Transactions;
import java.util.Locale;
import java.util.Set;

/** What customers do, and the table that knows it. */
public enum EventKind {
  /** A sale that stands: not cancelled, not brought back; delivered and valued or not yet. */
  PURCHASE(Transactions.TABLE, Set.of("store", "web", "app", "marketplace")),
  /** A visit of the web site or the app that was not a robot's. */
  VISIT(Sessions.TABLE, Set.of("web", "app")),
  /** A product put into the cart. */
  CART(Sessions.TABLE, Set.of("web", "app")),
  SEARCH(Sessions.TABLE, Set.of("web", "app")),
  /** A product put on the wish list. */
  WISHLIST(Sessions.TABLE, Set.of("web", "app")),
  /** A check-out begun. */
  CHECKOUT(Sessions.TABLE, Set.of("web", "app")),
  /** A response to a message: sent, delivered, opened, clicked, bounced … */
  RESPONSE(CampaignResponses.TABLE, Set.of());

  private final Table table;
  private final Set<String> channels;

  EventKind(Table table, Set<String> channels) {
    this.table = table;
    this.channels = channels;
  }

  /** The table whose rows are, or count, the events. */
  Table table() {
    return table;
  }

  /** The channels it happens on; none when they are free. */
  Set<String> channels() {
    return channels;
  }

  /** As written in definitions. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Column of the table's facts: how many of this kind a row stands for. */
  String countColumn() {
    return text() + "_count";
  }

  /** Column of the table's facts: when it happened last in the row. */
  String timeColumn() {
    return text() + "_at";
  }
}

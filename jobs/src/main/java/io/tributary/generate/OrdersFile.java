package io.tributary.generate;

import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shop's orders: delivered again with each night's newer status; some are picked up or bought
 * in a store.
 */
final class OrdersFile {
  /**
   * An order as the other sources see it.
   *
   * @param device null if it was placed in a store
   * @param isKept whether its money stays
   */
  record Order(
      String orderId,
      Purchase purchase,
      @Nullable Device device,
      boolean isLoggedIn,
      boolean isKept) {}

  private final Models models;
  private final TicketsFile tickets;

  OrdersFile(Models models, TicketsFile tickets) {
    this.models = models;
    this.tickets = tickets;
  }

  Order write(Customer customer, Purchase purchase, Chunk chunk) {
    Dice dice = chunk.dice();
    Set<DirtyCase> found = EnumSet.noneOf(DirtyCase.class);
    boolean isInStore = dice.chance(0.08);
    boolean isCod = !isInStore && purchase.currency().equals("VND") && dice.chance(NoiseRates.COD);
    boolean isPickup = !isInStore && !isCod && dice.chance(NoiseRates.PICKUP);
    Device device = isInStore ? null : dice.pick(customer.devices());
    boolean isLoggedIn = customer.account() != null && dice.chance(0.8);
    Progress progress =
        isInStore ? Progress.atOnce(purchase.at()) : Progress.draw(purchase.at(), isCod, dice);
    String id = "DH" + chunk.nextNumber();
    Order order = new Order(id, purchase, device, isLoggedIn, !progress.failsBy(chunk.nights()));
    Json body = body(order, customer, isCod, dice, found);
    boolean isAtTill =
        isInStore
            || (isPickup && !order.purchase().at().isAfter(chunk.nights().end().minusHours(24)));
    if (isAtTill && order.isKept()) {
      LocalDateTime at = isInStore ? purchase.at() : purchase.at().plusHours(3);
      if (!isInStore) {
        found.add(DirtyCase.ORDER_IN_THREE_SOURCES);
      }
      tickets.writeOrder(customer, purchase, at, id, chunk);
    }
    deliver(order, progress, body, found, customer, chunk);
    return order;
  }

  private Json body(
      Order order, Customer customer, boolean isCod, Dice dice, Set<DirtyCase> found) {
    Purchase purchase = order.purchase();
    Device device = order.device();
    if (!purchase.currency().equals("VND")) {
      found.add(DirtyCase.FOREIGN_CURRENCY);
    }
    PhoneModel.Phone own = customer.phone();
    String phone = own == null ? null : models.phones().spell(own, purchase.at(), dice, found);
    String email = customer.emails().isEmpty() ? null : dice.pick(customer.emails());
    String tender = isCod ? "cod" : dice.pick(List.of("card", "wallet", "card", "points"));
    return new Json()
        .add("order_id", order.orderId())
        .add("channel", device == null ? "store" : device.platform())
        .add("placed_at", TicketsFile.ISO.format(purchase.at()))
        .add("account", order.isLoggedIn() ? customer.account() : null)
        .add("phone", phone)
        .add("email", email)
        .add("tender", tender)
        .add("currency", purchase.currency())
        .add("total", purchase.money(purchase.total()))
        .add("device_id", device == null ? null : device.deviceId())
        .add("cookie", device == null ? null : device.cookie())
        .raw("lines", purchase.linesAsJson());
  }

  private static void deliver(
      Order order,
      Progress progress,
      Json body,
      Set<DirtyCase> found,
      Customer customer,
      Chunk chunk) {
    String common = body.close();
    String key = "shop:" + order.orderId();
    boolean isAgain = false;
    for (Progress.Step step : progress.delivered(chunk.nights())) {
      String file = Feed.ORDERS.file(chunk.nights(), step.at());
      String status =
          "\"status\":\""
              + step.status()
              + "\",\"updated_at\":\""
              + TicketsFile.ISO.format(step.at())
              + "\"";
      Chunk.Line line =
          chunk.line(
              file, step.at(), common.substring(0, common.length() - 1) + "," + status + "}");
      chunk.found(isAgain ? EnumSet.of(DirtyCase.STATUS_UPDATE) : found, file, line, key);
      if (step.status().equals(Progress.RETURNED)) {
        chunk.found(DirtyCase.COD_UNDELIVERED, file, line, key);
      } else if (step.status().equals(Progress.CANCELLED)) {
        chunk.found(DirtyCase.CANCELLED_ORDER, file, line, key);
      }
      isAgain = true;
    }
    chunk.truth(key, customer, "TICKET");
    if (order.isLoggedIn()) {
      chunk.truth("shop:" + customer.account(), customer, "LOGIN");
    }
  }
}

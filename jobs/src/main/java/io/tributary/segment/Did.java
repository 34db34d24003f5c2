package io.tributary.segment;

import io.tributary.config.NearestName;
import io.tributary.segment.Condition.Event;
import io.tributary.segment.Condition.ProductChoice;
import io.tributary.tables.silver.CampaignResponses;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An event as written. Each list is a choice; what several keys say must be true of one event.
 *
 * @param within whole business days up to the as-of day and with it; absent = ever
 * @param sku purchases only; likewise category
 * @param channel where: store, web, app, marketplace; of a response email, sms, zalo …
 * @param campaign responses only; likewise response
 * @param atLeast how often; absent = once
 * @param sumAtLeast purchases only, instead of at-least: their amount together
 * @param afterLast only at or after the last event of this kind
 */
public record Did(
    EventKind event,
    Optional<Duration> within,
    List<String> sku,
    List<String> category,
    List<String> channel,
    List<String> campaign,
    List<String> response,
    Optional<Integer> atLeast,
    Optional<Limit> sumAtLeast,
    Optional<EventKind> afterLast) {
  private static final int LONGEST_WINDOW = 3660;

  /**
   * What it means.
   *
   * @throws IllegalArgumentException when the keys do not fit each other
   */
  Event condition() {
    boolean isPurchase = event == EventKind.PURCHASE;
    boolean isResponse = event == EventKind.RESPONSE;
    refuse(!isPurchase && !(sku.isEmpty() && category.isEmpty()), "sku and category need purchase");
    refuse(!isPurchase && sumAtLeast.isPresent(), "sum-at-least needs event = purchase");
    refuse(
        !isResponse && !(campaign.isEmpty() && response.isEmpty()),
        "campaign and response need event = response");
    refuse(atLeast.isPresent() && sumAtLeast.isPresent(), "at-least or sum-at-least, not both");
    refuse(atLeast.filter(times -> times < 1).isPresent(), "at-least must be 1 or more");
    refuse(
        sumAtLeast.filter(sum -> sum.currency().isEmpty()).isPresent(),
        "sum-at-least is money: write { amount = …, currency = … }");
    refuse(
        sumAtLeast.filter(sum -> sum.amount().signum() <= 0).isPresent(),
        "sum-at-least must be above 0");
    refuse(
        afterLast.isPresent() && (atLeast.isPresent() || sumAtLeast.isPresent()),
        "after-last asks for one event: at-least and sum-at-least do not fit");
    refuse(afterLast.filter(event::equals).isPresent(), "after-last needs another event");
    channel.forEach(name -> requireKnown("channel", name, event.channels()));
    response.forEach(name -> requireKnown("response", name, CampaignResponses.RESPONSES));
    return new Event(
        event,
        window(),
        new ProductChoice(sku, category),
        channel,
        campaign,
        response,
        atLeast.orElse(1),
        sumAtLeast,
        afterLast);
  }

  private OptionalInt window() {
    if (within.isEmpty()) {
      return OptionalInt.empty();
    }
    long days = within.get().toDays();
    refuse(
        !within.get().equals(Duration.ofDays(days)) || days < 1 || days > LONGEST_WINDOW,
        "within is a number of whole days from 1d to " + LONGEST_WINDOW + "d");
    return OptionalInt.of((int) days);
  }

  private static void requireKnown(String key, String name, Set<String> known) {
    refuse(
        !known.isEmpty() && !known.contains(name),
        "no " + key + " '" + name + "' of this event" + NearestName.hint(name, known));
  }

  private static void refuse(boolean isWrong, String why) {
    if (isWrong) {
      throw new IllegalArgumentException(why);
    }
  }
}

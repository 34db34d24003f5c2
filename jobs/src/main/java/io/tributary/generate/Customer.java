package io.tributary.generate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One simulated customer: the truth from which every source copies its part.
 *
 * @param number running number over all chunks, from 0
 * @param nextHome where the customer moves to during the nights
 * @param phones the customer's own first; may be empty
 * @param account login of the shop and the web
 * @param interest the category of products that the customer really cares for
 * @param traits dirty cases that are the customer's and not one row's
 */
record Customer(
    long number,
    String household,
    NameModel.FullName name,
    Gender gender,
    LocalDate birth,
    PlaceModel.Place home,
    PlaceModel.@Nullable Place nextHome,
    List<String> emails,
    List<PhoneModel.Phone> phones,
    List<String> crmIds,
    List<String> cards,
    @Nullable String account,
    List<Device> devices,
    List<String> paymentTokens,
    Behaviour behaviour,
    String interest,
    Set<DirtyCase> traits) {

  /**
   * What drives the customer's events.
   *
   * @param knownSince when the first record was made
   * @param firstPurchase null for a prospect
   * @param weeklyVisits mean visits of the web shop a week; 0 for who never does
   */
  record Behaviour(
      LocalDateTime knownSince,
      @Nullable LocalDateTime firstPurchase,
      PurchaseModel.Habit habit,
      double weeklyVisits,
      Store store) {}

  String entityId() {
    return entityId(number);
  }

  static String entityId(long number) {
    return "E" + Digits.padded(number, 8);
  }

  boolean has(DirtyCase trait) {
    return traits.contains(trait);
  }

  PhoneModel.@Nullable Phone phone() {
    return phones.isEmpty() ? null : phones.get(0);
  }

  @Nullable String email() {
    return emails.isEmpty() ? null : emails.get(0);
  }
}

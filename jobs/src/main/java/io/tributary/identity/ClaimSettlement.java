package io.tributary.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Who keeps which remembered id where sets of records merged or split. In rounds: each set without
 * an id claims the most senior one still free that its members held; of several claimants the one
 * with the id's founding record gets it, else the one with its most senior member. A set may end
 * without an id.
 */
final class ClaimSettlement {
  private static final Comparator<Claim> MOST_SENIOR_ID =
      Comparator.comparing(Claim::idSeniority).thenComparing(Claim::customerId, Utf8Order::compare);
  private static final Comparator<Claim> BEST_CLAIMANT =
      Comparator.comparing((Claim claim) -> !claim.hasFounder())
          .thenComparing(Claim::memberSeniority)
          .thenComparing(Claim::componentId, Utf8Order::compare);

  private ClaimSettlement() {}

  /**
   * First come, first served: by the run that first saw a record, the day of its first delivery,
   * its key.
   *
   * @param deliveredOn days since 1970-01-01
   */
  record Seniority(long firstRun, int deliveredOn, String recordKey)
      implements Comparable<Seniority> {
    @Override
    public int compareTo(Seniority other) {
      int byRun = Long.compare(firstRun, other.firstRun);
      if (byRun != 0) {
        return byRun;
      }
      int byDay = Integer.compare(deliveredOn, other.deliveredOn);
      return byDay != 0 ? byDay : Utf8Order.compare(recordKey, other.recordKey);
    }
  }

  /**
   * A set of records, of which some held an id.
   *
   * @param hasFounder whether the id's founding record is one of those
   * @param idSeniority of the id's founding record
   * @param memberSeniority of the most senior of those
   */
  record Claim(
      String componentId,
      String customerId,
      boolean hasFounder,
      Seniority idSeniority,
      Seniority memberSeniority) {}

  /**
   * @param claims at most one for each pair of component and id, in any order
   * @return component to the id it keeps
   */
  static Map<String, String> settle(Collection<Claim> claims) {
    Map<String, String> kept = new HashMap<>();
    Set<String> taken = new HashSet<>();
    List<Claim> open = new ArrayList<>(claims);
    while (!open.isEmpty()) {
      for (Claim winner : best(best(open, Claim::componentId, MOST_SENIOR_ID)).values()) {
        kept.put(winner.componentId(), winner.customerId());
        taken.add(winner.customerId());
      }
      open.removeIf(
          claim -> kept.containsKey(claim.componentId()) || taken.contains(claim.customerId()));
    }
    return kept;
  }

  private static Map<String, Claim> best(Map<String, Claim> firstChoices) {
    return best(firstChoices.values(), Claim::customerId, BEST_CLAIMANT);
  }

  private static Map<String, Claim> best(
      Collection<Claim> claims, Function<Claim, String> key, Comparator<Claim> order) {
    Map<String, Claim> best = new HashMap<>();
    for (Claim claim : claims) {
      best.merge(key.apply(claim), claim, (a, b) -> order.compare(a, b) <= 0 ? a : b);
    }
    return best;
  }
}

package io.tributary.identity;

import java.util.List;
import java.util.Optional;

/**
 * How identifiers of one type link records.
 *
 * @param priority 1 = strongest; decides which identifier stands for a record when carriers are
 *     counted
 * @param weight strength of the evidence in bits; in a component that breaks a limit the weakest
 *     evidence gives way
 * @param isStrong whether the type tells customers apart
 * @param sharedByName a value carried under several given names links only within one of them
 * @param oneLogin a value on which two or more logins ever appeared links nobody
 * @param maxCarriers distinct customers beyond which a value links nobody, as {@link
 *     IdentifierLimits} counts them; 0 = no limit
 * @param maxPerCustomer distinct values of the type in one customer; 0 = no limit
 * @param maxPerWindow distinct values of the type that one customer is first seen with within any
 *     {@code windowDays} consecutive business days; both or none
 * @param blocked normalised values that link nobody
 */
public record IdentifierRule(
    int priority,
    double weight,
    boolean isStrong,
    boolean sharedByName,
    boolean oneLogin,
    int maxCarriers,
    int maxPerCustomer,
    Optional<Integer> maxPerWindow,
    Optional<Integer> windowDays,
    List<String> blocked) {

  public IdentifierRule {
    if (priority < 1) {
      throw new IllegalArgumentException("priority must be at least 1");
    }
    if (!(weight > 0)) {
      throw new IllegalArgumentException("weight must be above 0");
    }
    if (maxCarriers < 0 || maxPerCustomer < 0) {
      throw new IllegalArgumentException(
          "max-carriers and max-per-customer must not be negative; 0 means no limit");
    }
    if (maxPerWindow.isPresent() != windowDays.isPresent()) {
      throw new IllegalArgumentException("max-per-window and window-days belong together");
    }
    if (maxPerWindow.orElse(1) < 1 || windowDays.orElse(1) < 1) {
      throw new IllegalArgumentException("max-per-window and window-days must be at least 1");
    }
    blocked = List.copyOf(blocked);
  }
}

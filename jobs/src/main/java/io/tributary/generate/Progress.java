package io.tributary.generate;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The statuses that an order goes through, in order of time. */
record Progress(List<Step> steps) {
  /** A status and since when. */
  record Step(String status, LocalDateTime at) {}

  static final String RETURNED = "returned";
  static final String CANCELLED = "cancelled";

  /** Draws what becomes of an order; cash on delivery is paid when it is delivered. */
  static Progress draw(LocalDateTime placed, boolean isCod, Dice dice) {
    List<Step> steps = new ArrayList<>(List.of(new Step("placed", placed)));
    if (dice.chance(NoiseRates.CANCELLED)) {
      steps.add(new Step(CANCELLED, placed.plusHours(20)));
    } else if (isCod && dice.chance(NoiseRates.COD_UNDELIVERED)) {
      steps.add(new Step(RETURNED, placed.plusDays(5).plusMinutes(dice.between(0, 200))));
    } else {
      if (!isCod) {
        steps.add(new Step("paid", placed.plusMinutes(dice.between(1, 9))));
      }
      steps.add(new Step("delivered", placed.plusHours(dice.between(20, 80))));
    }
    return new Progress(steps);
  }

  /** Bought and handed over at once, in a store. */
  static Progress atOnce(LocalDateTime placed) {
    return new Progress(List.of(new Step("delivered", placed)));
  }

  /**
   * The last status in each file that delivers the order: one a night in which something changed.
   */
  List<Step> delivered(Nights nights) {
    TreeMap<LocalDateTime, Step> byNight = new TreeMap<>();
    for (Step step : steps) {
      if (nights.happened(step.at())) {
        LocalDateTime night =
            nights.isHistory(step.at())
                ? LocalDateTime.MIN
                : step.at().toLocalDate().atStartOfDay();
        byNight.put(night, step);
      }
    }
    return List.copyOf(byNight.values());
  }

  boolean failsBy(Nights nights) {
    Step last = steps.get(steps.size() - 1);
    boolean isOff = last.status().equals(RETURNED) || last.status().equals(CANCELLED);
    return isOff && nights.happened(last.at());
  }
}

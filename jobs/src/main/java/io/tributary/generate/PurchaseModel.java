package io.tributary.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * When customers buy and how much: BG/NBD (Fader, Hardie and Lee 2005) with Gamma–Gamma spend
 * (Fader and Hardie 2013). After the first purchase a living customer buys as a Poisson process;
 * after each repeat purchase the customer drops out with a probability of their own. Rate, drop-out
 * and mean spend differ between customers and are independent.
 */
record PurchaseModel(Parameters parameters) {
  /**
   * Time in weeks, money in VND.
   *
   * @param r shape of the gamma distribution of purchase rates
   * @param alpha its rate: the mean is {@code r / alpha} purchases a week
   * @param a first parameter of the beta distribution of drop-out probabilities
   * @param b its second parameter: the mean is {@code a / (a + b)}
   * @param p shape of the gamma distribution of one customer's spends
   * @param q shape of the gamma distribution of their scales between customers
   * @param v its rate: the mean spend of the population is {@code p * v / (q - 1)}
   */
  record Parameters(double r, double alpha, double a, double b, double p, double q, double v) {
    static final Parameters DEFAULT = new Parameters(0.8, 5.0, 0.7, 3.0, 2.5, 3.2, 900_000);
  }

  /**
   * One customer's own rate (purchases a week), drop-out probability and rate of the spend's gamma
   * distribution.
   */
  record Habit(double rate, double dropOut, double spendScale) {}

  static final PurchaseModel DEFAULT = new PurchaseModel(Parameters.DEFAULT);

  Habit habit(Dice dice) {
    return new Habit(
        dice.gamma(parameters.r()) / parameters.alpha(),
        dice.beta(parameters.a(), parameters.b()),
        dice.gamma(parameters.q()) / parameters.v());
  }

  /** Weeks after the first purchase of each repeat purchase within the horizon, rising. */
  List<Double> repeats(Habit habit, double horizonWeeks, Dice dice) {
    List<Double> weeks = new ArrayList<>();
    double at = dice.exponential(habit.rate());
    while (at <= horizonWeeks) {
      weeks.add(at);
      if (dice.chance(habit.dropOut())) {
        break;
      }
      at += dice.exponential(habit.rate());
    }
    return weeks;
  }

  /** The value of one purchase in VND. */
  double spend(Habit habit, Dice dice) {
    return dice.gamma(parameters.p()) / habit.spendScale();
  }
}

package io.tributary.linkage;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Estimates the chances of levels from pairs whose class nobody knows, by expectation and
 * maximisation over distinct patterns.
 *
 * <p>Each blocking rule gives one table of patterns, in which the rule's own fields are left out;
 * the shares of the three classes are the rule's own, the chances of levels are common to all
 * rules. The third class of a rule is what its blocks hold beside: near the random pairs of the
 * whole, but free to be more alike, because blocks of one city or one country are. Winkler, "Using
 * the EM algorithm for weight computation in the Fellegi–Sunter model" (1988).
 */
final class Expectation {
  private static final int MOST_ROUNDS = 60;
  private static final double STILL = 1e-4;
  private static final double PRIOR_PAIRS = 20;

  /** At first the expected chances weigh as much as so many pairs for each matched one. */
  private static final double FIRST_PRIOR_SHARE = 2;

  private static final double COOLING = 0.7;

  /**
   * How much the random pairs of the whole weigh in a rule's own, in pairs for each of its pairs.
   */
  private static final double RANDOM_WEIGHT = 0.1;

  /**
   * Two records of one customer seldom differ in what tells members of a household apart. Without
   * this bound the class of customers may settle on households.
   */
  private static final double MOST_DIFFERENT = 0.1;

  private final boolean[] isShared;
  private final boolean[] isPlace;
  private final boolean[] tellsApart;
  private final double[][] random;
  private final double[][] match;
  private final double[][] household;
  private final double[][] expectedMatch;

  /**
   * @param kinds what each comparison compares
   * @param random for each comparison the chances of its levels for two random customers
   * @param nearby the same for two random customers of one area; a household agrees as much on what
   *     it does not share
   */
  Expectation(List<Set<FieldKind>> kinds, double[][] random, double[][] nearby) {
    this.random = random;
    isShared = new boolean[random.length];
    isPlace = new boolean[random.length];
    tellsApart = new boolean[random.length];
    for (int f = 0; f < random.length; f++) {
      isShared[f] = kinds.get(f).stream().anyMatch(FieldKind::isShared);
      isPlace[f] = kinds.get(f).stream().anyMatch(FieldKind::isPlace);
      tellsApart[f] = kinds.get(f).stream().anyMatch(FieldKind::tellsApart);
    }
    match = new double[random.length][];
    household = new double[random.length][];
    expectedMatch = new double[random.length][];
    for (int f = 0; f < match.length; f++) {
      int levels = random[f].length;
      match[f] = new double[levels];
      double rest = isShared[f] ? 0.25 : 0.15;
      match[f][levels - 1] = 1 - rest;
      for (int l = levels - 2; l > 0; l--) {
        rest /= 2;
        match[f][l] = rest;
      }
      match[f][0] = rest;
      expectedMatch[f] = match[f].clone();
      household[f] = nearby[f].clone();
      for (int l = 0; isShared[f] && l < levels; l++) {
        household[f][l] = isPlace[f] ? match[f][l] : (random[f][l] + match[f][l]) / 2;
      }
    }
  }

  double[][] match() {
    return match;
  }

  double[][] household() {
    return household;
  }

  /** Repeats until the chances stand still. */
  void run(List<PatternCounts> rules) {
    double[][] shares = new double[rules.size()][];
    double[][][] beside = new double[rules.size()][random.length][];
    for (int r = 0; r < shares.length; r++) {
      shares[r] = new double[] {0.2, 0.1, 0.7};
      for (int f = 0; f < random.length; f++) {
        beside[r][f] = random[f].clone();
      }
    }
    double priorShare = FIRST_PRIOR_SHARE;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double change = round(rules, shares, beside, priorShare);
      priorShare = priorShare < 0.01 ? 0 : priorShare * COOLING;
      if (change < STILL && priorShare == 0) {
        return;
      }
    }
  }

  private double round(
      List<PatternCounts> rules, double[][] shares, double[][][] beside, double priorShare) {
    double[][] matched = zeros();
    double[][] housed = zeros();
    for (int r = 0; r < shares.length; r++) {
      expect(rules.get(r), shares[r], beside[r], matched, housed);
    }
    double change = 0;
    for (int f = 0; f < match.length; f++) {
      change = Math.max(change, maximise(match[f], matched[f], expectedMatch[f], priorShare));
      if (tellsApart[f]) {
        bound(match[f]);
      }
      if (isPlace[f]) {
        household[f] = match[f].clone();
      } else if (isShared[f]) {
        maximise(household[f], housed[f], household[f].clone(), 0);
      }
    }
    return change;
  }

  private void expect(
      PatternCounts rule,
      double[] shares,
      double[][] beside,
      double[][] matched,
      double[][] housed) {
    double[] sums = new double[3];
    double[][] rest = zeros();
    for (int p = 0; p < rule.patterns().length; p++) {
      long pattern = rule.patterns()[p];
      double m = shares[0];
      double h = shares[1];
      double u = shares[2];
      for (int f = 0; f < match.length; f++) {
        int level = Comparisons.level(pattern, f);
        if (level >= 0 && (rule.comparisons() >>> f & 1) == 0) {
          m *= match[f][level];
          h *= household[f][level];
          u *= beside[f][level];
        }
      }
      double scale = rule.counts()[p] / (m + h + u);
      m *= scale;
      h *= scale;
      sums[0] += m;
      sums[1] += h;
      u *= scale;
      sums[2] += u;
      for (int f = 0; f < match.length; f++) {
        int level = Comparisons.level(pattern, f);
        if (level >= 0 && (rule.comparisons() >>> f & 1) == 0) {
          matched[f][level] += m;
          housed[f][level] += h;
          rest[f][level] += u;
        }
      }
    }
    double total = sums[0] + sums[1] + sums[2];
    for (int c = 0; c < 3; c++) {
      shares[c] = Math.max(1e-6, sums[c] / total);
    }
    double weight = RANDOM_WEIGHT * total;
    for (int f = 0; f < beside.length; f++) {
      double all = Arrays.stream(rest[f]).sum() + weight;
      for (int l = 0; l < beside[f].length; l++) {
        beside[f][l] = (rest[f][l] + weight * random[f][l]) / all;
      }
    }
  }

  private static double maximise(
      double[] chances, double[] counts, double[] expected, double priorShare) {
    double seen = Arrays.stream(counts).sum();
    double prior = PRIOR_PAIRS + priorShare * seen;
    double total = seen + prior;
    double change = 0;
    for (int l = 0; l < chances.length; l++) {
      double chance = (counts[l] + prior * expected[l]) / total;
      change = Math.max(change, Math.abs(chance - chances[l]));
      chances[l] = chance;
    }
    return change;
  }

  private static void bound(double[] chances) {
    if (chances[0] > MOST_DIFFERENT) {
      double scale = (1 - MOST_DIFFERENT) / (1 - chances[0]);
      chances[0] = MOST_DIFFERENT;
      for (int l = 1; l < chances.length; l++) {
        chances[l] *= scale;
      }
    }
  }

  private double[][] zeros() {
    double[][] zeros = new double[match.length][];
    for (int f = 0; f < zeros.length; f++) {
      zeros[f] = new double[match[f].length];
    }
    return zeros;
  }
}

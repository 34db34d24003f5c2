package io.tributary.linkage;

/**
 * How many of all pairs are of one customer, and of one household: the shares under which the
 * chances of the candidate pairs add up to them. Pairs that are no candidates count as random.
 */
final class Priors {
  private static final int ROUNDS = 12;
  private static final double LEAST = 1e-12;
  private static final double MOST = 0.4;

  private Priors() {}

  /**
   * @param evidence for each class (one customer, one household, random) the log2 of each pair's
   *     chance to look as it does
   */
  static Model fit(Model model, float[][] evidence, int records) {
    double pairs = Math.max(1, records * (records - 1.0) / 2);
    Model fitted = model;
    for (int round = 0; round < ROUNDS; round++) {
      Scorer scorer = new Scorer(fitted);
      double match = 0;
      double household = 0;
      for (int pair = 0; pair < evidence[0].length; pair++) {
        double[] chances = scorer.chances(evidence[0][pair], evidence[1][pair], evidence[2][pair]);
        match += chances[0];
        household += chances[1];
      }
      fitted = fitted.withPriors(share(match / pairs), share(household / pairs));
    }
    return fitted;
  }

  /** Never so much that nothing is left for random pairs, however small the table. */
  private static double share(double share) {
    return Math.max(LEAST, Math.min(MOST, share));
  }
}

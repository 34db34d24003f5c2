package io.tributary.linkage;

/**
 * What the levels of a comparison say.
 *
 * @param match chance of each level for two records of one customer
 * @param random the same for two random customers
 * @param household the same for two customers of one household
 */
public record LevelChances(double[] match, double[] random, double[] household) {

  /** Whether these are the chances of so many levels. */
  boolean isOf(int levels) {
    return match.length == levels && random.length == levels && household.length == levels;
  }

  /** What a level adds to the weight before the rarity of a value: log2 of match over random. */
  public double bits(int level) {
    return Scorer.log2(match[level] / random[level]);
  }
}

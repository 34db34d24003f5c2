package io.tributary.linkage;

/**
 * What one piece of evidence adds to the weight of a pair.
 *
 * @param evidence name of the comparison, or {@code prior}, {@code household}, {@code full name}
 * @param level how well the values agree; empty for the last three
 * @param bits log2 of how much more often one customer than two strangers agree at this level
 * @param rarityBits what a rare common value adds to that, or a frequent one takes away
 */
public record WeightPart(String evidence, String level, double bits, double rarityBits) {

  /** What the evidence adds in all. */
  public double total() {
    return bits + rarityBits;
  }
}

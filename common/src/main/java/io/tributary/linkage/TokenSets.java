package io.tributary.linkage;

import java.util.Arrays;

/** Two texts as sets of words. */
public final class TokenSets {
  private static final int LONG_WORD = 4;
  private static final int NONE = -1;

  private TokenSets() {}

  /**
   * Jaccard's coefficient of two sets of words in which long words with one typing error between
   * them count as equal; each word is used once, and words after the 64th not at all. Equal words
   * are partners first; of the others, as many as can find a partner. 1 for equal sets, 0 for
   * nothing in common; symmetric.
   */
  public static double softOverlap(String[] left, String[] right) {
    int lefts = Math.min(left.length, Long.SIZE);
    int rights = Math.min(right.length, Long.SIZE);
    long usedLeft = 0;
    long usedRight = 0;
    for (int l = 0; l < lefts; l++) {
      for (int r = 0; r < rights; r++) {
        if ((usedRight >>> r & 1) == 0 && left[l].equals(right[r])) {
          usedLeft |= 1L << l;
          usedRight |= 1L << r;
          break;
        }
      }
    }
    int common = Long.bitCount(usedLeft);
    if (common < Math.min(lefts, rights)) {
      common += new Misspelt(left, right, rights, usedRight).pairs(lefts, usedLeft);
    }
    int union = left.length + right.length - common;
    return union == 0 ? 1 : (double) common / union;
  }

  /** Partners with a typing error between them: a maximum matching by augmenting paths. */
  private static final class Misspelt {
    private final String[] left;
    private final String[] right;
    private final int rights;
    private final int[] partners;
    private long tried;

    /**
     * @param used words on the right that have partners already, one bit each
     */
    private Misspelt(String[] left, String[] right, int rights, long used) {
      this.left = left;
      this.right = right;
      this.rights = rights;
      this.tried = used;
      this.partners = new int[rights];
      Arrays.fill(partners, NONE);
    }

    private int pairs(int lefts, long usedLeft) {
      long used = tried;
      int pairs = 0;
      for (int l = 0; l < lefts; l++) {
        tried = used;
        pairs += (usedLeft >>> l & 1) == 0 && left[l].length() >= LONG_WORD && find(l) ? 1 : 0;
      }
      return pairs;
    }

    private boolean find(int l) {
      for (int r = 0; r < rights; r++) {
        if ((tried >>> r & 1) != 0 || !isTypo(left[l], right[r])) {
          continue;
        }
        tried |= 1L << r;
        if (partners[r] == NONE || find(partners[r])) {
          partners[r] = l;
          return true;
        }
      }
      return false;
    }

    private static boolean isTypo(String left, String right) {
      return right.length() >= LONG_WORD && DamerauLevenshtein.distance(left, right, 1) <= 1;
    }
  }
}

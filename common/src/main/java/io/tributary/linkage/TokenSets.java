package io.tributary.linkage;

/** Two texts as sets of words. */
public final class TokenSets {
  private static final int LONG_WORD = 4;

  private TokenSets() {}

  /**
   * Jaccard's coefficient of two sets of words in which long words with one typing error between
   * them count as equal; each word is used once. 1 for equal sets, 0 for nothing in common.
   */
  public static double softOverlap(String[] left, String[] right) {
    long used = 0;
    int common = 0;
    int most = Math.min(right.length, Long.SIZE);
    for (String word : left) {
      int found = find(word, right, most, used);
      if (found >= 0) {
        used |= 1L << found;
        common++;
      }
    }
    int union = left.length + right.length - common;
    return union == 0 ? 1 : (double) common / union;
  }

  private static int find(String word, String[] words, int most, long used) {
    for (int i = 0; i < most; i++) {
      if ((used >>> i & 1) == 0 && words[i].equals(word)) {
        return i;
      }
    }
    if (word.length() < LONG_WORD) {
      return -1;
    }
    for (int i = 0; i < most; i++) {
      if ((used >>> i & 1) == 0
          && words[i].length() >= LONG_WORD
          && DamerauLevenshtein.distance(word, words[i], 1) <= 1) {
        return i;
      }
    }
    return -1;
  }
}

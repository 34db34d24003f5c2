package io.tributary.linkage;

/**
 * Similarity of two short strings by characters that they share in about the same place, with a
 * bonus for a common beginning.
 *
 * <p>Winkler, "String comparator metrics and enhanced decision rules in the Fellegi–Sunter model of
 * record linkage" (1990): scale 0.1, at most four characters of prefix, whatever the similarity.
 */
public final class JaroWinkler {
  private static final double PREFIX_SCALE = 0.1;
  private static final int LONGEST_PREFIX = 4;

  /** Strings longer than this are compared on their first characters only: one long of flags. */
  private static final int LONGEST = Long.SIZE;

  private JaroWinkler() {}

  /** From 0 (nothing in common) to 1 (equal). Two empty strings are equal. */
  public static double similarity(String left, String right) {
    int leftLength = Math.min(left.length(), LONGEST);
    int rightLength = Math.min(right.length(), LONGEST);
    double jaro = jaro(left, leftLength, right, rightLength);
    int prefix = 0;
    int most = Math.min(LONGEST_PREFIX, Math.min(leftLength, rightLength));
    while (prefix < most && left.charAt(prefix) == right.charAt(prefix)) {
      prefix++;
    }
    return jaro + prefix * PREFIX_SCALE * (1 - jaro);
  }

  private static double jaro(String left, int leftLength, String right, int rightLength) {
    if (leftLength == 0 || rightLength == 0) {
      return leftLength == rightLength ? 1 : 0;
    }
    int window = Math.max(0, Math.max(leftLength, rightLength) / 2 - 1);
    long leftMatched = 0;
    long rightMatched = 0;
    for (int i = 0; i < leftLength; i++) {
      int last = Math.min(rightLength - 1, i + window);
      for (int j = Math.max(0, i - window); j <= last; j++) {
        if ((rightMatched >>> j & 1) == 0 && left.charAt(i) == right.charAt(j)) {
          leftMatched |= 1L << i;
          rightMatched |= 1L << j;
          break;
        }
      }
    }
    int matches = Long.bitCount(leftMatched);
    if (matches == 0) {
      return 0;
    }
    double halfTranspositions = outOfOrder(left, leftMatched, right, rightMatched) / 2.0;
    double m = matches;
    return (m / leftLength + m / rightLength + (m - halfTranspositions) / m) / 3;
  }

  private static int outOfOrder(String left, long leftMatched, String right, long rightMatched) {
    int different = 0;
    long l = leftMatched;
    long r = rightMatched;
    while (l != 0) {
      if (left.charAt(Long.numberOfTrailingZeros(l))
          != right.charAt(Long.numberOfTrailingZeros(r))) {
        different++;
      }
      l &= l - 1;
      r &= r - 1;
    }
    return different;
  }
}

package io.tributary.linkage;

import java.util.Arrays;

/**
 * The least number of typing errors between two strings: insertions, deletions, substitutions and
 * swaps of neighbours.
 *
 * <p>The restricted form (no edit inside a swap), Damerau, CACM 7 (1964), by Wagner and Fischer's
 * recurrence, J. ACM 21 (1974), inside a diagonal band.
 */
public final class DamerauLevenshtein {
  private DamerauLevenshtein() {}

  /**
   * The distance, or {@code limit + 1} if it is greater than the limit.
   *
   * @param limit at least 0
   */
  public static int distance(String left, String right, int limit) {
    if (Math.abs(left.length() - right.length()) > limit) {
      return limit + 1;
    }
    int start = 0;
    int leftEnd = left.length();
    int rightEnd = right.length();
    while (start < leftEnd && start < rightEnd && left.charAt(start) == right.charAt(start)) {
      start++;
    }
    while (leftEnd > start
        && rightEnd > start
        && left.charAt(leftEnd - 1) == right.charAt(rightEnd - 1)) {
      leftEnd--;
      rightEnd--;
    }
    int longest = Math.max(leftEnd, rightEnd) - start;
    if (limit == 1) {
      boolean isSwap =
          longest == 2
              && leftEnd == rightEnd
              && left.charAt(start) == right.charAt(start + 1)
              && left.charAt(start + 1) == right.charAt(start);
      return isSwap ? 1 : Math.min(longest, 2);
    }
    return banded(left.substring(start, leftEnd), right.substring(start, rightEnd), limit);
  }

  private static int banded(String left, String right, int limit) {
    int n = left.length();
    int m = right.length();
    if (n == 0 || m == 0) {
      return Math.min(Math.max(n, m), limit + 1);
    }
    int far = limit + 1;
    int[] beforeLast = new int[m + 1];
    int[] last = new int[m + 1];
    int[] row = new int[m + 1];
    for (int j = 0; j <= m; j++) {
      last[j] = Math.min(j, far);
    }
    for (int i = 1; i <= n; i++) {
      int from = Math.max(1, i - limit);
      int to = Math.min(m, i + limit);
      Arrays.fill(row, far);
      row[0] = Math.min(i, far);
      int best = row[0];
      for (int j = from; j <= to; j++) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int cost = last[j - 1] + (same ? 0 : 1);
        cost = Math.min(cost, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1)) {
          cost = Math.min(cost, beforeLast[j - 2] + 1);
        }
        row[j] = Math.min(cost, far);
        best = Math.min(best, row[j]);
      }
      if (best > limit && i > 1) {
        return far;
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[m];
  }
}

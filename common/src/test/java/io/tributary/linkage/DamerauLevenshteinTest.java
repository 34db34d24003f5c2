package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DamerauLevenshteinTest {

  @Test
  void countsASwapOfNeighboursAsOneError() {
    assertThat(DamerauLevenshtein.distance("smith", "simth", 3)).isEqualTo(1);
    assertThat(DamerauLevenshtein.distance("kitten", "sitting", 5)).isEqualTo(3);
    assertThat(DamerauLevenshtein.distance("ca", "abc", 5)).isEqualTo(3);
    assertThat(DamerauLevenshtein.distance("", "abc", 5)).isEqualTo(3);
  }

  @Test
  void equalsTheFullTableUpToTheLimit() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String left = word(random);
      String right = word(random);
      int limit = random.nextInt(5);

      assertThat(DamerauLevenshtein.distance(left, right, limit))
          .as("%s %s %d", left, right, limit)
          .isEqualTo(Math.min(slow(left, right), limit + 1));
    }
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    int length = random.nextInt(9);
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }

  /** The textbook recurrence over the whole table. */
  private static int slow(String left, String right) {
    int[][] d = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int cost = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + cost, Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1));
        if (i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[left.length()][right.length()];
  }
}

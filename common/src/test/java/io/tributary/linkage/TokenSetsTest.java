package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenSetsTest {

  @Test
  void equalWordsArePartnersBeforeSimilarOnes() {
    String[] left = {"hanga", "hang"};
    String[] right = {"hang", "hangas"};

    assertThat(TokenSets.softOverlap(left, right)).isEqualTo(1);
    assertThat(TokenSets.softOverlap(right, left)).isEqualTo(1);
  }

  @Test
  void countsMostPartnersInEitherOrder() {
    Random random = new Random(7);
    for (int i = 0; i < 3000; i++) {
      String[] left = words(random);
      String[] right = words(random);
      int common = most(new ArrayList<>(List.of(left)), new ArrayList<>(List.of(right)));
      int union = left.length + right.length - common;

      assertThat(TokenSets.softOverlap(left, right)).isEqualTo((double) common / union);
      assertThat(TokenSets.softOverlap(right, left)).isEqualTo((double) common / union);
    }
  }

  @Test
  void emptySetsAreEqual() {
    assertThat(TokenSets.softOverlap(new String[0], new String[0])).isEqualTo(1);
  }

  /** Words of one family, so that several are one error apart. */
  private static String[] words(Random random) {
    String[] words = new String[1 + random.nextInt(5)];
    for (int w = 0; w < words.length; w++) {
      char[] letters = "aaaa".toCharArray();
      for (int l = 0; l < letters.length; l++) {
        letters[l] += (char) (random.nextInt(3) == 0 ? 1 : 0);
      }
      words[w] = new String(letters).substring(random.nextInt(5) == 0 ? 1 : 0);
    }
    return words;
  }

  /** Equal words first, then every way to pair the others. */
  private static int most(List<String> left, List<String> right) {
    int equal = 0;
    for (String word : List.copyOf(left)) {
      if (right.remove(word)) {
        left.remove(word);
        equal++;
      }
    }
    return equal + everyWay(left, right);
  }

  private static int everyWay(List<String> left, List<String> right) {
    if (left.isEmpty()) {
      return 0;
    }
    List<String> rest = left.subList(1, left.size());
    int best = everyWay(rest, right);
    for (int r = 0; r < right.size(); r++) {
      boolean isLong = left.get(0).length() >= 4 && right.get(r).length() >= 4;
      if (isLong && DamerauLevenshtein.distance(left.get(0), right.get(r), 1) <= 1) {
        List<String> others = new ArrayList<>(right);
        others.remove(r);
        best = Math.max(best, 1 + everyWay(rest, others));
      }
    }
    return best;
  }
}

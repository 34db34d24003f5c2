package io.tributary.linkage;

import java.util.List;
import java.util.stream.IntStream;

/** What two random customers have in common: the patterns of a sample of all pairs. */
final class RandomPairs {
  private static final int MOST = 1_000_000;
  private static final double LEAST_CHANCE = 1e-7;

  /** The random pairs of the whole weigh as much as so many of neighbours. */
  private static final double FAR_PAIRS = 200;

  private final Comparisons comparisons;
  private final boolean[] isPlace;
  private final int[] lefts;
  private final int[] rights;
  private final long[] patterns;

  RandomPairs(List<Field> fields, List<LinkRecord> records, Comparisons comparisons) {
    this.comparisons = comparisons;
    isPlace = new boolean[comparisons.all().size()];
    for (int c = 0; c < isPlace.length; c++) {
      isPlace[c] = comparisons.all().get(c).kinds(fields).stream().anyMatch(FieldKind::isPlace);
    }
    int n = records.size();
    int pairs = n < 2 ? 0 : (int) Math.min(MOST, 5L * n * (n - 1));
    lefts = new int[pairs];
    rights = new int[pairs];
    patterns = new long[pairs];
    IntStream.range(0, pairs).parallel().forEach(t -> draw(t, records));
  }

  private void draw(int t, List<LinkRecord> records) {
    int n = records.size();
    int left = (int) Long.remainderUnsigned(Hash.mix(2L * t), n);
    int other = (int) Long.remainderUnsigned(Hash.mix(2L * t + 1), n - 1);
    int right = other < left ? other : other + 1;
    lefts[t] = left;
    rights[t] = right;
    patterns[t] = comparisons.pattern(records.get(left), records.get(right));
  }

  /**
   * For each comparison the chances of its levels.
   *
   * @param equal the chance of equality, which is too rare to be seen in a sample
   */
  double[][] chances(int[] clusters, double[] equal) {
    double[][] chances = counts(clusters, false);
    for (int c = 0; c < chances.length; c++) {
      int best = chances[c].length - 1;
      double total = 0;
      for (int l = 0; l < best; l++) {
        total += chances[c][l] + 0.5;
      }
      for (int l = 0; l < best; l++) {
        chances[c][l] = Math.max(LEAST_CHANCE, (1 - equal[c]) * (chances[c][l] + 0.5) / total);
      }
      chances[c][best] = Math.max(LEAST_CHANCE, equal[c]);
    }
    return chances;
  }

  /**
   * The same for two random customers of one area: of one country, their names are more alike.
   * Those of the whole where no comparison says where somebody lives.
   */
  double[][] nearby(int[] clusters, double[][] random) {
    double[][] nearby = counts(clusters, true);
    for (int c = 0; c < nearby.length; c++) {
      double total = FAR_PAIRS;
      for (double count : nearby[c]) {
        total += count;
      }
      for (int l = 0; l < nearby[c].length; l++) {
        nearby[c][l] = (nearby[c][l] + FAR_PAIRS * random[c][l]) / total;
      }
    }
    return nearby;
  }

  private double[][] counts(int[] clusters, boolean areNear) {
    double[][] counts = new double[isPlace.length][];
    for (int c = 0; c < counts.length; c++) {
      counts[c] = new double[comparisons.levelCount(c)];
    }
    for (int t = 0; t < patterns.length; t++) {
      if (clusters[lefts[t]] == clusters[rights[t]] || areNear && !isNear(patterns[t])) {
        continue;
      }
      for (int c = 0; c < counts.length; c++) {
        int level = Comparisons.level(patterns[t], c);
        if (level >= 0) {
          counts[c][level]++;
        }
      }
    }
    return counts;
  }

  private boolean isNear(long pattern) {
    for (int c = 0; c < isPlace.length; c++) {
      if (isPlace[c] && Comparisons.level(pattern, c) > 0) {
        return true;
      }
    }
    return false;
  }
}

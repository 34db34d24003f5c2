package io.tributary.linkage;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Compares clusters with the truth.
 *
 * @param pairwise over all pairs of records that stand together in a cluster, or in truth
 * @param bCubed mean over the records, Bagga and Baldwin (1998)
 */
public record Evaluation(Scores pairwise, Scores bCubed) {

  /** Shares from 0 to 1. */
  public record Scores(double precision, double recall, double f1) {
    static Scores of(double precision, double recall) {
      double sum = precision + recall;
      return new Scores(precision, recall, sum == 0 ? 0 : 2 * precision * recall / sum);
    }
  }

  /**
   * @param clusters the cluster of each record
   * @param truth the customer of each record
   */
  public static Evaluation of(int[] clusters, int[] truth) {
    Map<Integer, Integer> clusterSizes = sizes(clusters);
    Map<Integer, Integer> truthSizes = sizes(truth);
    Map<Long, Integer> cells = new HashMap<>();
    for (int r = 0; r < clusters.length; r++) {
      cells.merge((long) clusters[r] << Integer.SIZE | truth[r] & 0xFFFFFFFFL, 1, Integer::sum);
    }
    double precision = 0;
    double recall = 0;
    for (Map.Entry<Long, Integer> cell : cells.entrySet()) {
      double both = (double) cell.getValue() * cell.getValue();
      precision += both / clusterSizes.getOrDefault((int) (cell.getKey() >> Integer.SIZE), 1);
      recall += both / truthSizes.getOrDefault((int) (long) cell.getKey(), 1);
    }
    double right = pairs(cells.values());
    double found = pairs(clusterSizes.values());
    double real = pairs(truthSizes.values());
    int n = Math.max(1, clusters.length);
    return new Evaluation(
        Scores.of(found == 0 ? 1 : right / found, real == 0 ? 1 : right / real),
        Scores.of(precision / n, recall / n));
  }

  /**
   * Best recall of pairs that any clustering of the given candidates could have: their true pairs,
   * closed.
   *
   * @param candidates gives pairs of positions in {@code truth}; their weights do not matter
   */
  public static double ceiling(Consumer<Linkage.PairSink> candidates, int[] truth) {
    int[] parents = new int[truth.length];
    for (int r = 0; r < parents.length; r++) {
      parents[r] = r;
    }
    candidates.accept(
        (left, right, weight) -> {
          if (truth[left] == truth[right]) {
            parents[root(parents, left)] = root(parents, right);
          }
        });
    for (int r = 0; r < parents.length; r++) {
      parents[r] = root(parents, r);
    }
    return of(parents, truth).pairwise().recall();
  }

  private static int root(int[] parents, int start) {
    int at = start;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  private static Map<Integer, Integer> sizes(int[] labels) {
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int label : labels) {
      sizes.merge(label, 1, Integer::sum);
    }
    return sizes;
  }

  private static double pairs(Iterable<Integer> sizes) {
    double pairs = 0;
    for (int size : sizes) {
      pairs += size * (size - 1.0) / 2;
    }
    return pairs;
  }
}

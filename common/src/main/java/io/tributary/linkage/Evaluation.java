package io.tributary.linkage;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
   * The records of one customer in one cluster, as numbers.
   *
   * @param records at least 1
   * @param inCluster all records of the cluster
   * @param inTruth all records of the customer
   */
  public record Overlap(long records, long inCluster, long inTruth) implements Comparable<Overlap> {
    private static final Comparator<Overlap> ORDER =
        Comparator.comparingLong(Overlap::records)
            .thenComparingLong(Overlap::inCluster)
            .thenComparingLong(Overlap::inTruth);

    @Override
    public int compareTo(Overlap other) {
      return ORDER.compare(this, other);
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
    SortedMap<Overlap, Long> overlaps = new TreeMap<>();
    cells.forEach(
        (cell, records) ->
            overlaps.merge(
                new Overlap(
                    records,
                    clusterSizes.getOrDefault((int) (cell >> Integer.SIZE), 1),
                    truthSizes.getOrDefault((int) (long) cell, 1)),
                1L,
                Long::sum));
    return of(overlaps);
  }

  /**
   * @param overlaps how often each occurs: few, however many records there are. In order, so that
   *     the same ones give the same sums to the last digit
   */
  public static Evaluation of(SortedMap<Overlap, Long> overlaps) {
    double right = 0;
    double found = 0;
    double real = 0;
    double precision = 0;
    double recall = 0;
    double records = 0;
    for (Map.Entry<Overlap, Long> entry : overlaps.entrySet()) {
      Overlap overlap = entry.getKey();
      double both = (double) entry.getValue() * overlap.records();
      right += both * (overlap.records() - 1) / 2;
      found += both * (overlap.inCluster() - 1) / 2;
      real += both * (overlap.inTruth() - 1) / 2;
      precision += both * overlap.records() / overlap.inCluster();
      recall += both * overlap.records() / overlap.inTruth();
      records += both;
    }
    return new Evaluation(
        Scores.of(found == 0 ? 1 : right / found, real == 0 ? 1 : right / real),
        Scores.of(precision / Math.max(1, records), recall / Math.max(1, records)));
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
}

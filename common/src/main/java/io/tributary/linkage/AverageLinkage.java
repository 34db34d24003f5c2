package io.tributary.linkage;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Groups records bottom up: the two groups with the highest mean weight over all their pairs, with
 * some bits for the number of these, are united, as long as that is above the cut. One weak link
 * between two tight groups does not unite them. Pairs that blocking did not form are weighed when
 * they are needed.
 */
final class AverageLinkage {
  /** Weighs any pair of records. */
  interface Weights {
    double of(int left, int right);
  }

  private record Candidate(double mean, int left, int right, int leftVersion, int rightVersion) {}

  /**
   * What many pairs that agree on a weight add to it, for each doubling of their number: two
   * records alone must convince, groups that hang together may come close.
   */
  private static final double BITS_A_DOUBLING = 1;

  /** The most that it adds: pairs further below the cut never come above it, and are forgotten. */
  private static final double SLACK = 5;

  private final Weights weights;
  private final double cut;
  private final int[][] members;
  private final int[] versions;
  private final Map<Integer, Map<Integer, Double>> sums = new HashMap<>();
  private final PriorityQueue<Candidate> queue =
      new PriorityQueue<>(
          (a, b) ->
              a.mean != b.mean
                  ? Double.compare(b.mean, a.mean)
                  : a.left != b.left
                      ? Integer.compare(a.left, b.left)
                      : Integer.compare(a.right, b.right));

  private AverageLinkage(int records, Weights weights, double cut) {
    this.weights = weights;
    this.cut = cut;
    members = new int[records][];
    versions = new int[records];
    for (int r = 0; r < records; r++) {
      members[r] = new int[] {r};
    }
  }

  /**
   * The cluster of each record: the smallest position in it.
   *
   * @param pairs how many pairs are known
   * @param lefts one end of each
   * @param rights the other end
   * @param known their weights
   * @param cut least mean weight of two groups that are united, in bits
   */
  static int[] cluster(
      int records,
      int pairs,
      int[] lefts,
      int[] rights,
      float[] known,
      Weights weights,
      double cut) {
    AverageLinkage linkage = new AverageLinkage(records, weights, cut);
    for (int e = 0; e < pairs; e++) {
      if (known[e] >= cut - SLACK) {
        linkage.put(lefts[e], rights[e], known[e]);
      }
    }
    return linkage.run();
  }

  private double score(int left, int right, double sum) {
    double pairs = (double) members[left].length * members[right].length;
    return sum / pairs + Math.min(SLACK, BITS_A_DOUBLING * Scorer.log2(pairs));
  }

  private void put(int left, int right, double sum) {
    sums.computeIfAbsent(left, key -> new HashMap<>()).put(right, sum);
    sums.computeIfAbsent(right, key -> new HashMap<>()).put(left, sum);
    double mean = score(left, right, sum);
    if (mean >= cut) {
      int low = Math.min(left, right);
      int high = Math.max(left, right);
      queue.add(new Candidate(mean, low, high, versions[low], versions[high]));
    }
  }

  private int[] run() {
    while (!queue.isEmpty()) {
      Candidate next = queue.poll();
      if (versions[next.left] == next.leftVersion && versions[next.right] == next.rightVersion) {
        unite(next.left, next.right);
      }
    }
    int[] clusters = new int[members.length];
    for (int c = 0; c < members.length; c++) {
      for (int record : members[c]) {
        clusters[record] = c;
      }
    }
    return clusters;
  }

  private void unite(int left, int right) {
    Map<Integer, Double> ofLeft = take(left);
    Map<Integer, Double> ofRight = take(right);
    ofLeft.remove(right);
    ofRight.remove(left);
    int[] before = members[left];
    int[] added = members[right];
    Map<Integer, Double> united = new HashMap<>();
    ofLeft.forEach(
        (other, sum) -> {
          Double known = ofRight.remove(other);
          united.put(other, sum + (known != null ? known : sum(added, members[other])));
        });
    ofRight.forEach((other, sum) -> united.put(other, sum + sum(before, members[other])));
    members[left] = Arrays.copyOf(before, before.length + added.length);
    System.arraycopy(added, 0, members[left], before.length, added.length);
    members[right] = new int[0];
    versions[left]++;
    versions[right] = -1;
    united.forEach(
        (other, sum) -> {
          if (score(left, other, sum) >= cut - SLACK) {
            put(left, other, sum);
          }
        });
  }

  private Map<Integer, Double> take(int cluster) {
    Map<Integer, Double> mine = sums.remove(cluster);
    if (mine == null) {
      return new HashMap<>();
    }
    for (Integer other : mine.keySet()) {
      Map<Integer, Double> theirs = sums.get(other);
      if (theirs != null) {
        theirs.remove(cluster);
      }
    }
    return mine;
  }

  private double sum(int[] lefts, int[] rights) {
    double sum = 0;
    for (int left : lefts) {
      for (int right : rights) {
        sum += weights.of(left, right);
      }
    }
    return sum;
  }
}

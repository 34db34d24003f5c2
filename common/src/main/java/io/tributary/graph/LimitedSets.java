package io.tributary.graph;

import org.jspecify.annotations.Nullable;

/** What one limit has to know of each cluster, by the root of the cluster. */
interface LimitedSets {

  /** Whether the clusters of two roots may become one. */
  boolean allows(int left, int right);

  /** The cluster of {@code child} becomes part of that of {@code root}. */
  void unite(int root, int child);

  /**
   * @param sizes of the clusters, kept up to date by the caller
   */
  static LimitedSets of(ClusterLimit limit, LinkGraph graph, int[] sizes) {
    if (limit instanceof ClusterLimit.Size size) {
      return new Sizes(size.atMost(), sizes);
    }
    if (limit instanceof ClusterLimit.Values values) {
      return new DistinctValues(
          values.atMost(), graph.nodes(), graph.carriedByType.get(values.type()));
    }
    ClusterLimit.ValuesWithin within = (ClusterLimit.ValuesWithin) limit;
    return new ValuesInWindow(within, graph.nodes(), graph.carriedByType.get(within.type()));
  }

  /** Counts nodes. */
  record Sizes(int atMost, int[] sizes) implements LimitedSets {
    @Override
    public boolean allows(int left, int right) {
      return (long) sizes[left] + sizes[right] <= atMost;
    }

    @Override
    public void unite(int root, int child) {
      // The caller keeps the sizes.
    }
  }

  /** Counts distinct values; the sets are sorted arrays, at most a little longer than the limit. */
  final class DistinctValues implements LimitedSets {
    private final int atMost;
    private final int[] @Nullable [] sets;

    DistinctValues(int atMost, int nodes, LinkGraph.@Nullable Carried carried) {
      this.atMost = atMost;
      this.sets = new int[nodes][];
      if (carried != null) {
        for (int i = 0; i < carried.nodes.size(); i++) {
          int node = carried.nodes.get(i);
          sets[node] = union(sets[node], new int[] {carried.numbers.get(i)});
        }
      }
    }

    @Override
    public boolean allows(int left, int right) {
      int[] ofLeft = sets[left];
      int[] ofRight = sets[right];
      if (ofLeft == null || ofRight == null) {
        return true;
      }
      int worst = Math.max(atMost, Math.max(ofLeft.length, ofRight.length));
      return unionSize(ofLeft, ofRight) <= worst;
    }

    @Override
    public void unite(int root, int child) {
      sets[root] = union(sets[root], sets[child]);
      sets[child] = null;
    }

    private static int unionSize(int[] left, int[] right) {
      int size = 0;
      for (int l = 0, r = 0; l < left.length || r < right.length; size++) {
        boolean takesLeft = r == right.length || (l < left.length && left[l] <= right[r]);
        boolean takesRight = l == left.length || (r < right.length && right[r] <= left[l]);
        l += takesLeft ? 1 : 0;
        r += takesRight ? 1 : 0;
      }
      return size;
    }

    private static int @Nullable [] union(int @Nullable [] left, int @Nullable [] right) {
      if (left == null || right == null) {
        return left == null ? right : left;
      }
      int[] union = new int[unionSize(left, right)];
      for (int l = 0, r = 0, u = 0; u < union.length; u++) {
        boolean takesLeft = r == right.length || (l < left.length && left[l] <= right[r]);
        boolean takesRight = l == left.length || (r < right.length && right[r] <= left[l]);
        union[u] = takesLeft ? left[l] : right[r];
        l += takesLeft ? 1 : 0;
        r += takesRight ? 1 : 0;
      }
      return union;
    }
  }
}

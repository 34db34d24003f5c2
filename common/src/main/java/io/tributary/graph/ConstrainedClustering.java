package io.tributary.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Agglomerates one component by its links in falling order and refuses each union that would break
 * a limit or join what must stay apart. The outcome depends on the graph alone, not on the order in
 * which it was built. Without recursion; sets are merged smaller into larger, so that n nodes cost
 * about n log n steps.
 */
final class ConstrainedClustering {
  private final LinkGraph graph;
  private final List<ClusterLimit> limits;
  private final List<LimitedSets> checks = new ArrayList<>();
  private final int[] rank;
  private final int[] parents;
  private final int[] sizes;
  private final IntList refused = new IntList();
  private final IntList reasons = new IntList();

  ConstrainedClustering(LinkGraph graph, List<ClusterLimit> limits) {
    this.graph = graph;
    this.limits = List.copyOf(limits);
    this.rank = LinkOrder.ranks(graph.nodes(), graph::key);
    this.parents = IntStream.range(0, graph.nodes()).toArray();
    this.sizes = new int[graph.nodes()];
    Arrays.fill(sizes, 1);
    for (ClusterLimit limit : this.limits) {
      checks.add(LimitedSets.of(limit, graph, sizes));
    }
    checks.add(new PairsApart(graph, this::root));
  }

  Clustering cluster() {
    for (int link : LinkOrder.of(graph, rank)) {
      follow(link);
    }
    int[] smallest = smallestNodes();
    int[] clusters = new int[parents.length];
    Arrays.setAll(clusters, node -> smallest[root(node)]);
    return outcome(clusters);
  }

  private void follow(int link) {
    int left = root(graph.lefts.get(link));
    int right = root(graph.rights.get(link));
    if (left == right) {
      return;
    }
    boolean isAlways = graph.weight(link) == Double.POSITIVE_INFINITY;
    for (int check = isAlways ? limits.size() : 0; check < checks.size(); check++) {
      if (!checks.get(check).allows(left, right)) {
        refused.add(link);
        reasons.add(check);
        return;
      }
    }
    int root = sizes[left] >= sizes[right] ? left : right;
    int child = root == left ? right : left;
    checks.forEach(check -> check.unite(root, child));
    parents[child] = root;
    sizes[root] += sizes[child];
  }

  private int root(int start) {
    int node = start;
    while (parents[node] != node) {
      parents[node] = parents[parents[node]];
      node = parents[node];
    }
    return node;
  }

  private int[] smallestNodes() {
    int[] smallest = new int[parents.length];
    Arrays.fill(smallest, -1);
    for (int node = 0; node < parents.length; node++) {
      int root = root(node);
      if (smallest[root] < 0 || rank[node] < rank[smallest[root]]) {
        smallest[root] = node;
      }
    }
    return smallest;
  }

  /**
   * Without the refusals that other links overtook: a node that exceeds a limit by itself may
   * swallow what stood between two others.
   */
  private Clustering outcome(int[] clusters) {
    IntList apart = new IntList(refused.size());
    IntList why = new IntList(refused.size());
    for (int i = 0; i < refused.size(); i++) {
      int link = refused.get(i);
      if (clusters[graph.lefts.get(link)] != clusters[graph.rights.get(link)]) {
        apart.add(link);
        why.add(reasons.get(i));
      }
    }
    return new Clustering(graph, clusters, limits, apart, why);
  }
}

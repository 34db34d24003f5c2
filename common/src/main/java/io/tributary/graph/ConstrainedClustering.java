package io.tributary.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Agglomerates one component by its links in falling order and refuses each union that would break
 * a limit or join what must stay apart. What a node must refuse of those that share a value with it
 * is gathered: each hangs on the last one before it that could not be joined either, so that a
 * value on too many nodes makes few clusters and not many nodes of their own. The outcome depends
 * on the graph alone, not on the order in which it was built. Without recursion; sets are merged
 * smaller into larger, so that n nodes cost about n log n steps.
 */
final class ConstrainedClustering {
  private final LinkGraph graph;
  private final List<ClusterLimit> limits;
  private final List<LimitedSets> checks = new ArrayList<>();
  private final int[] rank;
  private final int[] seniority;
  private final int[] parents;
  private final int[] sizes;
  private final IntList refused = new IntList();
  private final IntList reasons = new IntList();
  private final List<Clustering.Gathered> gathered = new ArrayList<>();

  /** Node and value to the last of those that share them and could not be joined. */
  private final Map<Long, Integer> notJoined = new HashMap<>();

  ConstrainedClustering(LinkGraph graph, List<ClusterLimit> limits) {
    this.graph = graph;
    this.limits = List.copyOf(limits);
    this.rank = LinkOrder.ranks(graph.nodes(), graph::key);
    this.seniority = seniority(graph, rank);
    this.parents = IntStream.range(0, graph.nodes()).toArray();
    this.sizes = new int[graph.nodes()];
    Arrays.fill(sizes, 1);
    for (ClusterLimit limit : this.limits) {
      checks.add(LimitedSets.of(limit, graph, sizes));
    }
    checks.add(new PairsApart(graph, this::root));
  }

  Clustering cluster() {
    for (int link : LinkOrder.of(graph, seniority)) {
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
    int reason = refusing(left, right, isAlways ? limits.size() : 0);
    if (reason < 0) {
      unite(left, right);
    } else {
      refused.add(link);
      reasons.add(reason);
      gather(link);
    }
  }

  /** The first check from {@code first} on that refuses the union of two roots, or -1. */
  private int refusing(int left, int right, int first) {
    for (int check = first; check < checks.size(); check++) {
      if (!checks.get(check).allows(left, right)) {
        return check;
      }
    }
    return -1;
  }

  /** Joins the junior end of a refused link with what its senior end refused before. */
  private void gather(int link) {
    int value = graph.values.get(link);
    if (value == LinkGraph.NO_VALUE) {
      return;
    }
    int left = graph.lefts.get(link);
    int right = graph.rights.get(link);
    boolean isLeftSenior = seniority[left] < seniority[right];
    int junior = isLeftSenior ? right : left;
    long star = (long) (isLeftSenior ? left : right) << Integer.SIZE | value;
    Integer other = notJoined.get(star);
    if (other == null || !joins(other, junior, link)) {
      notJoined.put(star, junior);
    }
  }

  private boolean joins(int other, int junior, int link) {
    int left = root(other);
    int right = root(junior);
    if (left != right && refusing(left, right, 0) < 0) {
      unite(left, right);
      boolean isOtherSmaller = rank[other] < rank[junior];
      gathered.add(
          new Clustering.Gathered(
              graph.key(isOtherSmaller ? other : junior),
              graph.key(isOtherSmaller ? junior : other),
              graph.kindNames.name(graph.kinds.get(link)),
              graph.weight(link),
              graph.valueNames.name(graph.values.get(link))));
    }
    return root(left) == root(right);
  }

  private void unite(int left, int right) {
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

  /** Rank of each node by its age, and by its key among those of one age. */
  private static int[] seniority(LinkGraph graph, int[] rank) {
    Integer[] sorted = IntStream.range(0, rank.length).boxed().toArray(Integer[]::new);
    Arrays.sort(
        sorted,
        Comparator.comparingLong((Integer node) -> graph.since.get(node))
            .thenComparingInt(node -> rank[node]));
    int[] seniority = new int[rank.length];
    for (int i = 0; i < sorted.length; i++) {
      seniority[sorted[i]] = i;
    }
    return seniority;
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
    return new Clustering(graph, clusters, limits, apart, why, gathered);
  }
}

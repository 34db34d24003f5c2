package io.tributary.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Seeded graphs of all shapes, and their components by search, which shares nothing with sets. */
final class RandomGraphs {
  private static final Set<Long> EXTREMES = Set.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L);

  private RandomGraphs() {}

  /** Edges of one graph, the extremes among its nodes: its shape follows from the seed. */
  static List<long[]> edges(long seed) {
    return edges(seed, EXTREMES);
  }

  /** Many graphs as one, shuffled. Only the first has the extremes: else they would be one. */
  static List<long[]> batch(long seed, int graphs) {
    List<long[]> edges = edges(seed);
    for (int graph = 1; graph < graphs; graph++) {
      edges.addAll(edges(seed + graph, Set.of()));
    }
    Collections.shuffle(edges, new Random(seed));
    return edges;
  }

  private static List<long[]> edges(long seed, Set<Long> among) {
    Random random = new Random(seed);
    int nodes = 1 + random.nextInt(40);
    List<long[]> edges = new ArrayList<>();
    switch ((int) (seed % 6)) {
      case 0 -> chain(edges, 0, nodes);
      case 1 -> star(edges, nodes);
      case 2 -> threshold(edges, nodes, random);
      case 3 -> cliques(edges, nodes, random);
      case 4 -> loops(edges, nodes);
      default -> {
        chain(edges, 0, nodes / 2);
        threshold(edges, nodes, random);
        edges.addAll(List.copyOf(edges));
      }
    }
    long[] ids = ids(nodes + 1, among, random);
    edges.replaceAll(
        edge -> {
          long left = ids[(int) edge[0]];
          long right = ids[(int) edge[1]];
          return random.nextBoolean() ? new long[] {left, right} : new long[] {right, left};
        });
    Collections.shuffle(edges, random);
    return edges;
  }

  /** Ids in no order. */
  private static long[] ids(int count, Set<Long> among, Random random) {
    TreeSet<Long> ids = new TreeSet<>(among);
    while (ids.size() < count + 4) {
      ids.add(random.nextInt(4) == 0 ? random.nextLong() : random.nextLong() << 40);
    }
    List<Long> shuffled = new ArrayList<>(ids);
    Collections.shuffle(shuffled, random);
    return shuffled.stream().mapToLong(Long::longValue).toArray();
  }

  private static void chain(List<long[]> edges, int from, int to) {
    for (int i = from; i < to; i++) {
      edges.add(new long[] {i, i + 1});
    }
  }

  private static void star(List<long[]> edges, int nodes) {
    for (int i = 1; i <= nodes; i++) {
      edges.add(new long[] {0, i});
    }
  }

  private static void threshold(List<long[]> edges, int nodes, Random random) {
    for (int i = 0; i < nodes / 2; i++) {
      edges.add(new long[] {random.nextInt(nodes), random.nextInt(nodes)});
    }
  }

  private static void cliques(List<long[]> edges, int nodes, Random random) {
    int size = 1 + random.nextInt(5);
    for (int i = 0; i < nodes; i++) {
      for (int j = i; j < nodes && j / size == i / size; j++) {
        edges.add(new long[] {i, j});
      }
    }
  }

  private static void loops(List<long[]> edges, int nodes) {
    for (int i = 0; i < nodes; i++) {
      edges.add(new long[] {i, i});
    }
  }

  /** Node to the smallest node of its component. */
  static Map<Long, Long> components(List<long[]> edges) {
    Map<Long, List<Long>> neighbours = new HashMap<>();
    for (long[] edge : edges) {
      neighbours.computeIfAbsent(edge[0], key -> new ArrayList<>()).add(edge[1]);
      neighbours.computeIfAbsent(edge[1], key -> new ArrayList<>()).add(edge[0]);
    }
    Map<Long, Long> labels = new HashMap<>();
    for (Long start : new TreeSet<>(neighbours.keySet())) {
      List<Long> open = new ArrayList<>(List.of(start));
      while (!open.isEmpty()) {
        Long node = open.remove(open.size() - 1);
        if (labels.putIfAbsent(node, start) == null || node.equals(start)) {
          neighbours.get(node).stream().filter(n -> !labels.containsKey(n)).forEach(open::add);
        }
      }
    }
    return labels;
  }
}

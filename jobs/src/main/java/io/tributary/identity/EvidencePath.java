package io.tributary.identity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The strongest chain of evidence between two records: the one whose weakest link is as strong as
 * can be. It runs along the tree that the links make when they are taken by falling weight and each
 * one that closes a circle is left out (Kruskal 1956).
 */
final class EvidencePath {
  private static final Comparator<Explanation.Link> STRONGEST_FIRST =
      Comparator.comparing((Explanation.Link link) -> -link.strength())
          .thenComparing(Explanation.Link::rule)
          .thenComparing(Explanation.Link::left, Utf8Order::compare)
          .thenComparing(Explanation.Link::right, Utf8Order::compare);

  private final Map<String, String> parents = new HashMap<>();
  private final Map<String, List<Explanation.Link>> tree = new HashMap<>();

  private EvidencePath() {}

  /** The links from one record to the other, in order; none if there is no way. */
  static List<Explanation.Link> between(String from, String to, List<Explanation.Link> links) {
    EvidencePath path = new EvidencePath();
    links.stream().sorted(STRONGEST_FIRST).forEach(path::grow);
    return path.walk(from, to);
  }

  private void grow(Explanation.Link link) {
    String left = root(link.left());
    String right = root(link.right());
    if (!left.equals(right)) {
      parents.put(left, right);
      tree.computeIfAbsent(link.left(), key -> new ArrayList<>()).add(link);
      tree.computeIfAbsent(link.right(), key -> new ArrayList<>()).add(link);
    }
  }

  private String root(String start) {
    String at = start;
    for (String up = parents.get(at); up != null; up = parents.get(at)) {
      at = up;
    }
    return at;
  }

  private List<Explanation.Link> walk(String from, String to) {
    Map<String, Explanation.Link> arrivedBy = new HashMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty() && !arrivedBy.containsKey(to)) {
      String at = open.remove();
      for (Explanation.Link link : tree.getOrDefault(at, List.of())) {
        String next = link.other(at);
        if (!next.equals(from) && arrivedBy.putIfAbsent(next, link) == null) {
          open.add(next);
        }
      }
    }
    List<Explanation.Link> path = new ArrayList<>();
    String at = to;
    for (Explanation.Link link = arrivedBy.get(at); link != null; link = arrivedBy.get(at)) {
      path.add(link);
      at = link.other(at);
    }
    Collections.reverse(path);
    return path;
  }
}

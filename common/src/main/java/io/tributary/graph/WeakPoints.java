package io.tributary.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a graph hangs together by a thread, for review: links whose loss splits a component, and
 * nodes whose loss leaves several parts. With identifiers as nodes, those are the hub identifiers.
 *
 * <p>One search in depth with an explicit stack, linear in nodes and links (Hopcroft and Tarjan,
 * "Algorithm 447", Communications of the ACM 16, 1973). Two links between the same nodes are no
 * bridge.
 */
public final class WeakPoints {
  private final List<Bridge> bridges = new ArrayList<>();
  private final int[] parts;
  private final int[] degrees;

  private WeakPoints(int[] parts, int[] degrees) {
    this.parts = parts;
    this.degrees = degrees;
  }

  /**
   * A link whose loss splits its component.
   *
   * @param link its position
   * @param lesserSide nodes on the smaller side: a bridge between two large sides is worth a look
   */
  public record Bridge(int link, int lesserSide) {}

  /**
   * A node whose loss splits its component.
   *
   * @param parts into which the rest would fall
   * @param links that end at the node
   */
  public record Hub(int node, int parts, int links) {}

  /**
   * @param nodes their number; they are called 0, 1, 2 …
   * @param lefts one end of each link
   * @param rights the other end
   */
  public static WeakPoints of(int nodes, int[] lefts, int[] rights) {
    return new Search(nodes, lefts, rights).run();
  }

  /** The bridges, those with the greatest smaller side first, then by position. */
  public List<Bridge> bridges() {
    return bridges.stream()
        .sorted(
            (a, b) ->
                a.lesserSide() != b.lesserSide()
                    ? b.lesserSide() - a.lesserSide()
                    : a.link() - b.link())
        .toList();
  }

  /** The nodes whose loss leaves at least so many parts, those with most parts first. */
  public List<Hub> hubs(int atLeastParts) {
    return IntStream.range(0, parts.length)
        .filter(node -> parts[node] >= Math.max(2, atLeastParts))
        .mapToObj(node -> new Hub(node, parts[node], degrees[node]))
        .sorted((a, b) -> a.parts() != b.parts() ? b.parts() - a.parts() : a.node() - b.node())
        .toList();
  }

  /** The state of one search. */
  private static final class Search {
    private final int[] lefts;
    private final int[] rights;

    /** Links of node v: ends[starts[v] … starts[v + 1]). */
    private final int[] starts;

    private final int[] ends;
    private final int[] next;
    private final int[] entered;
    private final int[] lowest;
    private final int[] sizes;
    private final int[] arrivedBy;
    private final int[] stack;
    private final WeakPoints found;
    private final IntList bridgeLinks = new IntList();
    private final IntList bridgeSizes = new IntList();
    private int clock;

    Search(int nodes, int[] lefts, int[] rights) {
      this.lefts = lefts;
      this.rights = rights;
      starts = new int[nodes + 1];
      for (int link = 0; link < lefts.length; link++) {
        if (lefts[link] != rights[link]) {
          starts[lefts[link] + 1]++;
          starts[rights[link] + 1]++;
        }
      }
      int[] degrees = Arrays.copyOfRange(starts, 1, nodes + 1);
      for (int node = 0; node < nodes; node++) {
        starts[node + 1] += starts[node];
      }
      next = Arrays.copyOf(starts, nodes);
      ends = new int[starts[nodes]];
      for (int link = 0; link < lefts.length; link++) {
        if (lefts[link] != rights[link]) {
          ends[next[lefts[link]]++] = link;
          ends[next[rights[link]]++] = link;
        }
      }
      System.arraycopy(starts, 0, next, 0, nodes);
      entered = new int[nodes];
      lowest = new int[nodes];
      sizes = new int[nodes];
      arrivedBy = new int[nodes];
      stack = new int[nodes];
      found = new WeakPoints(new int[nodes], degrees);
    }

    WeakPoints run() {
      for (int start = 0; start < entered.length; start++) {
        if (entered[start] == 0) {
          search(start);
        }
      }
      return found;
    }

    private void search(int start) {
      int depth = 0;
      enter(start, -1);
      stack[depth++] = start;
      while (depth > 0) {
        int node = stack[depth - 1];
        if (next[node] < starts[node + 1]) {
          int link = ends[next[node]++];
          int other = lefts[link] ^ rights[link] ^ node;
          if (entered[other] == 0) {
            enter(other, link);
            stack[depth++] = other;
          } else if (link != arrivedBy[node]) {
            lowest[node] = Math.min(lowest[node], entered[other]);
          }
        } else {
          depth--;
          leave(node, depth == 0 ? -1 : stack[depth - 1]);
        }
      }
      keepBridges(sizes[start]);
    }

    private void enter(int node, int link) {
      entered[node] = ++clock;
      lowest[node] = clock;
      sizes[node] = 1;
      arrivedBy[node] = link;
    }

    private void leave(int node, int parent) {
      if (parent < 0) {
        return;
      }
      // What lies above the node is one part more, unless it is the start of the search.
      found.parts[node] += found.parts[node] > 0 ? 1 : 0;
      sizes[parent] += sizes[node];
      lowest[parent] = Math.min(lowest[parent], lowest[node]);
      if (lowest[node] >= entered[parent]) {
        found.parts[parent]++;
      }
      if (lowest[node] > entered[parent]) {
        bridgeLinks.add(arrivedBy[node]);
        bridgeSizes.add(sizes[node]);
      }
    }

    private void keepBridges(int componentSize) {
      for (int i = found.bridges.size(); i < bridgeLinks.size(); i++) {
        int below = bridgeSizes.get(i);
        found.bridges.add(new Bridge(bridgeLinks.get(i), Math.min(below, componentSize - below)));
      }
    }
  }
}

package io.tributary.graph;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Links by falling weight, then by the seniority of their junior and of their senior ends, then by
 * kind: a total order of distinct links, whatever the order in which they were added. A new node
 * comes after all that were linked as strongly before. Radix sort from the least significant digit,
 * on positions.
 */
final class LinkOrder {
  private static final int DIGIT_BITS = 16;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private int[] order;
  private int[] spare;

  private LinkOrder(int size) {
    order = IntStream.range(0, size).toArray();
    spare = new int[size];
  }

  /** A part of what links are compared by. */
  private interface Key {
    long of(int link);
  }

  /**
   * @param rank of each node, the most senior first
   */
  static int[] of(LinkGraph graph, int[] rank) {
    int[] kindRank = ranks(graph.kindNames.size(), graph.kindNames::name);
    LinkOrder order = new LinkOrder(graph.links());
    order.by(link -> left(graph, rank, link));
    order.by(link -> kindRank[graph.kinds.get(link)]);
    order.by(link -> Math.min(left(graph, rank, link), right(graph, rank, link)));
    order.by(link -> Math.max(left(graph, rank, link), right(graph, rank, link)));
    order.by(link -> falling(graph.weight(link)));
    return order.order;
  }

  /** Rank of each of the texts by its UTF-8 bytes. */
  static int[] ranks(int size, IntFunction<String> text) {
    Integer[] sorted = IntStream.range(0, size).boxed().toArray(Integer[]::new);
    byte[][] bytes = new byte[size][];
    Arrays.setAll(bytes, i -> text.apply(i).getBytes(StandardCharsets.UTF_8));
    Arrays.sort(sorted, Comparator.comparing((Integer i) -> bytes[i], Arrays::compareUnsigned));
    int[] ranks = new int[size];
    for (int i = 0; i < size; i++) {
      ranks[sorted[i]] = i;
    }
    return ranks;
  }

  private static int left(LinkGraph graph, int[] rank, int link) {
    return rank[graph.lefts.get(link)];
  }

  private static int right(LinkGraph graph, int[] rank, int link) {
    return rank[graph.rights.get(link)];
  }

  /** Unsigned number that falls as the weight rises. */
  private static long falling(double weight) {
    long bits = Double.doubleToLongBits(weight);
    return ~(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
  }

  private void by(Key key) {
    for (int shift = 0; shift < Long.SIZE; shift += DIGIT_BITS) {
      byDigit(key, shift);
    }
  }

  private void byDigit(Key key, int shift) {
    int[] ends = new int[DIGITS + 1];
    for (int link : order) {
      ends[digit(key.of(link), shift) + 1]++;
    }
    if (order.length == 0 || ends[digit(key.of(order[0]), shift) + 1] == order.length) {
      return;
    }
    for (int digit = 0; digit < DIGITS; digit++) {
      ends[digit + 1] += ends[digit];
    }
    for (int link : order) {
      spare[ends[digit(key.of(link), shift)]++] = link;
    }
    int[] sorted = spare;
    spare = order;
    order = sorted;
  }

  private static int digit(long key, int shift) {
    return (int) (key >>> shift) & (DIGITS - 1);
  }
}

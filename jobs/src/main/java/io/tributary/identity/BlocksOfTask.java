package io.tributary.identity;

import io.tributary.exchange.Exchange;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The blocks of one task: records that have a key in common, as {@link Member}s. Blocks of one
 * record, or without one that changed, are none.
 */
final class BlocksOfTask implements Serializable {
  private static final long serialVersionUID = 1;
  private static final long FIRST_HALF = -1L << Integer.SIZE;

  private final int largest;
  private final List<Long> tooLarge = new ArrayList<>();
  private final Map<Integer, Long> largestByRule = new TreeMap<>();
  private long unresolvedKeys;
  private long unresolvedPairs;

  /** The blocks one after the other. */
  private long[] members = {};

  /** Where each block ends. */
  private int[] ends = {};

  private int blocks;

  private BlocksOfTask(int largest) {
    this.largest = largest;
  }

  /**
   * What one task knows of its blocks.
   *
   * @param tooLarge keys of more records than a block may have
   * @param largestByRule fields of a key to the records of the largest of its blocks
   * @param unresolvedKeys keys of several records that form no pairs
   * @param unresolvedPairs pairs of records that have such a key in common, once for each
   */
  record Summary(
      List<Long> tooLarge,
      Map<Integer, Long> largestByRule,
      long unresolvedKeys,
      long unresolvedPairs)
      implements Serializable {
    static final Summary NONE = new Summary(List.of(), Map.of(), 0, 0);

    Summary plus(Summary other) {
      List<Long> keys = new ArrayList<>(tooLarge);
      keys.addAll(other.tooLarge);
      Map<Integer, Long> byRule = new TreeMap<>(largestByRule);
      other.largestByRule.forEach((rule, records) -> byRule.merge(rule, records, Math::max));
      return new Summary(
          keys,
          byRule,
          unresolvedKeys + other.unresolvedKeys,
          unresolvedPairs + other.unresolvedPairs);
    }
  }

  /**
   * @param runs of keys, each with a member
   * @param largest records that a block may have
   */
  static BlocksOfTask of(List<long[]> runs, int largest) {
    int n = runs.stream().mapToInt(run -> run.length).sum() / 2;
    long[] keys = new long[n];
    long[] members = new long[n];
    int at = 0;
    for (long[] run : runs) {
      for (int i = 0; i < run.length; i += 2) {
        keys[at] = run[i];
        members[at++] = run[i + 1];
      }
    }
    BlocksOfTask blocks = new BlocksOfTask(largest);
    blocks.members = new long[n];
    blocks.ends = new int[n / 2];
    blocks.group(keys, members);
    blocks.members = Arrays.copyOf(blocks.members, blocks.end());
    blocks.ends = Arrays.copyOf(blocks.ends, blocks.blocks);
    return blocks;
  }

  /** Members in the order of the first half of their keys, and then, where that is one, by key. */
  private void group(long[] keys, long[] all) {
    long[] order = new long[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = keys[i] & FIRST_HALF | i;
    }
    Arrays.sort(order);
    int begin = 0;
    while (begin < order.length) {
      long key = keys[(int) order[begin]];
      int end = begin;
      for (int i = begin; i < order.length && (order[i] & FIRST_HALF) == (key & FIRST_HALF); i++) {
        if (keys[(int) order[i]] == key) {
          long mine = order[i];
          order[i] = order[end];
          order[end++] = mine;
        }
      }
      block(key, order, begin, end, all);
      begin = end;
    }
  }

  private void block(long key, long[] order, int begin, int end, long[] all) {
    int size = end - begin;
    long first = all[(int) order[begin]];
    if (size > 1 && Member.isUnresolved(first)) {
      unresolvedKeys += Member.keys(first);
      unresolvedPairs += Member.keys(first) * (size * (size - 1L) / 2);
    } else if (size > largest) {
      tooLarge.add(key);
    } else if (size > 1) {
      int at = end();
      boolean isChanged = false;
      for (int i = begin; i < end; i++) {
        long member = all[(int) order[i]];
        isChanged |= Member.isChanged(member);
        members[at++] = member;
      }
      if (isChanged) {
        ends[blocks++] = at;
        largestByRule.merge(Member.fields(first), (long) size, Math::max);
      }
    }
  }

  private int end() {
    return blocks == 0 ? 0 : ends[blocks - 1];
  }

  Summary summary() {
    return new Summary(tooLarge, largestByRule, unresolvedKeys, unresolvedPairs);
  }

  /**
   * Sends each pair of which a record changed to the partition of one of them: that one with the
   * fields of the block, and the other.
   */
  void sendPairs(Exchange to) {
    int begin = 0;
    for (int block = 0; block < blocks; block++) {
      for (int i = begin; i < ends[block]; i++) {
        for (int j = i + 1; j < ends[block]; j++) {
          if (Member.isChanged(members[i]) || Member.isChanged(members[j])) {
            send(members[i], members[j], to);
          }
        }
      }
      begin = ends[block];
    }
  }

  private static void send(long one, long other, Exchange to) {
    // By turns to that of the smaller and of the greater one: else the last partitions, in which
    // pairs are compared, would have twice as many of them as the others.
    boolean isSmaller = Member.number(one) < Member.number(other);
    boolean isFirst = ((one ^ other) & 1) == 0 ? isSmaller : !isSmaller;
    long first = isFirst ? one : other;
    to.add(Member.partition(first), first, Member.number(isFirst ? other : one));
  }
}

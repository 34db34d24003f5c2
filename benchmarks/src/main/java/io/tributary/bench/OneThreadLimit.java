package io.tributary.bench;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.XXH64;

/**
 * What one thread needs at least, as it is usually written: edges in memory, union-find over 64-bit
 * ids in one hash table of the right size from the start, the larger id under the smaller one.
 */
final class OneThreadLimit {
  private static final long SEED = 42;

  private final long[] keys;
  private final int[] parents;
  private final int mask;

  private OneThreadLimit(int nodes) {
    int slots = Integer.highestOneBit(Math.max(2, nodes)) << 1;
    // Beyond that, runs of taken slots cost more than a table that fills less of the cache.
    if (nodes > 0.7 * slots) {
      slots <<= 1;
    }
    this.keys = new long[slots];
    this.parents = new int[slots];
    this.mask = slots - 1;
    Arrays.fill(parents, -1);
  }

  /**
   * @param nodes how many there are
   * @return the exclusive or of {@code xxhash64(node, label)}
   */
  static long checksum(Iterable<long[]> edges, int nodes) {
    OneThreadLimit sets = new OneThreadLimit(nodes);
    for (long[] chunk : edges) {
      for (int i = 0; i < chunk.length; i += 2) {
        sets.unite(chunk[i], chunk[i + 1]);
      }
    }
    return sets.checksum();
  }

  private void unite(long left, long right) {
    int leftRoot = root(slot(left));
    int rightRoot = root(slot(right));
    if (leftRoot != rightRoot) {
      boolean isLeftSmaller = keys[leftRoot] < keys[rightRoot];
      parents[isLeftSmaller ? rightRoot : leftRoot] = isLeftSmaller ? leftRoot : rightRoot;
    }
  }

  private int root(int start) {
    int slot = start;
    while (parents[slot] != slot) {
      parents[slot] = parents[parents[slot]];
      slot = parents[slot];
    }
    return slot;
  }

  private int slot(long key) {
    int slot = (int) ((key * 0x9e3779b97f4a7c15L) >>> 32) & mask;
    while (parents[slot] >= 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    if (parents[slot] < 0) {
      keys[slot] = key;
      parents[slot] = slot;
    }
    return slot;
  }

  private long checksum() {
    long checksum = 0;
    for (int slot = 0; slot < keys.length; slot++) {
      if (parents[slot] >= 0) {
        checksum ^= XXH64.hashLong(keys[root(slot)], XXH64.hashLong(keys[slot], SEED));
      }
    }
    return checksum;
  }
}

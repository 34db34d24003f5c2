package io.tributary.graph;

import java.util.Arrays;

/**
 * Distinct ids and their positions, in the order in which they were added: about 24 bytes an id.
 */
final class LongIndex {
  private long[] ids = new long[1 << 8];
  private int[] slots = new int[1 << 9];
  private int size;

  int size() {
    return size;
  }

  long id(int position) {
    return ids[position];
  }

  /** Position of an id, or -1. */
  int find(long id) {
    return slots[slot(id)] - 1;
  }

  /** Position of an id, which is added if it is new. */
  int add(long id) {
    int slot = slot(id);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == ids.length) {
      grow();
      slot = slot(id);
    }
    ids[size] = id;
    slots[slot] = ++size;
    return size - 1;
  }

  private int slot(long id) {
    int mask = slots.length - 1;
    int slot = (int) RadixUnionFind.mix(id) & mask;
    while (slots[slot] != 0 && ids[slots[slot] - 1] != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    if (size >= 1 << 29) {
      throw new IllegalStateException("More than 2^29 nodes in one task");
    }
    ids = Arrays.copyOf(ids, 2 * size);
    slots = new int[4 * size];
    for (int position = 0; position < size; position++) {
      slots[slot(ids[position])] = position + 1;
    }
  }
}

package io.tributary.graph;

import java.util.Arrays;

/**
 * Union-find over 64-bit node ids in memory: about 20 bytes a node. The root of a set is its
 * smallest node, so that the label of a set depends on its nodes alone.
 *
 * <p>Path halving after Tarjan and van Leeuwen, "Worst-case analysis of set union algorithms", J.
 * ACM 31 (1984).
 */
final class DisjointSets {
  private static final int SMALLEST = 1 << 10;
  private static final int MOST_NODES = 1 << 29;

  private long[] nodes;
  private int[] parents;

  /** Open addressing: position of a node in {@link #nodes} plus 1; 0 = free. */
  private int[] slots;

  private int size;

  DisjointSets() {
    nodes = new long[SMALLEST];
    parents = new int[SMALLEST];
    slots = new int[2 * SMALLEST];
  }

  /** Number of nodes seen. */
  int size() {
    return size;
  }

  /** A node, in the order in which they were first seen. */
  long node(int position) {
    return nodes[position];
  }

  /** The smallest node of the set of {@link #node}. */
  long label(int position) {
    return nodes[root(position)];
  }

  /**
   * Puts two nodes into one set.
   *
   * @return whether they were in two sets before
   */
  boolean unite(long left, long right) {
    int leftRoot = root(position(left));
    int rightRoot = root(position(right));
    if (leftRoot == rightRoot) {
      return false;
    }
    if (nodes[leftRoot] < nodes[rightRoot]) {
      parents[rightRoot] = leftRoot;
    } else {
      parents[leftRoot] = rightRoot;
    }
    return true;
  }

  private int root(int start) {
    int position = start;
    while (parents[position] != position) {
      parents[position] = parents[parents[position]];
      position = parents[position];
    }
    return position;
  }

  private int position(long node) {
    int mask = slots.length - 1;
    int slot = mix(node) & mask;
    while (slots[slot] != 0) {
      int found = slots[slot] - 1;
      if (nodes[found] == node) {
        return found;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = size + 1;
    return append(node);
  }

  private int append(long node) {
    int position = size++;
    nodes[position] = node;
    parents[position] = position;
    if (size == nodes.length) {
      grow();
    }
    return position;
  }

  private void grow() {
    if (size >= MOST_NODES) {
      throw new IllegalStateException("More than " + MOST_NODES + " nodes in one task");
    }
    nodes = Arrays.copyOf(nodes, 2 * size);
    parents = Arrays.copyOf(parents, 2 * size);
    slots = new int[2 * nodes.length];
    int mask = slots.length - 1;
    for (int position = 0; position < size; position++) {
      int slot = mix(nodes[position]) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = position + 1;
    }
  }

  /** Finalizer of MurmurHash3: ids that differ in high bits only must not share a slot. */
  private static int mix(long node) {
    long mixed = node;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) (mixed ^ (mixed >>> 33));
  }
}

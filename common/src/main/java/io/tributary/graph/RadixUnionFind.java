package io.tributary.graph;

import java.util.Arrays;
import java.util.List;

/**
 * Components of the edges of one task. A union-find over 64-bit ids waits for memory at nearly
 * every id it looks up. So the ends of the edges are first dealt into buckets by hash, each bucket
 * gives its ids dense numbers with a table that fits the cache, and the union-find runs on numbers
 * of 32 bits. The edges are read again in their order, and each bucket then hands out its numbers
 * in the order in which it took in the ids: no index from ends to numbers is needed.
 *
 * <p>Union by index with path halving: Tarjan and van Leeuwen, "Worst-case analysis of set union
 * algorithms", J. ACM 31 (1984); numbers are in no order of the ids, which makes the index as good
 * as a random one (Goel, Khanna, Larkin, Tarjan, SODA 2014). Dealing by hash: Manegold, Boncz,
 * Kersten, "Optimizing main-memory join on modern hardware", TKDE 14 (2002).
 *
 * <p>Memory: 16 bytes an edge beside the edges themselves, and 24 a node.
 */
final class RadixUnionFind {
  private static final int BUCKET_ENDS = 1 << 15;
  private static final int MOST_BITS = 11;

  private final List<long[]> edges;
  private final long salt;
  private final int shift;

  /** Where each bucket begins in {@link #ends}. */
  private final int[] starts;

  /** Ids by bucket, later their numbers. */
  private final long[] ends;

  private long[] rows;
  private int[] parents = new int[0];
  private int size;
  private int unions;
  private int largest;

  RadixUnionFind(List<long[]> edges, long salt) {
    this.edges = edges;
    this.salt = salt;
    long total = edges.stream().mapToLong(chunk -> chunk.length).sum();
    if (total > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException("More than 2^30 edges in one task");
    }
    int bits = 1;
    while (bits < MOST_BITS && total >> bits > BUCKET_ENDS) {
      bits++;
    }
    this.shift = Long.SIZE - bits;
    this.starts = new int[(1 << bits) + 1];
    this.ends = new long[(int) total];
    this.rows = new long[0];
  }

  /**
   * @param edges runs of longs: left, right, left, right …
   * @return every node once, with the smallest node of its component
   */
  static LabelledNodes label(List<long[]> edges) {
    return label(edges, 0);
  }

  /**
   * @param salt of the order by which the label is chosen: 0 = the smallest node, anything else the
   *     first one in an order as good as random
   */
  static LabelledNodes label(List<long[]> edges, long salt) {
    RadixUnionFind graph = new RadixUnionFind(edges, salt);
    LabelledNodes nodes = graph.run();
    graph.check();
    return nodes;
  }

  /** The result before its proof. */
  LabelledNodes run() {
    deal();
    number();
    unite();
    label();
    return new LabelledNodes(rows, size, largest);
  }

  /** Order of labels; a bijection, so that there are no ties. */
  static long rank(long node, long salt) {
    return salt == 0 ? node : mix(node ^ salt);
  }

  /** Finalizer of MurmurHash3. */
  static long mix(long node) {
    long mixed = (node ^ (node >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  private int bucket(long node) {
    return (int) (mix(node) >>> shift);
  }

  /** Ids into their buckets. */
  private void deal() {
    for (long[] chunk : edges) {
      for (long node : chunk) {
        starts[bucket(node) + 1]++;
      }
    }
    for (int bucket = 1; bucket < starts.length; bucket++) {
      starts[bucket] += starts[bucket - 1];
    }
    int[] next = starts.clone();
    for (long[] chunk : edges) {
      for (long node : chunk) {
        ends[next[bucket(node)]++] = node;
      }
    }
  }

  /** Ids of each bucket into numbers. */
  private void number() {
    int[] slots = new int[0];
    int buckets = starts.length - 1;
    for (int bucket = 0; bucket < buckets; bucket++) {
      int count = starts[bucket + 1] - starts[bucket];
      reserve(count, bucket, buckets);
      int length = Integer.highestOneBit(Math.max(1, count)) << 1;
      if (length > slots.length) {
        slots = new int[length];
      } else {
        Arrays.fill(slots, 0, length, 0);
      }
      number(bucket, slots, length - 1);
    }
  }

  private void number(int bucket, int[] slots, int mask) {
    long[] known = rows;
    int next = size;
    for (int i = starts[bucket]; i < starts[bucket + 1]; i++) {
      long node = ends[i];
      int slot = (int) mix(node) & mask;
      int number = slots[slot] - 1;
      while (number >= 0 && known[2 * number] != node) {
        slot = (slot + 1) & mask;
        number = slots[slot] - 1;
      }
      if (number < 0) {
        number = next++;
        known[2 * number] = node;
        slots[slot] = next;
      }
      ends[i] = number;
    }
    size = next;
  }

  /** Room for the nodes of a bucket; the buckets before it tell how many there will be in all. */
  private void reserve(int count, int bucket, int buckets) {
    long needed = 2L * size + 2L * count;
    if (needed > rows.length) {
      long expected = bucket == 0 ? needed : (long) (2.1 * size / bucket * buckets);
      long length = Math.min(Math.max(needed, expected), Integer.MAX_VALUE - 8);
      if (needed > length) {
        throw new IllegalStateException("More than 2^30 nodes in one task");
      }
      rows = Arrays.copyOf(rows, (int) length);
    }
  }

  private void unite() {
    parents = new int[size];
    Arrays.setAll(parents, number -> number);
    int[] next = starts.clone();
    for (long[] chunk : edges) {
      for (int i = 0; i < chunk.length; i += 2) {
        int left = root((int) ends[next[bucket(chunk[i])]++]);
        int right = root((int) ends[next[bucket(chunk[i + 1])]++]);
        if (left != right) {
          parents[Math.max(left, right)] = Math.min(left, right);
          unions++;
        }
      }
    }
  }

  private int root(int start) {
    int number = start;
    int parent = parents[number];
    while (parent != number) {
      int grandparent = parents[parent];
      parents[number] = grandparent;
      number = grandparent;
      parent = parents[number];
    }
    return number;
  }

  private void label() {
    for (int number = 0; number < size; number++) {
      // A parent is smaller than its child: it points to its root already.
      int root = parents[parents[number]];
      parents[number] = root;
      long node = rows[2 * number];
      if (root == number || rank(node, salt) < rank(rows[2 * root + 1], salt)) {
        rows[2 * root + 1] = node;
      }
    }
    int[] counts = new int[size];
    for (int number = 0; number < size; number++) {
      int root = parents[number];
      rows[2 * number + 1] = rows[2 * root + 1];
      largest = Math.max(largest, ++counts[root]);
    }
  }

  /**
   * The proof of the result. No edge crosses two labels, so there are at least as many components
   * as labels; each union took an edge between two sets, so there are at most as many as nodes less
   * unions. If both numbers are one, the labels are the components.
   */
  void check() {
    int[] next = starts.clone();
    boolean crosses = false;
    for (long[] chunk : edges) {
      for (int i = 0; i < chunk.length; i += 2) {
        int left = 2 * (int) ends[next[bucket(chunk[i])]++];
        int right = 2 * (int) ends[next[bucket(chunk[i + 1])]++];
        crosses |=
            rows[left] != chunk[i]
                || rows[right] != chunk[i + 1]
                || rows[left + 1] != rows[right + 1];
      }
    }
    long components = new LabelledNodes(rows, size, largest).components();
    if (crosses || components != size - unions) {
      throw new CorruptComponents();
    }
  }
}

package io.tributary.linkage;

import java.util.Arrays;

/** A sum for each of many 64-bit keys, without boxes: open addressing with linear probing. */
final class LongSums {
  private static final int FIRST_CAPACITY = 1 << 10;

  private long[] keys = new long[FIRST_CAPACITY];
  private double[] sums = new double[FIRST_CAPACITY];
  private boolean[] isTaken = new boolean[FIRST_CAPACITY];
  private int size;

  /** Adds to the sum of a key. Returns whether the key is new. */
  boolean add(long key, double amount) {
    if (3 * size > 2 * keys.length) {
      grow();
    }
    int at = find(key);
    boolean isNew = !isTaken[at];
    if (isNew) {
      isTaken[at] = true;
      keys[at] = key;
      size++;
    }
    sums[at] += amount;
    return isNew;
  }

  void addAll(LongSums other) {
    for (int i = 0; i < other.keys.length; i++) {
      if (other.isTaken[i]) {
        add(other.keys[i], other.sums[i]);
      }
    }
  }

  /** The sum of a key, 0 if there is none. */
  double sum(long key) {
    return sums[find(key)];
  }

  /** The number of different keys. */
  int size() {
    return size;
  }

  /** All keys, ascending. */
  long[] keys() {
    long[] all = new long[size];
    int n = 0;
    for (int i = 0; i < keys.length; i++) {
      if (isTaken[i]) {
        all[n++] = keys[i];
      }
    }
    Arrays.sort(all);
    return all;
  }

  private int find(long key) {
    int mask = keys.length - 1;
    int at = (int) Hash.mix(key) & mask;
    while (isTaken[at] && keys[at] != key) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void grow() {
    LongSums larger = new LongSums();
    larger.keys = new long[2 * keys.length];
    larger.sums = new double[larger.keys.length];
    larger.isTaken = new boolean[larger.keys.length];
    larger.addAll(this);
    keys = larger.keys;
    sums = larger.sums;
    isTaken = larger.isTaken;
  }
}

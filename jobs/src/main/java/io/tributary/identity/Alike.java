package io.tributary.identity;

import java.util.Set;
import java.util.TreeMap;

/** Values that are said to be one, each standing for its smallest like. */
final class Alike<T extends Comparable<T>> {
  private final TreeMap<T, T> smaller = new TreeMap<>();

  void join(T left, T right) {
    T one = smallest(left);
    T other = smallest(right);
    int order = one.compareTo(other);
    if (order != 0) {
      smaller.put(order < 0 ? other : one, order < 0 ? one : other);
    }
  }

  T smallest(T value) {
    T at = value;
    for (T next = smaller.get(at); next != null; next = smaller.get(at)) {
      at = next;
    }
    return at;
  }

  /** The values that are not the smallest of their like. */
  Set<T> others() {
    return smaller.keySet();
  }
}

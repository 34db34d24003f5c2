package io.tributary.graph;

import java.util.Arrays;

/** A growing list of longs without boxes. */
final class LongList {
  private long[] elements = new long[16];
  private int size;

  int size() {
    return size;
  }

  long get(int position) {
    return elements[position];
  }

  void set(int position, long element) {
    elements[position] = element;
  }

  void add(long element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, size + (size >> 1));
    }
    elements[size++] = element;
  }

  long[] toArray() {
    return Arrays.copyOf(elements, size);
  }
}

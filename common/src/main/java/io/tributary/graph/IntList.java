package io.tributary.graph;

import java.util.Arrays;

/** A growing list of ints without boxes. */
final class IntList {
  private int[] elements;
  private int size;

  IntList() {
    this(16);
  }

  IntList(int capacity) {
    elements = new int[Math.max(1, capacity)];
  }

  int size() {
    return size;
  }

  int get(int position) {
    return elements[position];
  }

  void add(int element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, size + (size >> 1) + 1);
    }
    elements[size++] = element;
  }

  void addAll(IntList others) {
    if (size + others.size > elements.length) {
      elements = Arrays.copyOf(elements, size + others.size + (size >> 1));
    }
    System.arraycopy(others.elements, 0, elements, size, others.size);
    size += others.size;
  }

  int[] toArray() {
    return Arrays.copyOf(elements, size);
  }
}

package io.tributary.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Values that are drawn in proportion to their weights. */
final class Weighted<T> {
  private final List<T> values = new ArrayList<>();
  private int[] upTo = new int[16];

  /** Adds a value with a positive weight. */
  Weighted<T> add(T value, int weight) {
    int size = values.size();
    if (size == upTo.length) {
      upTo = Arrays.copyOf(upTo, size * 2);
    }
    upTo[size] = weight + (size == 0 ? 0 : upTo[size - 1]);
    values.add(value);
    return this;
  }

  T draw(Dice dice) {
    int ticket = dice.between(1, upTo[values.size() - 1]);
    int at = Arrays.binarySearch(upTo, 0, values.size(), ticket);
    return values.get(at >= 0 ? at : -at - 1);
  }

  /**
   * A value that is not taken, unless all are: the drawn one, or else the next on the list. One
   * draw, whatever is taken, so that the draws after it stay as they are.
   */
  T drawOther(Set<T> taken, Dice dice) {
    T drawn = draw(dice);
    int at = values.indexOf(drawn);
    for (int i = 0; i < values.size(); i++) {
      T value = values.get((at + i) % values.size());
      if (!taken.contains(value)) {
        return value;
      }
    }
    return drawn;
  }

  List<T> values() {
    return values;
  }
}

package io.tributary.graph;

import java.util.List;

/** A number for each of some ids: about 32 bytes an id. */
final class LongMap {
  private final LongIndex ids = new LongIndex();
  private final LongList values = new LongList();

  private LongMap() {}

  /**
   * @param runs id, value, id, value …
   * @throws CorruptComponents when an id comes twice: two labels for one node are as wrong as none
   */
  static LongMap of(List<long[]> runs) {
    LongMap map = new LongMap();
    for (long[] run : runs) {
      for (int i = 0; i < run.length; i += 2) {
        if (map.ids.add(run[i]) != map.values.size()) {
          throw new CorruptComponents();
        }
        map.values.add(run[i + 1]);
      }
    }
    return map;
  }

  /** Position of an id, or -1. */
  int find(long id) {
    return ids.find(id);
  }

  long value(int position) {
    return values.get(position);
  }
}

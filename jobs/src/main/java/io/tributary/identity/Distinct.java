package io.tributary.identity;

/** How many different hashes there are. A table of longs with open places, half full at most. */
final class Distinct {
  private static final int FIRST_PLACES = 4;

  private long[] places = new long[0];
  private int size;
  private boolean hasZero;

  void add(long hash) {
    if (hash == 0) {
      hasZero = true;
      return;
    }
    if (2 * size >= places.length) {
      grow();
    }
    if (put(hash)) {
      size++;
    }
  }

  private boolean put(long hash) {
    int place = (int) hash & (places.length - 1);
    while (places[place] != 0 && places[place] != hash) {
      place = place + 1 & (places.length - 1);
    }
    boolean isNew = places[place] == 0;
    places[place] = hash;
    return isNew;
  }

  private void grow() {
    long[] before = places;
    places = new long[Math.max(FIRST_PLACES, 2 * before.length)];
    for (long hash : before) {
      if (hash != 0) {
        put(hash);
      }
    }
  }

  void clear() {
    places = new long[0];
    size = 0;
    hasZero = false;
  }

  int size() {
    return size + (hasZero ? 1 : 0);
  }
}

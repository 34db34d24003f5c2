package io.tributary.linkage;

import java.util.List;

/** An address line as a set of words, which typing errors and other orders leave alike. */
record AddressLevels() implements Levels {
  private static final double MOST = 0.75;
  private static final double HALF = 0.5;

  @Override
  public List<String> names() {
    return List.of("different", "half", "most words", "typo", "equal");
  }

  @Override
  public int level(Value left, Value right) {
    if (DamerauLevenshtein.distance(left.text(), right.text(), 2) <= 2) {
      return 3;
    }
    double overlap = TokenSets.softOverlap(left.words(), right.words());
    return overlap >= MOST ? 2 : overlap >= HALF ? 1 : 0;
  }
}

package io.tributary.linkage;

import java.util.List;

/** A number that belongs to one customer: equal, one typing error, or another. */
record IdentifierLevels() implements Levels {
  @Override
  public List<String> names() {
    return List.of("different", "typo", "equal");
  }

  @Override
  public int level(Value left, Value right) {
    return DamerauLevenshtein.distance(left.text(), right.text(), 1) <= 1 ? 1 : 0;
  }
}

package io.tributary.linkage;

import java.util.List;

/** One of few values. */
record CategoryLevels() implements Levels {
  @Override
  public List<String> names() {
    return List.of("different", "equal");
  }

  @Override
  public int level(Value left, Value right) {
    return 0;
  }
}

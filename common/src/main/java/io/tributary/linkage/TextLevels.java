package io.tributary.linkage;

import java.util.List;

/** Any text: typing errors and common words. */
record TextLevels() implements Levels {
  private static final double CLOSE = 0.88;
  private static final double HALF = 0.5;
  private static final double NEAR = 0.8;

  @Override
  public List<String> names() {
    return List.of("different", "near", "half the words", "close", "equal");
  }

  @Override
  public int level(Value left, Value right) {
    String l = left.text();
    String r = right.text();
    double similarity = JaroWinkler.similarity(l, r);
    if (similarity >= CLOSE || NameLevels.isTypo(l, r)) {
      return 3;
    }
    if (TokenSets.softOverlap(left.words(), right.words()) >= HALF) {
      return 2;
    }
    return similarity >= NEAR ? 1 : 0;
  }
}

package io.tributary.linkage;

import java.util.List;

/** A given or a family name: typing errors, other forms, initials, sounds, and the wrong place. */
record NameLevels(boolean isGiven) implements Levels {
  private static final double CLOSE = 0.88;
  private static final double NEAR = 0.75;

  @Override
  public List<String> names() {
    return isGiven
        ? List.of("different", "near", "elsewhere", "initial", "close", "nickname", "equal")
        : List.of("different", "near", "elsewhere", "sound", "close", "typo", "equal");
  }

  @Override
  public int level(Value left, Value right) {
    String l = left.text();
    String r = right.text();
    return isGiven ? given(l, r) : family(left, right);
  }

  private static int given(String l, String r) {
    if (Nicknames.areRelated(l, r)) {
      return 5;
    }
    boolean initial = l.length() == 1 || r.length() == 1;
    if (initial) {
      return l.charAt(0) == r.charAt(0) ? 3 : 0;
    }
    double similarity = JaroWinkler.similarity(l, r);
    if (similarity >= CLOSE || isTypo(l, r)) {
      return 4;
    }
    return similarity >= NEAR ? 1 : 0;
  }

  private static int family(Value left, Value right) {
    String l = left.text();
    String r = right.text();
    if (isTypo(l, r)) {
      return 5;
    }
    double similarity = JaroWinkler.similarity(l, r);
    if (similarity >= CLOSE) {
      return 4;
    }
    if (left.sound() != null && left.sound().equals(right.sound())) {
      return 3;
    }
    return similarity >= NEAR ? 1 : 0;
  }

  @Override
  public int elsewhere() {
    return 2;
  }

  /** Whether one typing error parts two words of some length. */
  static boolean isTypo(String left, String right) {
    return Math.min(left.length(), right.length()) > 3
        && DamerauLevenshtein.distance(left, right, 1) <= 1;
  }
}

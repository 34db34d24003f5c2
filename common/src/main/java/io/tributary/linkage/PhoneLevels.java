package io.tributary.linkage;

import java.util.List;

/** A telephone number in its national digits; the tail survives changes of prefix. */
record PhoneLevels() implements Levels {
  static final int TAIL = 7;

  @Override
  public List<String> names() {
    return List.of("different", "typo", "same tail", "equal");
  }

  @Override
  public int level(Value left, Value right) {
    String l = left.text();
    String r = right.text();
    if (l.length() >= TAIL && r.length() >= TAIL && tail(l).equals(tail(r))) {
      return 2;
    }
    return DamerauLevenshtein.distance(l, r, 1) <= 1 ? 1 : 0;
  }

  static String tail(String digits) {
    return digits.substring(Math.max(0, digits.length() - TAIL));
  }
}

package io.tributary.linkage;

import java.util.List;

/** A postal code: its first part names the district. */
record PostalCodeLevels() implements Levels {
  @Override
  public List<String> names() {
    return List.of("different", "same area", "typo", "equal");
  }

  @Override
  public int level(Value left, Value right) {
    String l = left.text();
    String r = right.text();
    if (DamerauLevenshtein.distance(l, r, 1) <= 1) {
      return 2;
    }
    return area(l).equals(area(r)) ? 1 : 0;
  }

  /** The outward part of a British code, else what is left without the last two characters. */
  static String area(String code) {
    int space = code.indexOf(' ');
    return space > 0 ? code.substring(0, space) : code.substring(0, Math.max(1, code.length() - 2));
  }
}

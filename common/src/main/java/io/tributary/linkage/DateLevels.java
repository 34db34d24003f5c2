package io.tributary.linkage;

import java.util.List;

/** A day: typing errors, exchanged parts, equal parts, and distance. */
record DateLevels() implements Levels {
  private static final int YEAR_DAYS = 400;
  private static final int DECADE_DAYS = 3700;

  @Override
  public List<String> names() {
    return List.of(
        "different", "ten years", "a year", "one part", "two parts", "typo or transposed", "equal");
  }

  @Override
  public int level(Value left, Value right) {
    int l = left.number();
    int r = right.number();
    if (Dates.isMistyped(l, r)) {
      return 5;
    }
    if (Dates.equalParts(l, r) >= 2) {
      return 4;
    }
    int days = Dates.daysApart(l, r);
    if (Dates.year(l) == Dates.year(r)) {
      return 3;
    }
    return days <= YEAR_DAYS ? 2 : days <= DECADE_DAYS ? 1 : 0;
  }
}

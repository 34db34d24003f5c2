package io.tributary.linkage;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns two records into a pattern: for each comparison the level at which its values agree, packed
 * into a long, three bits a comparison. A missing value is no evidence and takes the code 0; level
 * {@code l} takes {@code l + 1}.
 */
public final class Comparisons {
  /** More comparisons do not fit into a pattern, one long. */
  public static final int MOST = 21;

  static final int BITS = 3;
  static final int MISSING = -1;

  private final List<Field> fields;
  private final List<Comparison> comparisons;
  private final Levels[] levels;
  private final int[] equal;
  private final int[][] members;

  public Comparisons(List<Field> fields, List<Comparison> comparisons) {
    if (comparisons.size() > MOST) {
      throw new IllegalArgumentException(comparisons.size() + " comparisons, at most " + MOST);
    }
    this.fields = List.copyOf(fields);
    this.comparisons = List.copyOf(comparisons);
    levels = fields.stream().map(field -> Levels.of(field.kind())).toArray(Levels[]::new);
    equal = new int[levels.length];
    for (int f = 0; f < equal.length; f++) {
      equal[f] = levels[f].names().size() - 1;
    }
    members =
        comparisons.stream()
            .map(comparison -> comparison.fields().stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
  }

  /** Each field by itself. */
  static List<Comparison> single(List<Field> fields) {
    List<Comparison> single = new ArrayList<>();
    for (int f = 0; f < fields.size(); f++) {
      single.add(new Comparison(fields.get(f).name(), List.of(f)));
    }
    return single;
  }

  public List<Comparison> all() {
    return comparisons;
  }

  /** The names of the levels of a comparison, worst first; the last one is equality. */
  public List<String> levelNames(int comparison) {
    return comparisons.get(comparison).levelNames(fields);
  }

  /** What a pattern says, in words: {@code given_name: equal}; a missing value says nothing. */
  public List<String> describe(long pattern) {
    List<String> words = new ArrayList<>();
    for (int c = 0; c < members.length; c++) {
      int level = level(pattern, c);
      if (level != MISSING) {
        words.add(comparisons.get(c).name() + ": " + levelNames(c).get(level));
      }
    }
    return words;
  }

  int levelCount(int comparison) {
    return levelNames(comparison).size();
  }

  /** The level of a comparison in a pattern; {@link #MISSING} if a value is missing. */
  static int level(long pattern, int comparison) {
    return (int) (pattern >>> comparison * BITS & 7) - 1;
  }

  /** Compares two records; symmetric. */
  public long pattern(LinkRecord left, LinkRecord right) {
    long pattern = 0;
    for (int c = 0; c < members.length; c++) {
      int level =
          members[c].length == 1
              ? level(members[c][0], left, right)
              : joint(members[c], left, right);
      pattern |= (long) (level + 1) << c * BITS;
    }
    return pattern;
  }

  private int joint(int[] group, LinkRecord left, LinkRecord right) {
    int found = MISSING;
    for (int i = 0; i < group.length; i++) {
      int level = level(group[i], left, right);
      if (level == MISSING) {
        continue;
      }
      int best = equal[group[i]];
      boolean isClose = best > 1 && level == best - 1;
      if (i == 0 && (level == best || isClose)) {
        return level == best ? group.length + 1 : group.length;
      }
      if (i > 0 && level == best) {
        return group.length - i;
      }
      found = 0;
    }
    return found;
  }

  private int level(int field, LinkRecord left, LinkRecord right) {
    Value[] lefts = left.values()[field];
    Value[] rights = right.values()[field];
    if (lefts.length == 0 || rights.length == 0) {
      return MISSING;
    }
    int best = 0;
    for (Value l : lefts) {
      for (Value r : rights) {
        if (l == r || l.text().equals(r.text())) {
          return equal[field];
        }
        best = Math.max(best, levels[field].level(l, r));
      }
    }
    int elsewhere = levels[field].elsewhere();
    return best < elsewhere && isElsewhere(field, left, right) ? elsewhere : best;
  }

  /**
   * Whether a name of one record stands at another place of the other record's name. A given name
   * that is the other's family name is one coincidence and counts once, for the given name: the
   * family name has moved too only if the two changed places.
   */
  private boolean isElsewhere(int field, LinkRecord left, LinkRecord right) {
    boolean isFamily = fields.get(field).kind() == FieldKind.FAMILY_NAME;
    for (int other = 0; other < levels.length; other++) {
      FieldKind kind = fields.get(other).kind();
      if (other == field || !kind.isName()) {
        continue;
      }
      boolean there = meet(left.values()[field], right.values()[other]);
      boolean back = meet(right.values()[field], left.values()[other]);
      if (isFamily && kind == FieldKind.GIVEN_NAME ? there && back : there || back) {
        return true;
      }
    }
    return false;
  }

  private static boolean meet(Value[] lefts, Value[] rights) {
    for (Value l : lefts) {
      for (Value r : rights) {
        if (l.text().equals(r.text()) || NameLevels.isTypo(l.text(), r.text())) {
          return true;
        }
      }
    }
    return false;
  }
}

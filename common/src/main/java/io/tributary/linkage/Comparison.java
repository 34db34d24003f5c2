package io.tributary.linkage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One piece of evidence: a field, or several fields that move together (street, district, postal
 * code), which count as one. Equality of the most specific field that is equal decides then: what
 * follows from it is not counted once more.
 *
 * @param name of the evidence
 * @param fields positions of its fields, the most specific first
 */
public record Comparison(String name, List<Integer> fields) {
  /** More fields would need more levels than a pattern has room for. */
  static final int MOST_FIELDS = 4;

  /** The names of the levels, worst first. */
  List<String> levelNames(List<Field> all) {
    List<String> own = Levels.of(all.get(fields.get(0)).kind()).names();
    if (fields.size() == 1) {
      return own;
    }
    List<String> names = new ArrayList<>();
    names.add("different");
    for (int i = fields.size() - 1; i > 0; i--) {
      names.add(all.get(fields.get(i)).name() + " equal");
    }
    names.add(all.get(fields.get(0)).name() + " " + own.get(own.size() - 2));
    names.add(all.get(fields.get(0)).name() + " equal");
    return names;
  }

  /** The field whose equality a level says, or -1. */
  int equalField(int level, int levels) {
    if (level == levels - 1) {
      return fields.get(0);
    }
    boolean isMember = fields.size() > 1 && level > 0 && level < fields.size();
    return isMember ? fields.get(fields.size() - level) : -1;
  }

  Set<FieldKind> kinds(List<Field> all) {
    return fields.stream().map(field -> all.get(field).kind()).collect(Collectors.toSet());
  }

  boolean isShared(List<Field> all) {
    return kinds(all).stream().anyMatch(FieldKind::isShared);
  }
}

package io.tributary.linkage;

import java.util.List;

/** Names as wholes: a hash of the given and the family name, and of all words. */
final class FullNames {
  static final long NONE = 0;

  private final int given;
  private final int family;
  private final int others;

  FullNames(List<Field> fields) {
    given = position(fields, FieldKind.GIVEN_NAME);
    family = position(fields, FieldKind.FAMILY_NAME);
    others = position(fields, FieldKind.OTHER_NAMES);
  }

  private static int position(List<Field> fields, FieldKind kind) {
    for (int field = 0; field < fields.size(); field++) {
      if (fields.get(field).kind() == kind) {
        return field;
      }
    }
    return -1;
  }

  /** Given and family name, or {@link #NONE} if one is missing. */
  long brief(LinkRecord record) {
    if (given < 0 || family < 0) {
      return NONE;
    }
    Value[] givens = record.values()[given];
    Value[] families = record.values()[family];
    return givens.length == 0 || families.length == 0
        ? NONE
        : Hash.of(givens[0].key(), families[0].key());
  }

  /** With the words between, or {@link #NONE} if there are none. */
  long whole(LinkRecord record) {
    long brief = brief(record);
    Value[] between = others < 0 ? new Value[0] : record.values()[others];
    return brief == NONE || between.length == 0 ? NONE : Hash.of(brief, between[0].key());
  }

  /** How frequent the brief name would be if its parts were independent. */
  double briefApart(LinkRecord record, Frequencies[] frequencies) {
    return frequencies[given].share(record.values()[given][0].key())
        * frequencies[family].share(record.values()[family][0].key());
  }

  double wholeApart(LinkRecord record, Frequencies[] frequencies) {
    return briefApart(record, frequencies)
        * frequencies[others].share(record.values()[others][0].key());
  }
}

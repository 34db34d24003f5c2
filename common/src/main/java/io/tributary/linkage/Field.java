package io.tributary.linkage;

import java.util.List;

/** A field that records are compared by. */
public record Field(String name, FieldKind kind) {
  /** The first field of a kind, or -1. */
  static int position(List<Field> fields, FieldKind kind) {
    return fields.stream().map(Field::kind).toList().indexOf(kind);
  }
}

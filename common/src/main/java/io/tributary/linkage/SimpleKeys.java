package io.tributary.linkage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The simple keys of a record, before any is refined: parts of its values, and what rules ask. */
final class SimpleKeys {
  private static final int FIRST_ROOM = 16;

  /** Keeps the key of a rule from that of the same parts, combined because they are frequent. */
  private static final long RULE = 0x72756c65L;

  private final List<Part> automatic;
  private final List<List<Part>> rules;

  private SimpleKeys(List<Part> automatic, List<List<Part>> rules) {
    this.automatic = automatic;
    this.rules = rules;
  }

  /** A part of the field at a position. */
  private record Part(int position, FieldKind kind, KeyPart part) {
    /** All names are one field here, so that exchanged names meet. */
    int field() {
      return kind.isName() ? 0 : position;
    }

    long[] keys(LinkRecord record) {
      Value[] values = record.values()[position];
      long[] keys = new long[values.length];
      int n = 0;
      for (Value value : values) {
        for (String text : part.of(kind, value)) {
          if (n == keys.length) {
            keys = Arrays.copyOf(keys, 2 * n);
          }
          keys[n++] = Hash.of(field(), Hash.of(text));
        }
      }
      return Arrays.copyOf(keys, n);
    }
  }

  static SimpleKeys of(List<Field> fields, Blocking blocking) {
    List<Part> automatic = new ArrayList<>();
    for (int f = 0; blocking.automatic() && f < fields.size(); f++) {
      FieldKind kind = fields.get(f).kind();
      for (KeyPart part : KeyPart.automatic(kind)) {
        automatic.add(new Part(f, kind, part));
      }
    }
    return new SimpleKeys(
        automatic,
        blocking.rules().stream()
            .map(rule -> rule.terms().stream().map(term -> part(term, fields)).toList())
            .toList());
  }

  private static Part part(BlockingRule.Term term, List<Field> fields) {
    for (int f = 0; f < fields.size(); f++) {
      if (fields.get(f).name().equals(term.field())) {
        return part(term, f, fields.get(f).kind());
      }
    }
    throw new IllegalArgumentException(
        "no field '"
            + term.field()
            + "' to block by: there are "
            + fields.stream().map(Field::name).collect(Collectors.joining(", ")));
  }

  private static Part part(BlockingRule.Term term, int position, FieldKind kind) {
    List<KeyPart> parts = Arrays.stream(KeyPart.values()).filter(part -> part.isOf(kind)).toList();
    return parts.stream()
        .filter(part -> part.text().equals(term.part()))
        .findFirst()
        .map(part -> new Part(position, kind, part))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + term.field()
                        + "' has no part '"
                        + term.part()
                        + "': it has "
                        + parts.stream().map(KeyPart::text).collect(Collectors.joining(", "))));
  }

  /** Ascending, each with the fields that it is made of, one bit each. */
  record Atoms(long[] keys, int[] fields) {}

  Atoms of(LinkRecord record) {
    Found found = new Found();
    for (Part part : automatic) {
      for (long key : part.keys(record)) {
        found.add(key, 1 << part.field());
      }
    }
    for (List<Part> rule : rules) {
      combine(rule, record, new long[rule.size()], 0, found);
    }
    return found.atoms();
  }

  /** A key for each choice of one value of each part. */
  private static void combine(
      List<Part> rule, LinkRecord record, long[] chosen, int next, Found found) {
    if (next == rule.size()) {
      found.add(
          ofRule(chosen),
          rule.stream().mapToInt(part -> 1 << part.field()).reduce(0, SimpleKeys::or));
      return;
    }
    for (long key : rule.get(next).keys(record)) {
      chosen[next] = key;
      combine(rule, record, chosen, next + 1, found);
    }
  }

  private static int or(int left, int right) {
    return left | right;
  }

  /** A rule of one part is a key like any other; of several, their order says nothing. */
  private static long ofRule(long[] chosen) {
    if (chosen.length == 1) {
      return chosen[0];
    }
    long[] sorted = chosen.clone();
    Arrays.sort(sorted);
    long key = RULE;
    for (long one : sorted) {
      key = Hash.of(key, one);
    }
    return key;
  }

  /** Keys as they are found, kept ascending and distinct. */
  private static final class Found {
    private long[] keys = new long[FIRST_ROOM];
    private int[] bits = new int[FIRST_ROOM];
    private int n;

    void add(long key, int fields) {
      int found = Arrays.binarySearch(keys, 0, n, key);
      if (found >= 0) {
        return;
      }
      if (n == keys.length) {
        keys = Arrays.copyOf(keys, 2 * n);
        bits = Arrays.copyOf(bits, 2 * n);
      }
      int at = -found - 1;
      System.arraycopy(keys, at, keys, at + 1, n - at);
      System.arraycopy(bits, at, bits, at + 1, n - at);
      keys[at] = key;
      bits[at] = fields;
      n++;
    }

    Atoms atoms() {
      return new Atoms(Arrays.copyOf(keys, n), Arrays.copyOf(bits, n));
    }
  }
}

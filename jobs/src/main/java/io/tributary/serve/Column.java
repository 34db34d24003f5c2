package io.tributary.serve;

import io.tributary.crypto.Sha256;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One column of a destination format.
 *
 * @param header as it stands in the first line; a header may repeat
 * @param field what it is filled from
 * @param position which of the field's values, best first, from 0
 * @param rule the destination's normalisation of the field
 * @param isHashed whether the cell is the SHA-256 of the normalised value in lower-case hexadecimal
 * @param channels on which it reaches a customer, so that a file for another one must not carry it;
 *     none where it reaches nobody, or only finds one
 */
public record Column(
    String header,
    Field field,
    int position,
    Normaliser rule,
    boolean isHashed,
    Set<String> channels)
    implements Serializable {

  public Column {
    channels = Set.copyOf(channels);
  }

  static Column hashed(String header, Field field, Normaliser rule) {
    return new Column(header, field, 0, rule, true, Set.of());
  }

  static Column plain(String header, Field field, Normaliser rule) {
    return new Column(header, field, 0, rule, false, Set.of());
  }

  /** The same column, by which customers are reached on some channels. */
  Column on(String... reached) {
    return new Column(header, field, position, rule, isHashed, Set.of(reached));
  }

  /** Whether a file for a channel may carry it. */
  boolean isFor(String channel) {
    return channels.isEmpty() || channels.contains(channel);
  }

  /** Columns for several values of one field, all under one header. */
  static List<Column> repeated(int times, Column first) {
    List<Column> columns = new ArrayList<>();
    for (int position = 0; position < times; position++) {
      columns.add(
          new Column(
              first.header, first.field, position, first.rule, first.isHashed, first.channels));
    }
    return columns;
  }

  /**
   * The cell of a customer; empty if there is no usable value, which is never hashed. Values that
   * are the same to this destination count once.
   */
  String cell(Member member) {
    String country =
        member.country() == null ? "" : member.country().strip().toUpperCase(Locale.ROOT);
    return field.of(member).stream()
        .map(value -> normalised(value, country))
        .filter(value -> !value.isEmpty())
        .distinct()
        .skip(position)
        .findFirst()
        .map(value -> isHashed ? Sha256.hex(value) : value)
        .orElse("");
  }

  private String normalised(String raw, String country) {
    // A customer id may well be a keyed digest; all else that looks like one was hashed before.
    if (field == Field.EXTERNAL_ID) {
      return CleanText.clean(raw);
    }
    String value = CleanText.usable(raw);
    String normal = value == null ? null : rule.normalise(value, country);
    // Asked again, since a rule can bring a placeholder to light: "null." loses its dot.
    return normal == null || CleanText.usable(normal) == null ? "" : normal;
  }
}

package io.tributary.collect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one field of a kind is made of a delivered column. {@code full_name = ho_ten} is short for
 * {@code full_name = { column = ho_ten }}.
 *
 * @param column as the header names it; {@code a.b} for a nested JSON member
 * @param constant a value that all rows of the source have, in place of a column
 * @param type only for vendor attributes, which are text unless said otherwise
 * @param required a row without a value is rejected
 * @param formats date patterns tried in order ({@code dd/MM/yyyy}, …, {@code iso}, {@code
 *     excel-serial}, {@code epoch-seconds}, {@code epoch-millis})
 * @param decimal decimal sign of numbers, a point unless declared
 * @param grouping sign between groups of three digits; a number with one that is not declared is
 *     rejected, never guessed
 * @param values delivered value to the value of the kind
 * @param unmapped what happens to a value that {@code values} does not list
 * @param namespace of an identifier, the source's namespace unless said otherwise
 * @param scoped the delivered identifier carries its namespace: {@code page:id}
 * @param namespaces of a consent's subject, by subject type
 * @param trim whether blanks around the value are dropped (they are, unless said otherwise)
 */
public record FieldMapping(
    Optional<String> column,
    Optional<String> constant,
    Optional<FieldType> type,
    Optional<Boolean> required,
    List<String> formats,
    Optional<String> decimal,
    Optional<String> grouping,
    Map<String, String> values,
    Optional<Unmapped> unmapped,
    Optional<String> namespace,
    Optional<Boolean> scoped,
    Map<String, String> namespaces,
    Optional<Boolean> trim) {

  /** What happens to a value that is not among the listed ones. */
  public enum Unmapped {
    REJECT,
    ABSENT,
    KEEP
  }

  public FieldMapping {
    if (column.isPresent() == constant.isPresent()) {
      throw new IllegalArgumentException("give either 'column' or 'constant'");
    }
    requireSign("decimal", decimal);
    requireSign("grouping", grouping);
    if (decimal.orElse(".").equals(grouping.orElse(""))) {
      throw new IllegalArgumentException("'decimal' and 'grouping' must be two signs");
    }
    formats.forEach(TimeFormat::of);
    if (unmapped.isPresent() && values.isEmpty()) {
      throw new IllegalArgumentException("'unmapped' needs 'values'");
    }
  }

  /** The short form. */
  public static FieldMapping of(String column) {
    return new FieldMapping(
        Optional.of(column),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  private static void requireSign(String key, Optional<String> sign) {
    if (sign.isPresent() && sign.get().length() != 1) {
      throw new IllegalArgumentException("'" + key + "' must be one character");
    }
  }
}

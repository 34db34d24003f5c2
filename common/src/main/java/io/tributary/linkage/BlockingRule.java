package io.tributary.linkage;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Two records are candidates if they agree on all of some parts of fields, written as {@code
 * given_name.sound + birth_date.year}. A field without a part means its whole value.
 *
 * @param terms distinct
 */
public record BlockingRule(List<Term> terms) implements Serializable {
  /**
   * A part of a field: {@code value} (the whole), of names {@code sound}, of days {@code year},
   * {@code year_month}, {@code month_day} and {@code year_day}, of e-mail addresses {@code user},
   * of postal codes {@code area}, of addresses {@code words} (each two neighbours), of all but days
   * {@code start} (the first three letters).
   */
  public record Term(String field, String part) implements Serializable {
    @Override
    public String toString() {
      return part.equals(KeyPart.VALUE.text()) ? field : field + "." + part;
    }
  }

  public BlockingRule {
    terms = List.copyOf(terms);
    if (terms.isEmpty() || terms.stream().distinct().count() < terms.size()) {
      throw new IllegalArgumentException("a rule names parts of fields, each once");
    }
  }

  /**
   * @throws IllegalArgumentException if the text is no rule
   */
  public static BlockingRule of(String text) {
    return new BlockingRule(Arrays.stream(text.split("\\+", -1)).map(BlockingRule::term).toList());
  }

  private static Term term(String text) {
    String[] parts = text.strip().split("\\.", -1);
    if (parts.length > 2 || parts[0].isEmpty()) {
      throw new IllegalArgumentException(
          "'" + text.strip() + "' is no part of a field: write field or field.part");
    }
    return new Term(parts[0], parts.length == 2 ? parts[1] : KeyPart.VALUE.text());
  }

  @Override
  public String toString() {
    return terms.stream().map(Term::toString).collect(Collectors.joining(" + "));
  }
}

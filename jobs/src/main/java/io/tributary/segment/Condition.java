package io.tributary.segment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a customer meets to be a member. Two-valued: each {@link Atom} holds or does not, and an
 * unknown value never holds; {@code not} of it then does. {@code toString} is the canonical text
 * that reasons and definition hashes are made of.
 */
public sealed interface Condition {

  /** Every part holds. */
  record All(List<Condition> parts) implements Condition {
    @Override
    public String toString() {
      return joined(parts, " and ");
    }
  }

  /** At least one part holds. */
  record Any(List<Condition> parts) implements Condition {
    @Override
    public String toString() {
      return joined(parts, " or ");
    }
  }

  /** The part does not hold. */
  record Not(Condition part) implements Condition {
    @Override
    public String toString() {
      return part instanceof Atom atom ? atom.denial() : "not " + part;
    }
  }

  /** A condition without parts: what reasons are made of. */
  sealed interface Atom extends Condition {
    /** The text of its opposite. */
    String denial();
  }

  /** How a number or a day is compared. */
  enum Operator {
    AT_LEAST("at least"),
    MORE_THAN("more than"),
    AT_MOST("at most"),
    LESS_THAN("less than"),
    AFTER("after"),
    SINCE("since"),
    BEFORE("before"),
    UNTIL("until");

    private final String text;

    Operator(String text) {
      this.text = text;
    }
  }

  /**
   * A text, a flag or a number equals one of the values.
   *
   * @param values as written
   */
  record TextComparison(CustomerColumn column, List<String> values) implements Atom {
    @Override
    public String toString() {
      return column + " is " + String.join(" or ", values);
    }

    @Override
    public String denial() {
      return column + " is not " + String.join(" or ", values);
    }
  }

  /** A number or an amount compared with a limit. */
  record NumberComparison(CustomerColumn column, Operator operator, Limit limit) implements Atom {
    @Override
    public String toString() {
      return column + " " + operator.text + " " + limit;
    }

    @Override
    public String denial() {
      return column + " not " + operator.text + " " + limit;
    }
  }

  /** The business day of a date or an instant compared with a day. */
  record DayComparison(CustomerColumn column, Operator operator, Day day) implements Atom {
    @Override
    public String toString() {
      return column + " " + operator.text + " " + day.text();
    }

    @Override
    public String denial() {
      return column + " not " + operator.text + " " + day.text();
    }
  }

  /** The column has a value. */
  record Known(CustomerColumn column) implements Atom {
    @Override
    public String toString() {
      return column + " is known";
    }

    @Override
    public String denial() {
      return column + " is not known";
    }
  }

  /** The customer is in another segment. */
  record Membership(String segment) implements Atom {
    @Override
    public String toString() {
      return "in " + segment;
    }

    @Override
    public String denial() {
      return "not in " + segment;
    }
  }

  /**
   * The customer did something often enough.
   *
   * @param withinDays business days up to the as-of day and with it: 1 = that day only; empty =
   *     ever
   * @param products which purchases, by what was bought
   * @param channels empty = any; likewise campaigns and responses
   * @param times how often at least
   * @param sum instead of {@code times}: the amount of all of them at least
   * @param afterLast only what happened at or after the last of these, however long ago
   */
  record Event(
      EventKind kind,
      OptionalInt withinDays,
      ProductChoice products,
      List<String> channels,
      List<String> campaigns,
      List<String> responses,
      int times,
      Optional<Limit> sum,
      Optional<EventKind> afterLast)
      implements Atom {
    @Override
    public String toString() {
      return "did " + what();
    }

    @Override
    public String denial() {
      return "did not " + what();
    }

    private String what() {
      return Stream.of(
              Optional.of(kind.text()),
              oneOf("of sku ", products.skus()),
              oneOf("of category ", products.categories()),
              oneOf("on ", channels),
              oneOf("to campaign ", campaigns),
              oneOf("", responses),
              times == 1 ? Optional.<String>empty() : Optional.of("at least " + times + " times"),
              sum.map(limit -> "for at least " + limit),
              withinDays.isEmpty()
                  ? Optional.<String>empty()
                  : Optional.of("in " + withinDays.getAsInt() + " days"),
              afterLast.map(last -> "after the last " + last.text()))
          .flatMap(Optional::stream)
          .collect(Collectors.joining(" "));
    }

    private static Optional<String> oneOf(String before, List<String> values) {
      return values.isEmpty()
          ? Optional.empty()
          : Optional.of(before + String.join(" or ", values));
    }
  }

  /** Lines of a ticket: of one of the articles and of one of the categories; empty = any. */
  record ProductChoice(List<String> skus, List<String> categories) {
    static final ProductChoice ANY = new ProductChoice(List.of(), List.of());
  }

  /** The atoms in the order of the definition, each once. */
  default List<Atom> atoms() {
    return literals().stream().map(Literal::atom).distinct().toList();
  }

  /** The atoms with what each has to be for the condition to hold; the parts of a reason. */
  default List<Literal> literals() {
    return literals(this, true).distinct().toList();
  }

  /** An atom that should hold, or should not. */
  record Literal(Atom atom, boolean shouldHold) {
    @Override
    public String toString() {
      return shouldHold ? atom.toString() : atom.denial();
    }
  }

  private static Stream<Literal> literals(Condition condition, boolean shouldHold) {
    if (condition instanceof All all) {
      return all.parts().stream().flatMap(part -> literals(part, shouldHold));
    }
    if (condition instanceof Any any) {
      return any.parts().stream().flatMap(part -> literals(part, shouldHold));
    }
    if (condition instanceof Not not) {
      return literals(not.part(), !shouldHold);
    }
    return Stream.of(new Literal((Atom) condition, shouldHold));
  }

  private static String joined(List<Condition> parts, String word) {
    return parts.stream().map(Condition::toString).collect(Collectors.joining(word, "(", ")"));
  }
}

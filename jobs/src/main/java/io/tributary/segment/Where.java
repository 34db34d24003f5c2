package io.tributary.segment;

import io.tributary.segment.Condition.DayComparison;
import io.tributary.segment.Condition.Known;
import io.tributary.segment.Condition.Not;
import io.tributary.segment.Condition.NumberComparison;
import io.tributary.segment.Condition.Operator;
import io.tributary.segment.Condition.TextComparison;
import io.tributary.segment.CustomerColumn.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A comparison as written: a column of gold.customers and exactly one operator that fits its type.
 *
 * @param is equals; not for money and days. {@code is-not} is its opposite: it holds for an unknown
 *     value
 * @param oneOf equals one of them
 * @param atLeast numbers and money; likewise more-than, at-most, less-than
 * @param after days, not the day itself; {@code since} includes it, likewise before and until
 * @param known whether there is a value at all
 */
public record Where(
    String column,
    Optional<String> is,
    Optional<String> isNot,
    List<String> oneOf,
    Optional<Limit> atLeast,
    Optional<Limit> moreThan,
    Optional<Limit> atMost,
    Optional<Limit> lessThan,
    Optional<String> after,
    Optional<String> since,
    Optional<String> before,
    Optional<String> until,
    Optional<Boolean> known) {

  /**
   * What it means.
   *
   * @throws IllegalArgumentException when column, operator and value do not fit each other
   */
  Condition condition() {
    CustomerColumn left = new CustomerColumn(column);
    List<Condition> stated =
        Stream.of(
                is.map(value -> equal(left, List.of(value))),
                isNot.map(value -> new Condition.Not(equal(left, List.of(value)))),
                Optional.of(oneOf).filter(list -> !list.isEmpty()).map(list -> equal(left, list)),
                atLeast.map(limit -> number(left, Operator.AT_LEAST, limit)),
                moreThan.map(limit -> number(left, Operator.MORE_THAN, limit)),
                atMost.map(limit -> number(left, Operator.AT_MOST, limit)),
                lessThan.map(limit -> number(left, Operator.LESS_THAN, limit)),
                after.map(day -> day(left, Operator.AFTER, day)),
                since.map(day -> day(left, Operator.SINCE, day)),
                before.map(day -> day(left, Operator.BEFORE, day)),
                until.map(day -> day(left, Operator.UNTIL, day)),
                known.map(is -> is ? new Known(left) : new Not(new Known(left))))
            .flatMap(Optional::stream)
            .map(Condition.class::cast)
            .toList();
    if (stated.size() != 1) {
      throw new IllegalArgumentException(
          "a comparison has exactly one of is, is-not, one-of, at-least, more-than, at-most,"
              + " less-than, after, since, before, until, known");
    }
    return stated.get(0);
  }

  private static Condition equal(CustomerColumn column, List<String> values) {
    switch (column.kind()) {
      case TEXT -> {}
      case FLAG -> {
        if (values.size() != 1 || !List.of("true", "false").contains(values.get(0))) {
          throw new IllegalArgumentException("'" + column + "' is true or false");
        }
      }
      case NUMBER -> values.forEach(value -> requireNumber(column, value));
      case MONEY ->
          throw new IllegalArgumentException(
              "'" + column + "' is money: use at-least, more-than, at-most or less-than");
      case DAY ->
          throw new IllegalArgumentException(
              "'" + column + "' is a day: use after, since, before, until or known");
    }
    return new TextComparison(column, values);
  }

  private static void requireNumber(CustomerColumn column, String value) {
    try {
      new BigDecimal(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + column + "' is a number", e);
    }
  }

  private static Condition number(CustomerColumn column, Operator operator, Limit limit) {
    if (column.kind() != Kind.NUMBER && column.kind() != Kind.MONEY) {
      throw new IllegalArgumentException(
          "'" + column + "' is no number: at-least, more-than, at-most and less-than do not fit");
    }
    if (column.kind() == Kind.MONEY && limit.currency().isEmpty()) {
      throw new IllegalArgumentException(
          "'" + column + "' is money: write { amount = …, currency = … }");
    }
    if (column.kind() == Kind.NUMBER && limit.currency().isPresent()) {
      throw new IllegalArgumentException("'" + column + "' has no currency: write a plain number");
    }
    return new NumberComparison(column, operator, limit);
  }

  private static Condition day(CustomerColumn column, Operator operator, String day) {
    if (column.kind() != Kind.DAY) {
      throw new IllegalArgumentException(
          "'" + column + "' is no day: after, since, before and until do not fit");
    }
    return new DayComparison(column, operator, new Day(day));
  }
}

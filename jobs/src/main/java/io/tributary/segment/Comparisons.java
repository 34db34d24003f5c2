package io.tributary.segment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.tributary.segment.Condition.DayComparison;
import io.tributary.segment.Condition.NumberComparison;
import io.tributary.segment.Condition.Operator;
import io.tributary.segment.Condition.TextComparison;
import io.tributary.segment.CustomerColumn.Kind;
import org.apache.spark.sql.Column;

/** Comparisons of columns of gold.customers as columns that are true or false, never unknown. */
final class Comparisons {

  private Comparisons() {}

  static Column text(TextComparison comparison) {
    Object[] values =
        comparison.values().stream()
            .map(value -> typed(comparison.column().kind(), value))
            .toArray();
    return orFalse(comparison.column().value().isin(values));
  }

  private static Object typed(Kind kind, String value) {
    return switch (kind) {
      case FLAG -> Boolean.valueOf(value);
      case NUMBER -> Limit.of(value).amount();
      case TEXT, MONEY, DAY -> value;
    };
  }

  static Column number(NumberComparison comparison, Conversions conversions) {
    Column value = comparison.column().value();
    Limit limit = comparison.limit();
    return limit.currency().isPresent()
        ? conversions.holds(value, comparison.operator(), limit)
        : orFalse(compare(value, comparison.operator(), lit(limit.amount())));
  }

  static Column day(DayComparison comparison, AsOf asOf) {
    Column value = comparison.column().value();
    Column day = comparison.column().isInstant() ? asOf.dayOf(value) : value;
    Column limit = AsOf.column(comparison.day().when(asOf.day()));
    return orFalse(compare(day, comparison.operator(), limit));
  }

  static Column compare(Column left, Operator operator, Column right) {
    return switch (operator) {
      case AT_LEAST, SINCE -> left.geq(right);
      case MORE_THAN, AFTER -> left.gt(right);
      case AT_MOST, UNTIL -> left.leq(right);
      case LESS_THAN, BEFORE -> left.lt(right);
    };
  }

  static Column orFalse(Column test) {
    return coalesce(test, lit(false));
  }
}

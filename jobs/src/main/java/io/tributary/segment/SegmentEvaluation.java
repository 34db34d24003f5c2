package io.tributary.segment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.tributary.segment.Condition.All;
import io.tributary.segment.Condition.Any;
import io.tributary.segment.Condition.Atom;
import io.tributary.segment.Condition.DayComparison;
import io.tributary.segment.Condition.Event;
import io.tributary.segment.Condition.Known;
import io.tributary.segment.Condition.Membership;
import io.tributary.segment.Condition.Not;
import io.tributary.segment.Condition.NumberComparison;
import io.tributary.segment.Condition.Operator;
import io.tributary.segment.Condition.TextComparison;
import io.tributary.tables.Table;
import io.tributary.tables.gold.Customers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * All segments over all customers in one pass over each table: a boolean column for each distinct
 * atom, then one for each segment, after those that it refers to.
 */
final class SegmentEvaluation {
  private final Segments segments;
  private final List<Atom> atoms;
  private final List<Event> events;
  private final Conversions conversions;
  private final AsOf asOf;

  SegmentEvaluation(Segments segments, Conversions conversions, AsOf asOf) {
    this.segments = segments;
    this.atoms = segments.atoms();
    this.events = segments.events();
    this.conversions = conversions;
    this.asOf = asOf;
  }

  /** One row a customer: the id, each atom's and each segment's column, true or false. */
  Dataset<Row> of(SegmentInputs inputs) {
    Dataset<Row> customers = inputs.customers();
    for (Table table : EventTotals.tables(events)) {
      Dataset<Row> totals = new EventTotals(table, events, asOf).from(inputs);
      customers = customers.join(totals, new String[] {Customers.CUSTOMER_ID}, "left");
    }
    List<Column> columns = new ArrayList<>(List.of(col(Customers.CUSTOMER_ID)));
    for (int i = 0; i < atoms.size(); i++) {
      columns.add(value(atoms.get(i)).as("atom_" + i));
    }
    Dataset<Row> evaluated = customers.select(columns.toArray(new Column[0]));
    for (List<Segment> level : levels()) {
      Map<String, Column> members = new LinkedHashMap<>();
      level.forEach(segment -> members.put(nameOf(segment), holds(segment.condition())));
      evaluated = evaluated.withColumns(members);
    }
    return evaluated;
  }

  /** Whether the customer of a row is in the segment. */
  Column isMember(Segment segment) {
    return col(nameOf(segment));
  }

  /** Whether a condition holds for the customer of a row. */
  Column holds(Condition condition) {
    if (condition instanceof All all) {
      return all.parts().stream().map(this::holds).reduce(lit(true), Column::and);
    }
    if (condition instanceof Any any) {
      return any.parts().stream().map(this::holds).reduce(lit(false), Column::or);
    }
    if (condition instanceof Not negated) {
      return not(holds(negated.part()));
    }
    if (condition instanceof Membership membership) {
      return isMember(segments.named(membership.segment()).orElseThrow());
    }
    return col("atom_" + atoms.indexOf(condition));
  }

  /** The value of an atom in a row of gold.customers joined with the totals. */
  private Column value(Atom atom) {
    if (atom instanceof TextComparison comparison) {
      return Comparisons.text(comparison);
    }
    if (atom instanceof NumberComparison comparison) {
      return Comparisons.number(comparison, conversions);
    }
    if (atom instanceof DayComparison comparison) {
      return Comparisons.day(comparison, asOf);
    }
    if (atom instanceof Known known) {
      return known.column().value().isNotNull();
    }
    return happened((Event) atom);
  }

  private Column happened(Event event) {
    Column total = col(EventTotals.totalOf(event, events));
    if (event.sum().isPresent()) {
      return conversions.holds(total, Operator.AT_LEAST, event.sum().get());
    }
    return Comparisons.orFalse(
        event
            .afterLast()
            .map(last -> total.geq(col(EventTotals.lastOf(last))))
            .orElseGet(() -> total.geq(event.times())));
  }

  private String nameOf(Segment segment) {
    return "segment_" + segments.inOrder().indexOf(segment);
  }

  /** Segments that refer only to earlier levels: a column can name no column of its own select. */
  private List<List<Segment>> levels() {
    List<List<Segment>> levels = new ArrayList<>();
    Map<String, Integer> levelOf = new HashMap<>();
    for (Segment segment : segments.inOrder()) {
      int level =
          segment.refersTo().stream()
              .mapToInt(other -> 1 + Objects.requireNonNull(levelOf.get(other)))
              .max()
              .orElse(0);
      levelOf.put(segment.name(), level);
      if (level == levels.size()) {
        levels.add(new ArrayList<>());
      }
      levels.get(level).add(segment);
    }
    return levels;
  }
}

package io.tributary.segment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.segment.Condition.Event;
import io.tributary.segment.Condition.ProductChoice;
import io.tributary.tables.Table;
import io.tributary.tables.Types;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.Transactions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row a customer with the totals that all event conditions on one table need: a conditional
 * aggregate each, so that the table is read once whatever the number of conditions.
 */
final class EventTotals {
  /** Business day of a fact. */
  static final String DAY = "day";

  /** Where it happened. */
  static final String CHANNEL = "channel";

  private final Table table;
  private final List<Event> all;
  private final AsOf asOf;

  /**
   * @param all the event conditions on all tables, in the order that names their columns
   */
  EventTotals(Table table, List<Event> all, AsOf asOf) {
    this.table = table;
    this.all = all;
    this.asOf = asOf;
  }

  /** The tables that have something to total. */
  static List<Table> tables(List<Event> events) {
    return events.stream()
        .flatMap(event -> Stream.concat(Stream.of(event.kind()), event.afterLast().stream()))
        .map(EventKind::table)
        .distinct()
        .sorted(Comparator.comparing(Table::qualifiedName))
        .toList();
  }

  /** Column of a condition's total: a count, a sum, or the time of the last event. */
  static String totalOf(Event event, List<Event> all) {
    return "total_" + all.indexOf(event);
  }

  /** Column with the time of a customer's last event of a kind. */
  static String lastOf(EventKind kind) {
    return "last_" + kind.text();
  }

  Dataset<Row> from(SegmentInputs inputs) {
    List<Column> totals = new ArrayList<>();
    own().forEach(event -> totals.add(total(event).as(totalOf(event, all))));
    lasts().forEach(kind -> totals.add(last(kind).as(lastOf(kind))));
    return recent(facts(inputs))
        .groupBy(col(Customers.CUSTOMER_ID))
        .agg(totals.get(0), totals.subList(1, totals.size()).toArray(new Column[0]));
  }

  private Dataset<Row> facts(SegmentInputs inputs) {
    if (table.equals(Transactions.TABLE)) {
      return Purchases.facts(inputs, choices(), asOf);
    }
    return table.equals(CampaignResponses.TABLE)
        ? Responses.facts(inputs, asOf)
        : Visits.facts(inputs, asOf);
  }

  /** Without what lies before every window, if every condition has one. */
  private Dataset<Row> recent(Dataset<Row> facts) {
    boolean isBounded =
        lasts().isEmpty() && own().stream().allMatch(e -> e.withinDays().isPresent());
    int longest = own().stream().mapToInt(event -> event.withinDays().orElse(0)).max().orElse(0);
    return isBounded ? facts.where(isWithin(longest)) : facts;
  }

  private Column total(Event event) {
    Column chosen = isChosen(event);
    String count = event.kind().countColumn();
    if (event.kind() == EventKind.PURCHASE) {
      count = Purchases.countOf(event.products(), choices());
    }
    if (event.afterLast().isPresent()) {
      return max(when(chosen.and(col(count).gt(0)), col(event.kind().timeColumn())));
    }
    if (event.sum().isPresent()) {
      // The type of a money column: products with rates then stay exact.
      return sum(when(chosen, col(Purchases.amountOf(event.products(), choices()))))
          .cast(Types.MONEY);
    }
    // A ticket is one purchase, however many of its lines were chosen.
    return event.kind() == EventKind.PURCHASE
        ? count(when(chosen.and(col(count).gt(0)), lit(1)))
        : sum(when(chosen, col(count)));
  }

  private Column last(EventKind kind) {
    return max(when(col(kind.countColumn()).gt(0), col(kind.timeColumn())));
  }

  private Column isChosen(Event event) {
    Column chosen = isOneOf(CHANNEL, event.channels());
    if (event.kind() == EventKind.RESPONSE) {
      chosen =
          chosen
              .and(isOneOf(Responses.CAMPAIGN, event.campaigns()))
              .and(isOneOf(Responses.RESPONSE, event.responses()));
    }
    return event.withinDays().isPresent()
        ? chosen.and(isWithin(event.withinDays().getAsInt()))
        : chosen;
  }

  private Column isWithin(int days) {
    LocalDate first = asOf.day().minusDays(days - 1L);
    return col(DAY).geq(AsOf.column(first)).and(col(DAY).leq(AsOf.column(asOf.day())));
  }

  private static Column isOneOf(String column, List<String> values) {
    return values.isEmpty() ? lit(true) : col(column).isin(values.toArray());
  }

  private List<Event> own() {
    return all.stream().filter(event -> event.kind().table().equals(table)).toList();
  }

  private List<EventKind> lasts() {
    return all.stream()
        .map(Event::afterLast)
        .flatMap(Optional::stream)
        .filter(kind -> kind.table().equals(table))
        .distinct()
        .sorted()
        .toList();
  }

  private List<ProductChoice> choices() {
    return own().stream()
        .map(Event::products)
        .filter(products -> !products.equals(ProductChoice.ANY))
        .distinct()
        .toList();
  }
}

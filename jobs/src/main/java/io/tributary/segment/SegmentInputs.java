package io.tributary.segment;

import io.tributary.lake.Lake;
import io.tributary.tables.Table;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.Products;
import io.tributary.tables.silver.TransactionLines;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The tables that a set of segments looks at, and no others. */
record SegmentInputs(Map<Table, Dataset<Row>> tables) {

  SegmentInputs {
    tables = Map.copyOf(tables);
  }

  /** The tables to read: without a condition on responses, for example, no identifiers. */
  static Set<Table> needed(Segments segments) {
    Set<Table> needed = new HashSet<>(Set.of(Customers.TABLE));
    for (Condition.Event event : segments.events()) {
      event.afterLast().ifPresent(last -> addTables(last, needed));
      addTables(event.kind(), needed);
      if (!event.products().equals(Condition.ProductChoice.ANY)) {
        needed.add(TransactionLines.TABLE);
      }
      if (!event.products().categories().isEmpty()) {
        needed.add(Products.TABLE);
      }
    }
    return needed;
  }

  static SegmentInputs read(Lake lake, Segments segments) {
    Map<Table, Dataset<Row>> tables = new HashMap<>();
    needed(segments).forEach(table -> tables.put(table, lake.read(table)));
    return new SegmentInputs(tables);
  }

  Dataset<Row> customers() {
    return of(Customers.TABLE);
  }

  Dataset<Row> links() {
    return of(CustomerLinks.TABLE);
  }

  /** Rows of a table that {@link #needed} names. */
  Dataset<Row> of(Table table) {
    return Objects.requireNonNull(tables.get(table), table.qualifiedName());
  }

  private static void addTables(EventKind kind, Set<Table> needed) {
    needed.add(kind.table());
    needed.add(CustomerLinks.TABLE);
    if (kind.table().equals(CampaignResponses.TABLE)) {
      needed.add(Identifiers.TABLE);
    }
  }
}

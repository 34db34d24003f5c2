package io.tributary.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.tributary.lake.Lake;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** From records to customers: how many, how large, what changed, which identifiers are crowded. */
final class Identities {
  /** Customers of this many records and more stand in one bar. */
  private static final int LARGEST_SIZE = 12;

  private static final int BUSIEST = 10;

  private static final int LEFT_OUT = 5;

  private Identities() {}

  static Map<String, Object> of(Lake lake, Interval interval) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put(
        "records",
        Rows.of(
            lake.read(CustomerRecords.TABLE)
                .where(not(col(CustomerRecords.IS_DELETED)))
                .groupBy(CustomerRecords.KIND, CustomerRecords.SOURCE)
                .agg(count(lit(1)).as("records"))
                .orderBy(CustomerRecords.KIND, CustomerRecords.SOURCE)));
    section.put("largest_size", LARGEST_SIZE);
    section.put(
        "sizes",
        Rows.of(
            lake.read(Customers.TABLE)
                .groupBy(least(col(Customers.RECORD_COUNT), lit((long) LARGEST_SIZE)).as("records"))
                .agg(count(lit(1)).as("customers"))
                .orderBy("records")));
    List<Map<String, @Nullable Object>> events =
        Rows.of(
            lake.read(CustomerEvents.TABLE)
                .where(col(CustomerEvents.AS_OF).equalTo(Timestamp.from(interval.asOf())))
                .groupBy(CustomerEvents.KIND)
                .agg(count(lit(1)).as("events"))
                .orderBy(CustomerEvents.KIND));
    section.put("events", events);
    section.put("change", events.stream().mapToLong(Identities::change).sum());
    section.put(
        "identifiers",
        Rows.of(
            lake.read(IdentifierStatus.TABLE)
                .groupBy(IdentifierStatus.TYPE, IdentifierStatus.STATUS)
                .agg(count(lit(1)).as("identifiers"))
                .orderBy(IdentifierStatus.TYPE, IdentifierStatus.STATUS)));
    section.put("matches", Matches.of(lake));
    section.put("portrait", Portrait.of(lake));
    Dataset<Row> identifiers = lake.read(IdentifierStatus.TABLE);
    section.put("busiest", busiest(identifiers, BUSIEST));
    section.put(
        "left_out",
        busiest(identifiers.where(col(IdentifierStatus.STATUS).notEqual("OK")), LEFT_OUT));
    return section;
  }

  /** By how much events of a kind change the number of customers: a split makes one, too. */
  private static long change(Map<String, @Nullable Object> events) {
    long howMany = ((Number) Objects.requireNonNull(events.get("events"))).longValue();
    return switch (String.valueOf(events.get(CustomerEvents.KIND))) {
      case "CREATED", "SPLIT" -> howMany;
      case "ABSORBED", "RETIRED" -> -howMany;
      default -> 0;
    };
  }

  /** Without the ids themselves: a keyed hash stands for somebody's contact point. */
  private static List<Map<String, @Nullable Object>> busiest(Dataset<Row> identifiers, int most) {
    return Rows.of(
        identifiers
            .orderBy(
                col(IdentifierStatus.CARRIER_COUNT).desc(), col(IdentifierStatus.IDENTIFIER_ID))
            .limit(most)
            .select(
                IdentifierStatus.TYPE,
                IdentifierStatus.CARRIER_COUNT,
                IdentifierStatus.STATUS,
                IdentifierStatus.REASON));
  }
}

package io.tributary.report;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.Lake;
import io.tributary.serve.Destination;
import io.tributary.tables.gold.CustomerConsents;
import io.tributary.tables.gold.CustomerContacts;
import io.tributary.tables.gold.DeliveredKeys;
import io.tributary.tables.gold.Deliveries;
import io.tributary.tables.gold.DeliveryExclusions;
import io.tributary.tables.gold.SegmentMembers;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whom the company could reach, whom it may reach, and whom it did reach: for each segment and
 * destination the members, the reachable, the allowed and the sent, with a reason for each loss.
 */
final class Readiness {
  /** A destination that took nothing for so long is no longer shown. */
  private static final Duration SHOWN = Duration.ofDays(31);

  private static final String KNOWN = "known";

  private Readiness() {}

  /**
   * @param destinations those of the settings: whom each can find depends on its format
   */
  static Map<String, Object> of(
      Lake lake, Interval interval, Collection<Destination> destinations) {
    Map<String, Object> section = new LinkedHashMap<>();
    // Of ranks, 1 is the golden value: one row for each customer and field.
    section.put(
        "fields",
        Rows.of(
            lake.read(CustomerContacts.TABLE)
                .where(col(CustomerContacts.RANK).equalTo(1))
                .groupBy(CustomerContacts.FIELD)
                .agg(count(lit(1)).as("customers"))));
    section.putAll(consents(lake));
    section.put("destinations", destinations.stream().map(Destination::name).toList());
    section.put("reachable", reachable(lake, destinations));
    // Bounded by audiences × 31 days.
    Dataset<Row> deliveries =
        lake.read(Deliveries.TABLE)
            .where(
                col(Deliveries.AS_OF)
                    .between(
                        Timestamp.from(interval.asOf().minus(SHOWN)),
                        Timestamp.from(interval.asOf())));
    section.put(
        "deliveries",
        Rows.of(
            deliveries
                .drop(Deliveries.SHA256, Deliveries.FORMAT)
                .orderBy(
                    col(Deliveries.AS_OF).desc(),
                    col(Deliveries.DESTINATION),
                    col(Deliveries.SEGMENT),
                    col(Deliveries.MODE))));
    section.put(
        "exclusions",
        Rows.of(
            lake.read(DeliveryExclusions.TABLE)
                .join(deliveries.select(Deliveries.DELIVERY_ID), DeliveryExclusions.DELIVERY_ID)));
    section.put("held", Rows.of(held(lake)));
    return section;
  }

  private static Map<String, Object> consents(Lake lake) {
    Dataset<Row> consents = lake.read(CustomerConsents.TABLE);
    Column isGranted = col(CustomerConsents.STATE).equalTo("GRANTED");
    Column isProved = isGranted.and(col(CustomerConsents.HAS_EVIDENCE));
    Map<String, Object> section = new LinkedHashMap<>();
    section.put(
        "proved_customers",
        consents
            .agg(count_distinct(when(isProved, col(CustomerConsents.CUSTOMER_ID))))
            .head()
            .getLong(0));
    section.put(
        "consents",
        Rows.of(
            consents
                .groupBy(CustomerConsents.PURPOSE, CustomerConsents.CHANNEL)
                .agg(
                    count(when(isProved, 1)).as("proved"),
                    count(when(isGranted, 1)).as("granted"),
                    count(when(col(CustomerConsents.STATE).equalTo("DENIED"), 1)).as("denied"))
                .orderBy(CustomerConsents.PURPOSE, CustomerConsents.CHANNEL)));
    return section;
  }

  /**
   * For each segment and destination the members of whom all values of one of its keys are known,
   * whatever they agreed to: without a phone, nobody is reached by SMS.
   */
  private static List<Map<String, Object>> reachable(
      Lake lake, Collection<Destination> destinations) {
    Dataset<Row> known =
        lake.read(CustomerContacts.TABLE)
            .where(col(CustomerContacts.RANK).equalTo(1))
            .groupBy(CustomerContacts.CUSTOMER_ID)
            .agg(collect_set(col(CustomerContacts.FIELD)).as(KNOWN));
    Column[] counts =
        destinations.stream()
            .map(destination -> count(when(isFound(destination), 1)).as(destination.name()))
            .toArray(Column[]::new);
    List<Map<String, Object>> reachable = new ArrayList<>();
    // Bounded by segments.
    for (Row row :
        lake.read(SegmentMembers.TABLE)
            .where(col(SegmentMembers.LEFT_AT).isNull())
            .join(known, SegmentMembers.CUSTOMER_ID)
            .groupBy(SegmentMembers.SEGMENT)
            .agg(count(lit(1)), counts)
            .collectAsList()) {
      for (Destination destination : destinations) {
        long customers = row.<Long>getAs(destination.name());
        reachable.add(
            Map.of(
                "segment", row.getString(0),
                "destination", destination.name(),
                "reachable", customers));
      }
    }
    return reachable;
  }

  private static Column isFound(Destination destination) {
    return destination.fileFormat().keys().stream()
        .map(
            key ->
                key.contacts().stream()
                    .map(contact -> array_contains(col(KNOWN), contact))
                    .reduce(lit(true), Column::and))
        .reduce(lit(false), Column::or);
  }

  /** Customers whose keys a destination holds that is kept up to date by changes. */
  private static Dataset<Row> held(Lake lake) {
    Dataset<Row> published =
        lake.read(Deliveries.TABLE)
            .where(col(Deliveries.STATE).equalTo("PUBLISHED"))
            .select(col(Deliveries.DELIVERY_ID).as(DeliveredKeys.ADDED_BY));
    return lake.read(DeliveredKeys.TABLE)
        .where(col(DeliveredKeys.REMOVED_BY).isNull())
        .join(published, DeliveredKeys.ADDED_BY)
        .groupBy(DeliveredKeys.DESTINATION, DeliveredKeys.SEGMENT)
        .agg(count_distinct(col(DeliveredKeys.CUSTOMER_ID)).as("customers"));
  }
}

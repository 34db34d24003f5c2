package io.tributary.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.Lake;
import io.tributary.segment.SegmentDefinition;
import io.tributary.tables.gold.SegmentMembers;
import io.tributary.tables.gold.SegmentSnapshots;
import io.tributary.tables.ops.Runs;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Members of each segment, who came and went in the interval and why, and the last weeks. A segment
 * that is defined and has no members is told with zeros: it is the one that somebody must look at.
 */
final class SegmentChanges {
  private static final int HISTORY_DAYS = 42;
  private static final String MEMBERS = "members";
  private static final String ENTERED = "entered";
  private static final String LEFT = "left";

  private final Lake lake;
  private final Interval interval;
  private final Map<String, SegmentDefinition> definitions;

  private SegmentChanges(Lake lake, Interval interval, Map<String, SegmentDefinition> definitions) {
    this.lake = lake;
    this.interval = interval;
    this.definitions = definitions;
  }

  static Map<String, Object> of(
      Lake lake, Interval interval, Map<String, SegmentDefinition> definitions) {
    return new SegmentChanges(lake, interval, definitions).section();
  }

  private Map<String, Object> section() {
    Map<String, Map<String, @Nullable Object>> now = now();
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("now", List.copyOf(now.values()));
    section.put("exits", Rows.of(exits()));
    section.put("history", history(now.keySet()));
    Map<String, Object> texts = new LinkedHashMap<>();
    definitions.forEach(
        (name, definition) ->
            texts.put(
                name, Map.of("sentence", definition.sentence(), "owner", definition.owner())));
    section.put("definitions", texts);
    return section;
  }

  /** By name: those that are defined, and those of which somebody was a member until now. */
  private Map<String, Map<String, @Nullable Object>> now() {
    Map<String, Map<String, @Nullable Object>> now = new TreeMap<>();
    for (String segment : definitions.keySet()) {
      Map<String, @Nullable Object> empty = new LinkedHashMap<>();
      empty.put(SegmentMembers.SEGMENT, segment);
      List.of(MEMBERS, ENTERED, LEFT).forEach(figure -> empty.put(figure, 0L));
      now.put(segment, empty);
    }
    Timestamp asOf = Timestamp.from(interval.asOf());
    Dataset<Row> counted =
        lake.read(SegmentMembers.TABLE)
            .groupBy(SegmentMembers.SEGMENT)
            .agg(
                count(when(col(SegmentMembers.LEFT_AT).isNull(), 1)).as(MEMBERS),
                count(when(col(SegmentMembers.ENTERED_AT).equalTo(asOf), 1)).as(ENTERED),
                count(when(col(SegmentMembers.LEFT_AT).equalTo(asOf), 1)).as(LEFT))
            .where(col(MEMBERS).plus(col(ENTERED)).plus(col(LEFT)).gt(0));
    Rows.of(counted).forEach(row -> now.put(String.valueOf(row.get(SegmentMembers.SEGMENT)), row));
    return now;
  }

  private Dataset<Row> exits() {
    return lake.read(SegmentMembers.TABLE)
        .where(col(SegmentMembers.LEFT_AT).equalTo(Timestamp.from(interval.asOf())))
        .groupBy(SegmentMembers.SEGMENT, SegmentMembers.EXIT_REASON)
        .agg(count(lit(1)).as("customers"))
        .orderBy(col("customers").desc(), col(SegmentMembers.SEGMENT));
  }

  /** Each segment on each day; a day of which a segment has no rows is a day without members. */
  private List<Map<String, Object>> history(Set<String> segments) {
    Map<String, Map<String, Long>> counted = new HashMap<>();
    Set<String> days = evaluatedDays();
    // Bounded by segments × days.
    for (Row row :
        inTheLastWeeks(lake.read(SegmentSnapshots.TABLE), col(SegmentSnapshots.AS_OF_ON))
            .groupBy(SegmentSnapshots.SEGMENT, SegmentSnapshots.AS_OF_ON)
            .agg(count(lit(1)))
            .collectAsList()) {
      String day = row.getDate(1).toString();
      counted.computeIfAbsent(row.getString(0), name -> new HashMap<>()).put(day, row.getLong(2));
      days.add(day);
    }
    List<Map<String, Object>> history = new ArrayList<>();
    for (String segment : segments) {
      Map<String, Long> ofSegment = counted.getOrDefault(segment, Map.of());
      for (String day : days) {
        history.add(
            Map.of(
                SegmentSnapshots.SEGMENT,
                segment,
                SegmentSnapshots.AS_OF_ON,
                day,
                MEMBERS,
                ofSegment.getOrDefault(day, 0L)));
      }
    }
    return history;
  }

  /** Days for which a run has evaluated the segments, also those that left all of them empty. */
  private Set<String> evaluatedDays() {
    Column lastMoment = col(Runs.AS_OF).minus(expr("INTERVAL '0.000001' SECOND"));
    Column day = to_date(from_utc_timestamp(lastMoment, interval.zone().getId()));
    Dataset<Row> evaluated =
        lake.read(Runs.TABLE)
            .where(col(Runs.STAGE).equalTo("segment").and(col(Runs.STATE).equalTo("SUCCEEDED")));
    Set<String> days = new TreeSet<>();
    inTheLastWeeks(evaluated, day)
        .select(day)
        .distinct()
        .collectAsList()
        .forEach(row -> days.add(row.getDate(0).toString()));
    return days;
  }

  private Dataset<Row> inTheLastWeeks(Dataset<Row> rows, Column day) {
    return rows.where(
        day.between(
            Date.valueOf(interval.day().minusDays(HISTORY_DAYS)), Date.valueOf(interval.day())));
  }
}

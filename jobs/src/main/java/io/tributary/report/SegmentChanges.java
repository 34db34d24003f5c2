package io.tributary.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.Lake;
import io.tributary.segment.SegmentDefinition;
import io.tributary.tables.gold.SegmentMembers;
import io.tributary.tables.gold.SegmentSnapshots;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Members of each segment, who came and went in the interval and why, and the last weeks. */
final class SegmentChanges {
  private static final int HISTORY_DAYS = 42;

  private SegmentChanges() {}

  static Map<String, Object> of(
      Lake lake, Interval interval, Map<String, SegmentDefinition> definitions) {
    Timestamp asOf = Timestamp.from(interval.asOf());
    Column isNow = col(SegmentMembers.LEFT_AT).isNull();
    Column hasLeft = col(SegmentMembers.LEFT_AT).equalTo(asOf);
    Dataset<Row> stays = lake.read(SegmentMembers.TABLE);
    Map<String, Object> section = new LinkedHashMap<>();
    section.put(
        "now",
        Rows.of(
            stays
                .groupBy(SegmentMembers.SEGMENT)
                .agg(
                    count(when(isNow, 1)).as("members"),
                    count(when(col(SegmentMembers.ENTERED_AT).equalTo(asOf), 1)).as("entered"),
                    count(when(hasLeft, 1)).as("left"))
                .orderBy(SegmentMembers.SEGMENT)));
    section.put(
        "exits",
        Rows.of(
            stays
                .where(hasLeft)
                .groupBy(SegmentMembers.SEGMENT, SegmentMembers.EXIT_REASON)
                .agg(count(lit(1)).as("customers"))
                .orderBy(col("customers").desc(), col(SegmentMembers.SEGMENT))));
    section.put(
        "history",
        Rows.of(
            lake.read(SegmentSnapshots.TABLE)
                .where(
                    col(SegmentSnapshots.AS_OF_ON)
                        .between(
                            Date.valueOf(interval.day().minusDays(HISTORY_DAYS)),
                            Date.valueOf(interval.day())))
                .groupBy(SegmentSnapshots.SEGMENT, SegmentSnapshots.AS_OF_ON)
                .agg(count(lit(1)).as("members"))
                .orderBy(SegmentSnapshots.SEGMENT, SegmentSnapshots.AS_OF_ON)));
    Map<String, Object> texts = new LinkedHashMap<>();
    definitions.forEach(
        (name, definition) ->
            texts.put(
                name, Map.of("sentence", definition.sentence(), "owner", definition.owner())));
    section.put("definitions", texts);
    return section;
  }
}

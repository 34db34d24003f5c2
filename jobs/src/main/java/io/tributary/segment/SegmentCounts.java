package io.tributary.segment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.job.JobReport;
import io.tributary.tables.gold.SegmentMembers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One segment after an evaluation: how many are in, came and left. */
record SegmentCounts(
    String sentence, String segment, long members, long entered, long left, long heldOut) {

  /** By name; one row a segment is collected. */
  static List<SegmentCounts> of(Dataset<Row> stays, Segments segments, AsOf asOf) {
    Map<String, Row> counted = new HashMap<>();
    stays
        .groupBy(col(SegmentMembers.SEGMENT))
        .agg(
            countIf(col(SegmentMembers.LEFT_AT).isNull()),
            countIf(col(SegmentMembers.ENTERED_AT).equalTo(asOf.column())),
            countIf(col(SegmentMembers.LEFT_AT).equalTo(asOf.column())),
            countIf(
                col(SegmentMembers.LEFT_AT)
                    .isNull()
                    .and(col(SegmentMembers.ARM).equalTo(HoldOut.CONTROL))))
        .collectAsList()
        .forEach(row -> counted.put(row.getString(0), row));
    return segments.names().stream()
        .map(name -> segments.named(name).orElseThrow())
        .map(
            segment -> {
              Row row = counted.get(segment.name());
              return row == null
                  ? new SegmentCounts(segment.sentence(), segment.name(), 0, 0, 0, 0)
                  : new SegmentCounts(
                      segment.sentence(),
                      segment.name(),
                      row.getLong(1),
                      row.getLong(2),
                      row.getLong(3),
                      row.getLong(4));
            })
        .toList();
  }

  private static Column countIf(Column test) {
    return count(when(test, lit(1)));
  }

  void tell(JobReport report) {
    report.count("members " + segment, members);
    report.count("entered " + segment, entered);
    report.count("left " + segment, left);
    report.note(
        "%s: %s %d members, %d came, %d left%s"
            .formatted(
                segment,
                sentence,
                members,
                entered,
                left,
                heldOut == 0 ? "" : ", " + heldOut + " held out"));
  }
}

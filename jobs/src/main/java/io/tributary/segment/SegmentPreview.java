package io.tributary.segment;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.tributary.lake.Lake;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who would be in a segment, without writing anything.
 *
 * @param sentence of the definition
 * @param members how many
 * @param reasons what holds for them to how many of them; bounded by the combinations of the
 *     definition's conditions
 */
public record SegmentPreview(String sentence, long members, Map<String, Long> reasons) {

  /**
   * Evaluates one segment, and those that it refers to, over the tables as they are.
   *
   * @param asOf the clock: end of the data interval
   * @param zone the business time zone
   * @throws io.tributary.job.JobFailure CONFIG when there is no such segment, QUALITY when a rate
   *     is missing
   */
  public static SegmentPreview of(
      String name,
      Segments segments,
      EvaluateSegments.Config config,
      Lake lake,
      Instant asOf,
      ZoneId zone) {
    Segment segment = segments.required(name);
    Segments needed = segments.only(segment);
    AsOf clock = new AsOf(asOf, zone);
    Conversions conversions =
        Conversions.of(needed.amounts(), lake, clock.day(), config.rateMaxAge());
    SegmentEvaluation evaluation = new SegmentEvaluation(needed, conversions, clock);
    Map<String, Long> reasons = new TreeMap<>();
    byReason(evaluation.of(SegmentInputs.read(lake, needed)), segment, evaluation)
        .collectAsList()
        .forEach(row -> reasons.put(row.getString(0), row.getLong(1)));
    long members = reasons.values().stream().mapToLong(Long::longValue).sum();
    return new SegmentPreview(segment.sentence(), members, reasons);
  }

  private static Dataset<Row> byReason(
      Dataset<Row> evaluated, Segment segment, SegmentEvaluation evaluation) {
    return evaluated
        .where(evaluation.isMember(segment))
        .groupBy(concat_ws(Stays.BETWEEN, Standings.holding(segment, evaluation)))
        .agg(count(lit(1)));
  }
}

package io.tributary.segment;

import io.tributary.job.Job;
import io.tributary.job.JobFailure;
import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.Table;
import io.tributary.tables.gold.SegmentMembers;
import io.tributary.tables.gold.SegmentSnapshots;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.Rates;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Evaluates all segments: who is in, who came and left and why, and the snapshot of the business
 * day. For an as-of before the last it rebuilds that day's snapshot, with today's customers, and
 * leaves the stays alone.
 */
public final class EvaluateSegments implements Job {
  private final Config config;
  private final Segments segments;

  /**
   * @param rateMaxAge how old a rate may be to compare values with a limit in another currency
   */
  public record Config(Duration rateMaxAge) {
    public Config {
      if (rateMaxAge.isNegative()) {
        throw new IllegalArgumentException("rate-max-age must not be negative");
      }
    }
  }

  /**
   * @param definitions name to definition, as {@code Settings.definitions("segments", …)} gives
   *     them
   * @throws JobFailure CONFIG when they do not fit together
   */
  public EvaluateSegments(Config config, Map<String, SegmentDefinition> definitions) {
    this.config = config;
    this.segments = Segments.of(definitions);
  }

  @Override
  public Set<Table> reads() {
    Set<Table> reads = new HashSet<>(SegmentInputs.needed(segments));
    reads.add(CustomerIds.TABLE);
    if (!segments.amounts().isEmpty()) {
      reads.add(Rates.TABLE);
    }
    return reads;
  }

  @Override
  public Set<Table> writes() {
    return Set.of(SegmentMembers.TABLE, SegmentSnapshots.TABLE);
  }

  @Override
  public String settings() {
    return config + " " + segments;
  }

  @Override
  public boolean writesSlices() {
    return true;
  }

  @Override
  public void run(Run run) {
    AsOf asOf = new AsOf(run.asOf(), run.zone());
    LastEvaluation last = LastEvaluation.of(run.lake());
    if (last.isLaterOnTheDayOf(asOf)) {
      run.report()
          .note("Segments of " + asOf.day() + " are already those of a later hour: left alone");
      return;
    }
    Dataset<Row> before = Stays.before(run.lake().read(SegmentMembers.TABLE), asOf);
    Dataset<Row> standings =
        standings(run.lake(), Stays.open(before), asOf).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      // The stays last: what is kept was made from them, and would be made again.
      run.lake()
          .replaceSlice(SegmentSnapshots.TABLE, asOf.day(), Snapshots.of(standings, asOf.day()));
      if (last.isAfter(asOf)) {
        run.report()
            .note(
                "Segments of "
                    + asOf.day()
                    + " are rebuilt as a snapshot, with today's customers; stays only move forward");
      } else {
        run.lake().overwrite(SegmentMembers.TABLE, stays(run.lake(), before, standings, asOf));
        SegmentCounts.of(run.lake().read(SegmentMembers.TABLE), segments, asOf)
            .forEach(counts -> counts.tell(run.report()));
      }
    } finally {
      standings.unpersist();
    }
  }

  private Dataset<Row> standings(Lake lake, Dataset<Row> open, AsOf asOf) {
    Conversions conversions =
        Conversions.of(segments.amounts(), lake, asOf.day(), config.rateMaxAge());
    SegmentEvaluation evaluation = new SegmentEvaluation(segments, conversions, asOf);
    Dataset<Row> evaluated = evaluation.of(SegmentInputs.read(lake, segments));
    return Standings.of(evaluated, open, segments, evaluation);
  }

  private Dataset<Row> stays(Lake lake, Dataset<Row> before, Dataset<Row> standings, AsOf asOf) {
    return Stays.after(before, standings, lake.read(CustomerIds.TABLE), segments.names(), asOf);
  }
}

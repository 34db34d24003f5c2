package io.tributary.segment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.Types;
import io.tributary.tables.gold.SegmentMembers;
import io.tributary.tables.gold.SegmentSnapshots;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * How far the tables are.
 *
 * @param changedAt last as-of at which a stay began or ended
 * @param on last day with a snapshot
 */
record LastEvaluation(Optional<Instant> changedAt, Optional<LocalDate> on) {

  private static final String AT = "at";
  private static final String ON = "on";

  static LastEvaluation of(Lake lake) {
    Row last =
        lake.read(SegmentMembers.TABLE)
            .select(
                greatest(col(SegmentMembers.ENTERED_AT), col(SegmentMembers.LEFT_AT)).as(AT),
                lit(null).cast(Types.DAY).as(ON))
            .union(
                lake.read(SegmentSnapshots.TABLE)
                    .select(
                        lit(null).cast(Types.INSTANT).as(AT),
                        col(SegmentSnapshots.AS_OF_ON).as(ON)))
            .agg(max(col(AT)), max(col(ON)))
            .first();
    return new LastEvaluation(
        Optional.ofNullable(last.<Timestamp>getAs(0)).map(Timestamp::toInstant),
        Optional.ofNullable(last.<Date>getAs(1)).map(Date::toLocalDate));
  }

  /** Whether the tables hold a later as-of: then stays do not change. */
  boolean isAfter(AsOf asOf) {
    return changedAt.filter(at -> at.isAfter(asOf.instant())).isPresent()
        || on.filter(day -> day.isAfter(asOf.day())).isPresent();
  }

  /** Whether the snapshot of the day is that of a later hour: then it does not change either. */
  boolean isLaterOnTheDayOf(AsOf asOf) {
    return changedAt
        .filter(at -> at.isAfter(asOf.instant()))
        .filter(at -> Run.businessDay(at, asOf.zone()).equals(asOf.day()))
        .isPresent();
  }
}

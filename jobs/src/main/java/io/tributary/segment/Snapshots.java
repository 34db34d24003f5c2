package io.tributary.segment;

import static org.apache.spark.sql.functions.col;

import io.tributary.tables.gold.SegmentSnapshots;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The members of one business day. */
final class Snapshots {

  private Snapshots() {}

  static Dataset<Row> of(Dataset<Row> standings, LocalDate day) {
    return standings
        .where(col(Standings.IS_MEMBER))
        .select(
            AsOf.column(day).as(SegmentSnapshots.AS_OF_ON),
            col(SegmentSnapshots.SEGMENT),
            col(SegmentSnapshots.CUSTOMER_ID),
            col(Standings.HASH).as(SegmentSnapshots.DEFINITION_HASH));
  }
}

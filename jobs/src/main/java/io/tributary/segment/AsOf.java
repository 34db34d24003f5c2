package io.tributary.segment;

import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;

import io.tributary.job.Run;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.apache.spark.sql.Column;

/**
 * The clock of an evaluation.
 *
 * @param instant end of the data interval; what happened at it or later is not counted
 * @param zone the business time zone
 */
public record AsOf(Instant instant, ZoneId zone) {

  /** The business day that ends with the interval. */
  LocalDate day() {
    return Run.businessDay(instant, zone);
  }

  /** The business day of an instant. */
  Column dayOf(Column at) {
    return to_date(from_utc_timestamp(at, zone.getId()));
  }

  Column isBefore(Column at) {
    return at.lt(column());
  }

  Column column() {
    return lit(Timestamp.from(instant));
  }

  static Column column(LocalDate day) {
    return lit(Date.valueOf(day));
  }
}

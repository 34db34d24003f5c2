package io.tributary.report;

import io.tributary.job.Run;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What a report is about: all runs of one pipeline that ended with the same as-of. A night that ran
 * stage by stage, or was taken up again after a failure, is one interval.
 *
 * @param asOf end of the data interval
 * @param zone the business time zone
 */
public record Interval(String pipeline, Instant asOf, ZoneId zone) {

  /** The business day that ends with the interval. */
  LocalDate day() {
    return Run.businessDay(asOf, zone);
  }

  /** {@code nightly_2026-11-08T170000Z.html}: sorts by time, and a repeated run replaces it. */
  String fileName() {
    return pipeline + "_" + asOf.toString().replace(":", "") + ".html";
  }
}

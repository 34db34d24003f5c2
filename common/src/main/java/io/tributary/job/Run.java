package io.tributary.job;

import io.tributary.lake.Files;
import io.tributary.lake.Lake;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What a job gets to work with: no session, no settings, no clock.
 *
 * @param number rising number of the run in this lake
 * @param id as it stands in commits and ledgers
 * @param asOf end of the data interval; the only clock
 * @param zone the business time zone: the only zone in which an instant becomes a day
 * @param lake limited to the tables that the job declares
 * @param files landing and outbox
 */
public record Run(
    long number, String id, Instant asOf, ZoneId zone, Lake lake, Files files, JobReport report) {

  /** The business day that ends with the data interval: the name of a slice. */
  public LocalDate businessDay() {
    return businessDay(asOf, zone);
  }

  /** The last business day that is over. */
  public LocalDate lastWholeDay() {
    return asOf.atZone(zone).toLocalDate().minusDays(1);
  }

  /** The business day that ends at, or contains the last moment before, {@code asOf}. */
  public static LocalDate businessDay(Instant asOf, ZoneId zone) {
    return asOf.minusNanos(1).atZone(zone).toLocalDate();
  }
}

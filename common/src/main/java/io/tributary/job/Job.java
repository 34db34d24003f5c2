package io.tributary.job;

import io.tributary.tables.Table;
import java.util.Locale;
import java.util.Set;

/**
 * One unit of the pipeline: reads tables, transforms, writes tables. Its name and stage are those
 * of its class and package: {@code io.tributary.identity.LinkCustomers} is {@code link-customers}
 * of stage {@code identity}. A job holds its settings as a nested {@code record Config} and nothing
 * else.
 */
public interface Job {

  /** Tables that {@link #run} may read. */
  Set<Table> reads();

  /** Tables that {@link #run} may write (and read); each table has one writer job. */
  Set<Table> writes();

  /**
   * Does the work. Must be repeatable: after a crash anywhere inside, running it again gives the
   * tables of an undisturbed run.
   *
   * @throws JobFailure when a user has to act
   */
  void run(Run run);

  /** Settings that the outcome depends on, as text; part of the fingerprint. */
  default String settings() {
    return "";
  }

  /** What the outcome depends on besides tables and settings (delivered files), as text. */
  default String outsideInputs(Run run) {
    return "";
  }

  /**
   * Whether what the job does belongs to the data interval of its run: it takes in the files of a
   * day, writes its slice, sends its files. All others bring tables up to date, for the latest
   * interval that those have seen: tables only move forward, and a run for an earlier interval
   * brings what came late into them.
   */
  default boolean isOfInterval() {
    return writesSlices() || sendsOut();
  }

  /**
   * Whether the job writes dated slices beside tables that only move forward. For an interval
   * before that of its tables it runs twice: for the slice, and for the tables. Once what the
   * pipeline sends for an interval is out, its slices change by a rerun only.
   */
  default boolean writesSlices() {
    return false;
  }

  /**
   * Whether the job sends data out. It does not run when an earlier job of the run deferred a
   * failure: a required delivery that is missing or was refused may hold a withdrawal of consent.
   */
  default boolean sendsOut() {
    return false;
  }

  /**
   * Tables that say what a job may send out. In a run that begins after the jobs that these are
   * made by, all of them must have seen what is new.
   */
  default Set<Table> permits() {
    return Set.of();
  }

  /** {@code link-customers}. */
  default String name() {
    return getClass()
        .getSimpleName()
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .toLowerCase(Locale.ROOT);
  }

  /** {@code identity}. */
  default String stage() {
    String packageName = getClass().getPackageName();
    return packageName.substring(packageName.lastIndexOf('.') + 1);
  }
}

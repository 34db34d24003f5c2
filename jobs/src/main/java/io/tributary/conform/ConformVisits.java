package io.tributary.conform;

import static org.apache.spark.sql.functions.col;

import io.tributary.job.Job;
import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.Table;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.silver.Sessions;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Raw hits as sessions. Sessions of days whose raw hits are gone stay as they are; a hit that
 * arrives for such a day is counted as too late.
 */
public final class ConformVisits implements Job {
  private static final String DAY = "_day";

  private final ConformConfig config;

  public ConformVisits(ConformConfig config) {
    this.config = config;
  }

  @Override
  public Set<Table> reads() {
    return Set.of(DeliveredRows.HITS, CollectedFiles.TABLE);
  }

  @Override
  public Set<Table> writes() {
    return Set.of(Sessions.TABLE);
  }

  @Override
  public String settings() {
    return config.fingerprint();
  }

  @Override
  public void run(Run run) {
    Lake lake = run.lake();
    Dataset<Row> delivered = lake.read(DeliveredRows.HITS);
    Dataset<Row> stored = lake.read(Sessions.TABLE);
    RetainedDays days = RetainedDays.of(lake.read(CollectedFiles.TABLE), delivered, stored);
    Dataset<Row> hits = Hits.of(delivered);
    Dataset<Row> visits =
        Visits.of(hits, config.visits().inactivity(), Reference.read(config, run.zone()));
    Dataset<Row> sessions =
        SessionRows.of(
            days.whole(visits, Sessions.SOURCE, Sessions.BUSINESS_ON),
            config.visits().urlParameters());
    if (days.isAll()) {
      lake.overwrite(Sessions.TABLE, sessions);
      return;
    }
    Dataset<Row> kept = days.partial(stored, Sessions.SOURCE, Sessions.BUSINESS_ON);
    lake.overwrite(Sessions.TABLE, sessions.unionByName(kept));
    Tally.of(run.report(), "hits too late:", tooLate(run, hits, days), col(Hits.SOURCE));
  }

  private static Dataset<Row> tooLate(Run run, Dataset<Row> hits, RetainedDays days) {
    Dataset<Row> loadedNow =
        hits.where(col(Hits.LOADED_AT).equalTo(run.asOf()))
            .withColumn(DAY, Values.businessDay(col(Hits.OCCURRED_AT), run.zone()));
    return days.partial(loadedNow, Hits.SOURCE, DAY);
  }
}

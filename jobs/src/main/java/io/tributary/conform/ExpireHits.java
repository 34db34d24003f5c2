package io.tributary.conform;

import io.tributary.job.Job;
import io.tributary.job.Run;
import io.tributary.tables.Table;
import io.tributary.tables.bronze.DeliveredRows;
import java.util.Set;

/**
 * Deletes raw hits that were loaded longer ago than their retention. Sessions, records and
 * identifiers made of them stay.
 *
 * <p>It runs before {@link ConformVisits} and {@link ConformRecords}: earlier runs made their
 * tables of these hits, and nobody then finds the hits changed after having read them.
 */
public final class ExpireHits implements Job {
  private final ConformConfig config;

  public ExpireHits(ConformConfig config) {
    this.config = config;
  }

  @Override
  public Set<Table> reads() {
    return Set.of();
  }

  @Override
  public Set<Table> writes() {
    return Set.of(DeliveredRows.HITS);
  }

  @Override
  public String settings() {
    return config.hits().toString();
  }

  @Override
  public void run(Run run) {
    run.lake()
        .expire(
            DeliveredRows.HITS,
            DeliveredRows.LOADED_AT,
            run.businessDay().minusDays(config.hits().keep().toDays()));
  }
}

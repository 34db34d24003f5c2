package io.tributary.upkeep;

import io.tributary.job.Job;
import io.tributary.job.Run;
import io.tributary.tables.Table;
import io.tributary.tables.Tables;
import java.util.Set;

/**
 * Merges the small files of every table and deletes from disk what has left the tables for a week;
 * one of the named exceptions to one writer a table.
 */
public final class CompactTables implements Job {

  @Override
  public Set<Table> reads() {
    return Set.of();
  }

  @Override
  public Set<Table> writes() {
    return Set.copyOf(Tables.ALL);
  }

  @Override
  public void run(Run run) {
    Tables.ALL.forEach(run.lake()::compact);
  }
}

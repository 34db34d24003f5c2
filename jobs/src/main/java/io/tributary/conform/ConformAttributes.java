package io.tributary.conform;

import io.tributary.job.Job;
import io.tributary.job.Run;
import io.tributary.tables.Table;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.silver.ThirdPartyAttributes;
import java.util.Set;

/** Attributes of vendors, latest statement of each. */
public final class ConformAttributes implements Job {

  @Override
  public Set<Table> reads() {
    return Set.of(DeliveredRows.ATTRIBUTES);
  }

  @Override
  public Set<Table> writes() {
    return Set.of(ThirdPartyAttributes.TABLE);
  }

  @Override
  public void run(Run run) {
    run.lake()
        .overwrite(
            ThirdPartyAttributes.TABLE, Attributes.of(run.lake().read(DeliveredRows.ATTRIBUTES)));
  }
}

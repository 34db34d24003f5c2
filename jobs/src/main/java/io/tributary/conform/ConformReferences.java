package io.tributary.conform;

import io.tributary.job.Job;
import io.tributary.job.Run;
import io.tributary.lake.Kept;
import io.tributary.lake.Lake;
import io.tributary.tables.Table;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.silver.Products;
import io.tributary.tables.silver.Rates;
import java.util.Map;
import java.util.Set;

/** Catalogue and currency rates, latest version. */
public final class ConformReferences implements Job {

  @Override
  public Set<Table> reads() {
    return Set.of(DeliveredRows.PRODUCTS, DeliveredRows.RATES, CollectedFiles.TABLE);
  }

  @Override
  public Set<Table> writes() {
    return Set.of(Products.TABLE, Rates.TABLE);
  }

  @Override
  public void run(Run run) {
    Lake lake = run.lake();
    var products =
        References.products(lake.read(DeliveredRows.PRODUCTS), lake.read(CollectedFiles.TABLE));
    lake.renew(Products.TABLE, products, Kept.marked(Map.of(Products.IS_DELETED, true)));
    lake.overwrite(Rates.TABLE, References.rates(lake.read(DeliveredRows.RATES)));
  }
}

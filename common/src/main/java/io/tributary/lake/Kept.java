package io.tributary.lake;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that several steps of one run read: computed once, freed at its end. What is kept also loses
 * its logical plan. A plan that grows with each step is analysed again at each of them, and after a
 * few self-joins that costs minutes where the rows cost seconds. Lost rows are still recomputed:
 * the physical lineage stays, unlike with a checkpoint.
 */
public final class Kept implements AutoCloseable {
  private final List<Dataset<Row>> kept = new ArrayList<>();

  /** The same rows, to be read many times. */
  public Dataset<Row> keep(Dataset<Row> rows) {
    Dataset<Row> persisted = rows.persist(StorageLevel.MEMORY_AND_DISK());
    kept.add(persisted);
    var classic = (org.apache.spark.sql.classic.Dataset<Row>) persisted;
    return classic
        .sparkSession()
        .internalCreateDataFrame(classic.queryExecution().toRdd(), classic.schema(), false);
  }

  @Override
  public void close() {
    kept.forEach(Dataset::unpersist);
  }
}

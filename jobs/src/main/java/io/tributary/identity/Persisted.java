package io.tributary.identity;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Datasets that several steps of one run read; freed at its end. */
final class Persisted implements AutoCloseable {
  private final List<Dataset<Row>> rows = new ArrayList<>();

  Dataset<Row> keep(Dataset<Row> plan) {
    Dataset<Row> persisted = plan.persist(StorageLevel.MEMORY_AND_DISK());
    rows.add(persisted);
    return persisted;
  }

  @Override
  public void close() {
    rows.forEach(Dataset::unpersist);
  }
}

package io.tributary.graph;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that several plans read and one computes. Unlike {@code Dataset.persist} they are given up
 * when they are closed or nobody refers to them any more, and unlike a local checkpoint they
 * survive the loss of an executor.
 */
record KeptRows(Dataset<Row> rows, JavaRDD<InternalRow> kept) implements AutoCloseable {

  static KeptRows of(Dataset<Row> plan) {
    var classic = (org.apache.spark.sql.classic.Dataset<Row>) plan;
    JavaRDD<InternalRow> kept =
        classic
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .map(InternalRow::copy)
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new KeptRows(
        classic.sparkSession().internalCreateDataFrame(kept.rdd(), plan.schema(), false), kept);
  }

  /** What was computed of them stays right: Spark makes anew what somebody still wants. */
  @Override
  public void close() {
    kept.unpersist(false);
  }
}

package io.tributary.graph;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that several plans read and one computes. Unlike {@code Dataset.persist} they are given up
 * when nobody refers to them any more, and unlike a local checkpoint they survive the loss of an
 * executor.
 */
final class KeptRows {
  private KeptRows() {}

  static Dataset<Row> of(Dataset<Row> plan) {
    var classic = (org.apache.spark.sql.classic.Dataset<Row>) plan;
    JavaRDD<InternalRow> rows =
        classic
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .map(InternalRow::copy)
            .persist(StorageLevel.MEMORY_AND_DISK());
    return classic.sparkSession().internalCreateDataFrame(rows.rdd(), plan.schema(), false);
  }
}

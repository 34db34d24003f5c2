package io.tributary.graph;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** How many edges there are in all, and in the partition that has most. */
record EdgeCounts(long total, long largestPartition) {

  /** Makes the edges and counts them: one number a partition comes to the driver. */
  static EdgeCounts of(JavaRDD<List<long[]>> chunks) {
    List<Long> counts =
        chunks.map(part -> part.stream().mapToLong(chunk -> chunk.length / 2).sum()).collect();
    return new EdgeCounts(
        counts.stream().mapToLong(Long::longValue).sum(),
        counts.stream().mapToLong(Long::longValue).max().orElse(0));
  }
}

package io.tributary.graph;

import io.tributary.job.JobFailure;
import java.util.Locale;
import org.apache.spark.SparkContext;

/**
 * What one executor has to compute components with.
 *
 * @param heapBytes of one executor; in local mode of this process
 * @param tasksAtOnce that share it
 */
record TaskMemory(long heapBytes, int tasksAtOnce, boolean isLocal) {
  /** 16 for the edge, 16 for its ends in buckets, 24 for each of up to two new nodes. */
  static final long BYTES_AN_EDGE = 80;

  /** The rest is for Spark itself. */
  private static final double SHARE = 0.75;

  static TaskMemory of(SparkContext context) {
    boolean isLocal = context.isLocal();
    long heap = isLocal ? Runtime.getRuntime().maxMemory() : context.executorMemory() * (1L << 20);
    int cores =
        isLocal
            ? context.defaultParallelism()
            : context.getConf().getInt("spark.executor.cores", 1);
    return new TaskMemory(heap, cores, isLocal);
  }

  /** How many edges fit one task. */
  long edges() {
    return (long) (heapBytes * SHARE) / BYTES_AN_EDGE;
  }

  /**
   * @throws JobFailure CONFIG when so many edges a task do not fit
   */
  void requireRoom(long edgesOfOneTask, int tasks) {
    long needed = (long) (edgesOfOneTask * tasks * BYTES_AN_EDGE / SHARE);
    if (needed > heapBytes) {
      throw JobFailure.config(
          "The graph does not fit the memory",
          String.format(
              Locale.ROOT,
              "%,d edges in each of %d tasks at once need %,d MB and an executor has %,d MB",
              edgesOfOneTask,
              tasks,
              (needed >> 20) + 1,
              heapBytes >> 20),
          isLocal
              ? "give Java more memory (TRIBUTARY_JAVA_OPTIONS=-Xmx…), or lower the number of edges"
                  + " in one task so that the graph is contracted in pieces"
              : "raise spark.executor.memory, or give the edges in more partitions");
    }
  }
}

package io.tributary.graph;

import io.tributary.job.JobFailure;
import java.util.Locale;
import org.apache.spark.SparkContext;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What one executor has to compute components with.
 *
 * @param bytes of one executor, in local mode of this process, beside what Spark has cached there
 * @param tasksAtOnce that share it
 */
record TaskMemory(long bytes, int tasksAtOnce, boolean isLocal) {
  /** 16 for the edge, 16 for its ends in buckets, 24 for each of up to two new nodes. */
  static final long BYTES_AN_EDGE = 80;

  /** An array of Java holds two longs for each of up to two nodes an edge, and no more. */
  static final long MOST_EDGES = (Integer.MAX_VALUE - 8) / 4;

  /** The rest is for Spark itself. */
  private static final double SHARE = 0.75;

  static TaskMemory of(SparkContext context) {
    boolean isLocal = context.isLocal();
    long heap = isLocal ? Runtime.getRuntime().maxMemory() : context.executorMemory() * (1L << 20);
    int cores =
        isLocal
            ? context.defaultParallelism()
            : context.getConf().getInt("spark.executor.cores", 1);
    return new TaskMemory(Math.max(0, heap - cachedBytes(context)), cores, isLocal);
  }

  /** In the executor that has cached most: any task may run there. */
  private static long cachedBytes(SparkContext context) {
    return CollectionConverters.asJava(context.getExecutorMemoryStatus()).values().stream()
        .mapToLong(TaskMemory::usedBytes)
        .max()
        .orElse(0);
  }

  private static long usedBytes(Tuple2<Object, Object> mostAndFree) {
    return (long) mostAndFree._1() - (long) mostAndFree._2();
  }

  /**
   * How many edges one task takes.
   *
   * @param atMost so many even if more fit; 0 = as many as fit
   */
  long edges(long atMost) {
    long fitting = edgesEach(1);
    return atMost == 0 ? fitting : Math.min(atMost, fitting);
  }

  private long edgesEach(int tasks) {
    return Math.min(MOST_EDGES, (long) (bytes * SHARE) / BYTES_AN_EDGE / tasks);
  }

  /**
   * @param edgesOfOneTask in the largest of the partitions
   * @throws JobFailure CONFIG when the partitions that are worked on at once do not fit
   */
  void requireRoom(long edgesOfOneTask, int partitions) {
    int tasks = Math.min(tasksAtOnce, partitions);
    if (edgesOfOneTask > edgesEach(tasks)) {
      throw JobFailure.config(
          "The graph does not fit the memory",
          String.format(
              Locale.ROOT,
              "%,d edges in one partition, %d at once, need %,d MB and an executor has %,d MB"
                  + " beside what is cached",
              edgesOfOneTask,
              tasks,
              ((long) (edgesOfOneTask * tasks * BYTES_AN_EDGE / SHARE) >> 20) + 1,
              bytes >> 20),
          "give the edges in more partitions (more or smaller files,"
              + " spark.sql.files.maxPartitionBytes, spark.sql.shuffle.partitions), or raise "
              + (isLocal
                  ? "the memory of Java (TRIBUTARY_JAVA_OPTIONS=-Xmx…)"
                  : "spark.executor.memory"));
    }
  }
}

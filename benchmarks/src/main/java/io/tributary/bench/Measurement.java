package io.tributary.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * What one run of something cost.
 *
 * @param cpuSeconds of all threads of the process: garbage collector and compiler too
 * @param shuffleBytes written by all tasks of Spark
 * @param peakHeapBytes highest use of the heap, garbage included
 * @param result what it computed, to be compared
 */
record Measurement<T>(
    double cpuSeconds, double wallSeconds, long shuffleBytes, long peakHeapBytes, T result) {

  /** Counts the bytes that tasks write for each other. */
  static final class ShuffleListener extends SparkListener {
    private final AtomicLong bytes = new AtomicLong();

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (end.taskMetrics() != null) {
        bytes.addAndGet(end.taskMetrics().shuffleWriteMetrics().bytesWritten());
      }
    }
  }

  /**
   * @param context the tasks of which count
   */
  static <T> Measurement<T> of(SparkContext context, Callable<T> work) throws Exception {
    ShuffleListener listener = new ShuffleListener();
    context.addSparkListener(listener);
    System.gc();
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    long cpu = cpuNanos();
    long wall = System.nanoTime();
    T result = work.call();
    double wallSeconds = (System.nanoTime() - wall) / 1e9;
    double cpuSeconds = (cpuNanos() - cpu) / 1e9;
    long peak = heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    context.listenerBus().waitUntilEmpty();
    context.removeSparkListener(listener);
    return new Measurement<>(cpuSeconds, wallSeconds, listener.bytes.get(), peak, result);
  }

  private static java.util.stream.Stream<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** One row of a table in Markdown. */
  String row(String what) {
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %,d | %,d |",
        what,
        cpuSeconds,
        wallSeconds,
        shuffleBytes >> 20,
        peakHeapBytes >> 20);
  }
}

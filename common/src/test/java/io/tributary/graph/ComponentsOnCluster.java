package io.tributary.graph;

import io.tributary.job.Sessions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The driver of {@link ComponentsOnClusterTest}: kills an executor while the levels are computed,
 * and another one while one task works, each once others hold its output.
 */
final class ComponentsOnCluster {
  private ComponentsOnCluster() {}

  public static void main(String[] args) throws InterruptedException {
    SparkSession session =
        Sessions.start(
            "components on a cluster",
            Map.of(
                "master", "local-cluster[3,1,512]",
                "ui.enabled", "false",
                "driver.host", "127.0.0.1",
                "driver.bindAddress", "127.0.0.1",
                "executor.memory", "512m",
                "sql.shuffle.partitions", "3",
                "executor.extraClassPath", System.getProperty("java.class.path")));
    List<long[]> graph = RandomGraphs.batch(0, 300);
    for (long node = 0; node < 2000; node++) {
      graph.add(new long[] {node, node + 1});
    }
    Map<Long, Long> expected = RandomGraphs.components(graph);
    Dataset<Row> edges = rows(session, graph).repartition(6);

    requireSameWhenKilled(session, expected, edges, 200, 3);
    requireSameWhenKilled(session, expected, edges, 0, 1);
    require(levels(edges) > 1, "one level was enough");
    session.stop();
    System.out.println("the same labels, 2 executors killed");
  }

  /**
   * @param stage after which an executor is killed: its shuffle files are still needed
   */
  private static void requireSameWhenKilled(
      SparkSession session,
      Map<Long, Long> expected,
      Dataset<Row> edges,
      long edgesInOneTask,
      int stage)
      throws InterruptedException {
    Killer killer = new Killer(stage);
    session.sparkContext().addSparkListener(killer);
    Map<Long, Long> labels = labels(new ConnectedComponents(edgesInOneTask).label(edges));
    session.sparkContext().removeSparkListener(killer);
    require(expected.equals(labels), "other labels with at most " + edgesInOneTask);
    require(killer.hasLostOneInTheMiddle(), "no executor was lost in the middle");
  }

  private static int levels(Dataset<Row> edges) {
    JavaRDD<List<long[]>> chunks = ConnectedComponents.chunks(edges);
    try (LevelledComponents levels = new LevelledComponents(200, chunks.getNumPartitions())) {
      levels.label(chunks);
      return levels.levels();
    }
  }

  /** Kills one executor when so many stages are done. */
  private static final class Killer extends SparkListener {
    private final CountDownLatch lost = new CountDownLatch(1);
    private final AtomicInteger stages = new AtomicInteger();
    private final int stage;

    Killer(int stage) {
      this.stage = stage;
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted completed) {
      if (stages.incrementAndGet() == stage) {
        ProcessHandle.current().children().findFirst().orElseThrow().destroyForcibly();
      }
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
      lost.countDown();
    }

    boolean hasLostOneInTheMiddle() throws InterruptedException {
      return lost.await(1, TimeUnit.MINUTES) && stages.get() > stage;
    }
  }

  private static Dataset<Row> rows(SparkSession session, List<long[]> graph) {
    List<Row> rows = new ArrayList<>();
    graph.forEach(edge -> rows.add(RowFactory.create(edge[0], edge[1])));
    StructType schema =
        new StructType().add("left", DataTypes.LongType).add("right", DataTypes.LongType);
    return session.createDataFrame(rows, schema);
  }

  private static Map<Long, Long> labels(Components components) {
    Map<Long, Long> labels = new HashMap<>();
    components.labels().collectAsList().forEach(r -> labels.put(r.getLong(0), r.getLong(1)));
    return labels;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }
}

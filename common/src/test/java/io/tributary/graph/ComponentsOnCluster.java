package io.tributary.graph;

import io.tributary.job.Sessions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The driver of {@link ComponentsOnClusterTest}: kills an executor once others hold its output. */
final class ComponentsOnCluster {
  private ComponentsOnCluster() {}

  public static void main(String[] args) {
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
    List<long[]> graph = new ArrayList<>();
    for (long seed = 0; seed < 300; seed++) {
      graph.addAll(RandomGraphs.edges(seed));
    }
    Map<Long, Long> expected = RandomGraphs.components(graph);
    Dataset<Row> edges = rows(session, graph).repartition(6);

    AtomicInteger lost = new AtomicInteger();
    session.sparkContext().addSparkListener(new Killer(lost));
    require(expected.equals(labels(new ConnectedComponents(200).label(edges))), "levels");
    require(lost.get() > 0, "no executor was lost in the middle");
    require(expected.equals(labels(new ConnectedComponents().label(edges))), "one task");
    session.stop();
    System.out.println("the same labels, 1 executor killed");
  }

  /** Kills one executor when the third stage is done: its shuffle files are still needed. */
  private static final class Killer extends SparkListener {
    private final AtomicInteger lost;
    private int stages;

    Killer(AtomicInteger lost) {
      this.lost = lost;
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted completed) {
      stages++;
      if (stages == 3) {
        ProcessHandle.current().children().findFirst().orElseThrow().destroyForcibly();
      }
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
      lost.incrementAndGet();
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

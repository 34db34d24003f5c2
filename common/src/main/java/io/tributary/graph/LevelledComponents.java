package io.tributary.graph;

import io.tributary.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * The cluster tier: contracts the graph level by level until its edges fit one task, finishes
 * there, and hands the labels back down. No task holds more than its share of a level, however
 * large the components: nodes lie with their owners, and what many tasks want to know about one
 * node each asks once. Nothing that grows with the graph reaches the driver.
 *
 * <p>After the filtering of Lattanzi, Moseley, Suri, Vassilvitskii, "Filtering", SPAA 2011, and the
 * randomised contraction of Bögeholz, Brand, Todor, "In-database connected component analysis",
 * ICDE 2020.
 */
final class LevelledComponents implements AutoCloseable {
  private static final int MOST_LEVELS = 100;

  private final long edgesInOneTask;
  private final int tasks;
  private final List<JavaRDD<Contraction>> levels = new ArrayList<>();
  private final List<JavaRDD<?>> kept = new ArrayList<>();
  private long components;

  LevelledComponents(long edgesInOneTask, int tasks) {
    this.edgesInOneTask = edgesInOneTask;
    this.tasks = tasks;
  }

  /**
   * Runs until the levels are there; the labels are computed by whoever asks for them.
   *
   * @param edges one object a partition: its edges in chunks
   * @return every node once, with its owner and the smallest node of its component; one object a
   *     partition
   */
  JavaRDD<LabelledNodes> label(JavaRDD<List<long[]>> edges) {
    JavaRDD<List<long[]>> rest = edges;
    Contraction.Sizes sizes;
    do {
      if (levels.size() == MOST_LEVELS) {
        throw new IllegalStateException("The graph does not fit one task after 100 levels");
      }
      JavaRDD<Contraction> level = kept(Contraction.of(rest, tasks, levels.size()));
      sizes = level.map(Contraction::sizes).reduce(Contraction.Sizes::plus);
      components = (levels.isEmpty() ? sizes.nodes() : components) - sizes.attached();
      levels.add(level);
      rest = level.map(contraction -> List.of(contraction.edges()));
    } while (sizes.edges() > edgesInOneTask);
    JavaRDD<LabelledNodes> top = kept(inOneTask(rest));
    components -= top.map(nodes -> nodes.size() - nodes.components()).reduce(Long::sum);
    return smallest(labels(0, top));
  }

  /** What one task makes of all edges, as the one object of one partition. */
  static JavaRDD<LabelledNodes> inOneTask(JavaRDD<List<long[]>> edges) {
    return edges
        .flatMap(List::iterator)
        .coalesce(1)
        .mapPartitions(Exchange::whole)
        .map(RadixUnionFind::label);
  }

  /** How many levels were needed. */
  int levels() {
    return levels.size();
  }

  /**
   * The number of components, known without labels: a node that is attached to a centre of its
   * level makes one component less than there are nodes, and so does each union at the top.
   */
  long components() {
    return components;
  }

  /** Gives up the levels: the labels were computed. */
  @Override
  public void close() {
    kept.forEach(rdd -> rdd.unpersist(false));
  }

  private <T> JavaRDD<T> kept(JavaRDD<T> rdd) {
    JavaRDD<T> persisted = rdd.persist(StorageLevel.MEMORY_AND_DISK());
    kept.add(persisted);
    return persisted;
  }

  /** Any node of the component for each node of a level, which stays where it lies. */
  private JavaRDD<long[]> labels(int level, JavaRDD<LabelledNodes> top) {
    JavaRDD<LongMap> known =
        level + 1 == levels.size()
            ? byNode(top)
            : labels(level + 1, top).map(rows -> LongMap.of(List.of(rows)));
    JavaRDD<Contraction> nodes = levels.get(level);
    JavaRDD<LongMap> answers = Answers.of(nodes, Contraction::representatives, known);
    return Exchange.zip(nodes, answers, Contraction::labelled);
  }

  /** Nodes and labels to the owners of the nodes. */
  private JavaRDD<LongMap> byNode(JavaRDD<LabelledNodes> labelled) {
    return Exchange.exchange(
            labelled,
            tasks,
            (task, nodes, to) -> {
              for (int i = 0; i < nodes.size(); i++) {
                int owner = Exchange.owner(nodes.node(i), to.receivers());
                to.add(owner, nodes.node(i), nodes.label(i));
              }
            })
        .map(LongMap::of);
  }

  /** Instead of any node of the component its smallest one. */
  private JavaRDD<LabelledNodes> smallest(JavaRDD<long[]> labels) {
    JavaRDD<List<long[]>> byLabel =
        Exchange.exchange(labels, tasks, (task, rows, to) -> Smallest.of(rows).ask(task, to));
    JavaRDD<List<long[]>> answers =
        Exchange.exchange(
            byLabel, tasks, (task, asked, to) -> Smallest.of(asked).answer(asked, to));
    return Exchange.zip(labels, answers, Smallest::apply);
  }
}

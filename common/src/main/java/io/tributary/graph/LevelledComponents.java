package io.tributary.graph;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.storage.StorageLevel;

/**
 * The cluster tier: contracts the graph level by level until its edges fit one task, finishes
 * there, and hands the labels back down. No task holds more than its share of a level, and nothing
 * that grows with the graph reaches the driver.
 *
 * <p>After the filtering of Lattanzi, Moseley, Suri, Vassilvitskii, "Filtering", SPAA 2011, and the
 * randomised contraction of Bögeholz, Brand, Todor, "In-database connected component analysis",
 * ICDE 2020.
 */
final class LevelledComponents {
  private static final int MOST_LEVELS = 100;

  private final long edgesInOneTask;
  private final int tasks;

  LevelledComponents(long edgesInOneTask, int tasks) {
    this.edgesInOneTask = edgesInOneTask;
    this.tasks = tasks;
  }

  /**
   * @param edges one object a partition: its edges in chunks
   * @return every node once, with the smallest node of its component; one object a partition
   */
  JavaRDD<LabelledNodes> label(JavaRDD<List<long[]>> edges) {
    List<JavaRDD<Contraction>> levels = new ArrayList<>();
    JavaRDD<List<long[]>> rest = edges;
    long count;
    do {
      if (levels.size() == MOST_LEVELS) {
        throw new IllegalStateException("The graph does not fit one task after 100 levels");
      }
      JavaRDD<Contraction> level =
          Contraction.of(rest, tasks, levels.size()).persist(StorageLevel.MEMORY_AND_DISK());
      levels.add(level);
      rest = level.map(contraction -> List.of(contraction.edges()));
      count = level.map(contraction -> contraction.edges().length / 2L).reduce(Long::sum);
    } while (count > edgesInOneTask);
    return smallest(down(levels, finished(rest)));
  }

  private static JavaRDD<long[]> finished(JavaRDD<List<long[]>> edges) {
    return edges
        .flatMap(List::iterator)
        .coalesce(1)
        .mapPartitions(Exchange::whole)
        .map(chunks -> RadixUnionFind.label(chunks).exactRows());
  }

  /** Labels of the nodes of the lowest level, in some partition each. */
  private JavaRDD<long[]> down(List<JavaRDD<Contraction>> levels, JavaRDD<long[]> top) {
    JavaRDD<long[]> labels = top;
    for (int level = levels.size() - 1; level >= 0; level--) {
      JavaRDD<List<long[]>> members =
          Exchange.exchange(
              levels.get(level),
              tasks,
              (task, contraction, to) -> {
                long[] rows = contraction.members();
                for (int i = 0; i < rows.length; i += 2) {
                  to.add(Exchange.owner(rows[i + 1], to.receivers()), rows[i], rows[i + 1]);
                }
              });
      FlatMapFunction2<java.util.Iterator<List<long[]>>, java.util.Iterator<List<long[]>>, long[]>
          join = (m, l) -> List.of(labelled(m.next(), l.next())).iterator();
      labels = members.zipPartitions(byNode(labels, tasks), join);
    }
    return labels;
  }

  /** Rows of node and label to the owners of the nodes. */
  static JavaRDD<List<long[]>> byNode(JavaRDD<long[]> labels, int tasks) {
    return Exchange.exchange(
        labels,
        tasks,
        (task, rows, to) -> {
          for (int i = 0; i < rows.length; i += 2) {
            to.add(Exchange.owner(rows[i], to.receivers()), rows[i], rows[i + 1]);
          }
        });
  }

  /** A representative that the level above does not know was done: it is the label. */
  private static long[] labelled(List<long[]> members, List<long[]> labels) {
    LongIndex known = new LongIndex();
    LongList labelOf = new LongList();
    for (long[] chunk : labels) {
      for (int i = 0; i < chunk.length; i += 2) {
        known.add(chunk[i]);
        labelOf.add(chunk[i + 1]);
      }
    }
    LongList rows = new LongList();
    for (long[] chunk : members) {
      for (int i = 0; i < chunk.length; i += 2) {
        int position = known.find(chunk[i + 1]);
        rows.add(chunk[i]);
        rows.add(position < 0 ? chunk[i + 1] : labelOf.get(position));
      }
    }
    return rows.toArray();
  }

  /** Instead of any node of the component its smallest one. */
  private JavaRDD<LabelledNodes> smallest(JavaRDD<long[]> labels) {
    JavaRDD<List<long[]>> byLabel =
        Exchange.exchange(labels, tasks, (task, rows, to) -> Smallest.of(rows).ask(task, to));
    JavaRDD<List<long[]>> answers =
        Exchange.exchange(
            byLabel, tasks, (task, asked, to) -> Smallest.of(asked).answer(asked, to));
    FlatMapFunction2<java.util.Iterator<long[]>, java.util.Iterator<List<long[]>>, LabelledNodes>
        apply = (rows, answer) -> List.of(Smallest.apply(rows.next(), answer.next())).iterator();
    return labels.zipPartitions(answers, apply);
  }
}

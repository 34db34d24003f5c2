package io.tributary.graph;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction2;

/** Looks at each edge again: its two ends must have one label, and a label. */
final class CrossingEdges {
  private CrossingEdges() {}

  /**
   * Each partition of edges asks the owners of its nodes for the labels.
   *
   * @param edges one object a partition: its edges in chunks
   * @return number of edges whose ends have two labels, or none
   */
  static long count(JavaRDD<List<long[]>> edges, JavaRDD<LabelledNodes> labelled, int tasks) {
    JavaRDD<List<long[]>> questions =
        Exchange.exchange(
            edges,
            tasks,
            (task, chunks, to) -> {
              LongIndex nodes = nodes(chunks);
              for (int i = 0; i < nodes.size(); i++) {
                to.add(Exchange.owner(nodes.id(i), to.receivers()), nodes.id(i), task);
              }
            });
    JavaRDD<List<long[]>> labels =
        LevelledComponents.byNode(labelled.map(LabelledNodes::exactRows), tasks);
    JavaRDD<List<long[]>> answers =
        Exchange.exchange(
            questions,
            labels,
            edges.getNumPartitions(),
            (asked, known, to) -> answer(asked, known, to));
    FlatMapFunction2<java.util.Iterator<List<long[]>>, java.util.Iterator<List<long[]>>, Long>
        compare = (e, l) -> List.of(crossing(e.next(), l.next())).iterator();
    return edges.zipPartitions(answers, compare).fold(0L, Long::sum);
  }

  private static LongIndex nodes(List<long[]> chunks) {
    LongIndex nodes = new LongIndex();
    for (long[] chunk : chunks) {
      for (long node : chunk) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  private static void answer(List<long[]> asked, List<long[]> labels, Exchange to) {
    LongIndex nodes = new LongIndex();
    LongList labelOf = labelsOf(labels, nodes);
    for (long[] chunk : asked) {
      for (int i = 0; i < chunk.length; i += 2) {
        int position = nodes.find(chunk[i]);
        if (position >= 0) {
          to.add((int) chunk[i + 1], chunk[i], labelOf.get(position));
        }
      }
    }
  }

  /** Labels in the order of the nodes; two labels for one node are as wrong as a crossing edge. */
  private static LongList labelsOf(List<long[]> rows, LongIndex nodes) {
    LongList labels = new LongList();
    for (long[] chunk : rows) {
      for (int i = 0; i < chunk.length; i += 2) {
        if (nodes.find(chunk[i]) >= 0) {
          throw new CorruptComponents();
        }
        nodes.add(chunk[i]);
        labels.add(chunk[i + 1]);
      }
    }
    return labels;
  }

  private static long crossing(List<long[]> edges, List<long[]> labels) {
    LongIndex nodes = new LongIndex();
    LongList labelOf = labelsOf(labels, nodes);
    long crossing = 0;
    for (long[] chunk : edges) {
      for (int i = 0; i < chunk.length; i += 2) {
        int left = nodes.find(chunk[i]);
        int right = nodes.find(chunk[i + 1]);
        boolean isInside = left >= 0 && right >= 0 && labelOf.get(left) == labelOf.get(right);
        crossing += isInside ? 0 : 1;
      }
    }
    return crossing;
  }
}

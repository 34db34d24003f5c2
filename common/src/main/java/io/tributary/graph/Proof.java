package io.tributary.graph;

import io.tributary.exchange.Exchange;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * The proof of labels that were found in levels. No edge crosses two labels, so there are at most
 * as many labels as components. On the way up the levels counted the components without any label
 * ({@link LevelledComponents#components}). If both numbers are one, no two components share a
 * label, and none is split.
 */
final class Proof {
  private Proof() {}

  /**
   * @param edges one object a partition: its edges in chunks
   * @param labelled one object a partition: the nodes that it owns
   * @param components how many there are
   * @throws CorruptComponents when the labels are not those of the components
   */
  static void require(
      JavaRDD<List<long[]>> edges, JavaRDD<LabelledNodes> labelled, long components) {
    long labels = labelled.map(LabelledNodes::components).fold(0L, Long::sum);
    if (labels != components || crossing(edges, labelled) > 0) {
      throw new CorruptComponents();
    }
  }

  /** Edges whose ends have two labels, or none, or one that is not the smallest node. */
  private static long crossing(JavaRDD<List<long[]>> edges, JavaRDD<LabelledNodes> labelled) {
    JavaRDD<LongMap> known = labelled.map(nodes -> LongMap.of(List.of(nodes.exactRows())));
    JavaRDD<LongMap> labels = Answers.of(edges, Proof::nodes, known);
    return Exchange.zip(edges, labels, Proof::crossing).fold(0L, Long::sum);
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

  private static long crossing(List<long[]> edges, LongMap labels) {
    long crossing = 0;
    for (long[] chunk : edges) {
      for (int i = 0; i < chunk.length; i += 2) {
        crossing += isInside(chunk[i], chunk[i + 1], labels) ? 0 : 1;
      }
    }
    return crossing;
  }

  private static boolean isInside(long left, long right, LongMap labels) {
    int ofLeft = labels.find(left);
    int ofRight = labels.find(right);
    return ofLeft >= 0
        && ofRight >= 0
        && labels.value(ofLeft) == labels.value(ofRight)
        && labels.value(ofLeft) <= Math.min(left, right);
  }
}

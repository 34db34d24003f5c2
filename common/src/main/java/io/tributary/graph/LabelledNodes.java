package io.tributary.graph;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.XXH64;

/**
 * Nodes with their labels as one run of longs: node, label, node, label …; what one task found, and
 * one object of an RDD.
 *
 * @param size number of nodes; the run may be longer
 * @param largest number of nodes in the largest component of which the task knows
 */
record LabelledNodes(long[] rows, int size, long largest) implements Serializable {
  private static final long SEED = 42;

  long node(int position) {
    return rows[2 * position];
  }

  long label(int position) {
    return rows[2 * position + 1];
  }

  /** The run in its length. */
  long[] exactRows() {
    return rows.length == 2 * size ? rows : Arrays.copyOf(rows, 2 * size);
  }

  /** The exclusive or of Spark's {@code xxhash64(node, label)}: independent of order. */
  long checksum() {
    long checksum = 0;
    for (int i = 0; i < size; i++) {
      checksum ^= XXH64.hashLong(label(i), XXH64.hashLong(node(i), SEED));
    }
    return checksum;
  }

  /** Nodes that are the label of their component. */
  long components() {
    long components = 0;
    for (int i = 0; i < size; i++) {
      components += node(i) == label(i) ? 1 : 0;
    }
    return components;
  }
}

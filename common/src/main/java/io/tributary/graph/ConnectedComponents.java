package io.tributary.graph;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Connected components of an undirected graph. A pure function of the set of edges: row order,
 * partitioning, repeated and reversed edges and retried tasks change nothing.
 */
public interface ConnectedComponents {
  /** One end of an edge: LONG, or STRING for keys. */
  String LEFT = "left";

  /** The other end, of the same type. */
  String RIGHT = "right";

  /** A node of the result. */
  String NODE = "node";

  /** The smallest node of its component: by signed value, keys by their UTF-8 bytes. */
  String COMPONENT = "component";

  /**
   * Labels every node that stands at an end of an edge, each once. A node without edges gets its
   * label from an edge to itself.
   *
   * @param edges rows of {@link #LEFT} and {@link #RIGHT}, never null; read more than once when
   *     they are keys, so a costly plan is worth persisting
   * @return rows of {@link #NODE} and {@link #COMPONENT}, of the type of the edges' ends
   */
  Dataset<Row> label(Dataset<Row> edges);
}

package io.tributary.graph;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The components of a graph, computed and proved.
 *
 * @param labels rows of {@link ConnectedComponents#NODE} and {@link ConnectedComponents#COMPONENT},
 *     each node once; kept in the memory and on the disks of the executors as long as somebody
 *     refers to them
 * @param edges as they were given, repeated ones and loops too
 * @param components number of components
 * @param largest nodes of the largest one
 * @param checksum exclusive or of {@code xxhash64(node, component)} over the labels: who reads the
 *     same number of nodes with the same checksum reads what was proved
 */
public record Components(
    Dataset<Row> labels, long nodes, long edges, long components, long largest, long checksum) {}

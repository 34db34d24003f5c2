package io.tributary.graph;

import static org.apache.spark.sql.functions.col;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Components by union-find in one task of the cluster, to which all other tasks send their edges as
 * primitive chunks. Nothing that grows with the graph reaches the driver; the one task holds about
 * 20 bytes a node.
 */
public final class UnionFindComponents implements ConnectedComponents {
  private static final StructType LABELS =
      new StructType().add(NODE, DataTypes.LongType).add(COMPONENT, DataTypes.LongType);

  private final long unfilteredEdges;

  /**
   * @param unfilteredEdges how many edges may travel as they are; of more, each partition sends a
   *     spanning forest
   */
  public UnionFindComponents(long unfilteredEdges) {
    if (unfilteredEdges < 0) {
      throw new IllegalArgumentException("the number of unfiltered edges must not be negative");
    }
    this.unfilteredEdges = unfilteredEdges;
  }

  @Override
  public Dataset<Row> label(Dataset<Row> edges) {
    DataType type = edges.schema().apply(LEFT).dataType();
    if (!type.equals(edges.schema().apply(RIGHT).dataType())) {
      throw new IllegalArgumentException("The two ends of an edge differ in type");
    }
    if (type.equals(DataTypes.StringType)) {
      return new HashedKeys().label(edges, this::labelLongs);
    }
    if (type.equals(DataTypes.LongType)) {
      return labelLongs(edges);
    }
    throw new IllegalArgumentException("Nodes are LONG or STRING and not " + type.simpleString());
  }

  /**
   * Edges whose ends have two labels, or none: no row for labels that are right. Worth a pass over
   * every result, because a wrong component hands one customer's data to another.
   */
  public static Dataset<Row> crossing(Dataset<Row> edges, Dataset<Row> labels) {
    Dataset<Row> left = labels.select(col(NODE).as("l_node"), col(COMPONENT).as("l_component"));
    Dataset<Row> right = labels.select(col(NODE).as("r_node"), col(COMPONENT).as("r_component"));
    return edges
        .join(left, col(LEFT).equalTo(col("l_node")), "left")
        .join(right, col(RIGHT).equalTo(col("r_node")), "left")
        .where(
            col("l_component")
                .isNull()
                .or(col("r_component").isNull())
                .or(col("l_component").notEqual(col("r_component"))))
        .select(col(LEFT), col(RIGHT));
  }

  private Dataset<Row> labelLongs(Dataset<Row> edges) {
    long unfiltered = unfilteredEdges;
    MapPartitionsFunction<Row, byte[]> chunk =
        rows -> new EdgeChunks(rows, unfiltered / TaskContext.get().numPartitions());
    MapPartitionsFunction<byte[], Row> unite = UnionFindComponents::unite;
    return edges
        .select(col(LEFT), col(RIGHT))
        .mapPartitions(chunk, Encoders.BINARY())
        // Not coalesce(1), which would pull the making of the edges into the one task.
        .repartition(1)
        .mapPartitions(unite, Encoders.row(LABELS));
  }

  private static Iterator<Row> unite(Iterator<byte[]> chunks) {
    DisjointSets sets = new DisjointSets();
    while (chunks.hasNext()) {
      ByteBuffer chunk = ByteBuffer.wrap(chunks.next());
      while (chunk.hasRemaining()) {
        sets.unite(chunk.getLong(), chunk.getLong());
      }
    }
    return IntStream.range(0, sets.size())
        .<Row>mapToObj(position -> RowFactory.create(sets.node(position), sets.label(position)))
        .iterator();
  }
}

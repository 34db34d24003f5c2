package io.tributary.graph;

import static org.apache.spark.sql.functions.col;

import io.tributary.exchange.Exchange;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Connected components of an undirected graph. A pure function of the set of edges: row order,
 * partitioning, repeated and reversed edges and retried tasks change nothing. The label of a node
 * is the smallest node of its component: LONG by signed value, STRING by UTF-8 bytes.
 *
 * <p>What fits one task is computed by one task ({@link RadixUnionFind}): about 0.3 CPU seconds for
 * a million edges, no exchange. What does not is contracted level by level until it does ({@link
 * LevelledComponents}): about ten times the work, and any number of executors.
 *
 * <p>Every result is proved against the edges before it is returned; one that contradicts them
 * fails with {@link CorruptComponents}.
 */
public final class ConnectedComponents {
  /** One end of an edge: LONG, or STRING for keys. */
  public static final String LEFT = "left";

  /** The other end, of the same type. */
  public static final String RIGHT = "right";

  /** A node of the result. */
  public static final String NODE = "node";

  /** The smallest node of its component. */
  public static final String COMPONENT = "component";

  private final long edgesInOneTask;

  /** As many edges go to one task as its memory holds. */
  public ConnectedComponents() {
    this(0);
  }

  /**
   * @param edgesInOneTask how many edges one task takes at most; 0 = as many as its memory holds
   */
  public ConnectedComponents(long edgesInOneTask) {
    if (edgesInOneTask < 0) {
      throw new IllegalArgumentException("the number of edges in one task must not be negative");
    }
    this.edgesInOneTask = edgesInOneTask;
  }

  /**
   * Labels every node that stands at an end of an edge. A node without edges gets its label from an
   * edge to itself. Runs at once.
   *
   * @param edges rows of {@link #LEFT} and {@link #RIGHT}, never null; read more than once when
   *     they are keys, so a costly plan is worth persisting
   * @throws io.tributary.job.JobFailure CONFIG when the memory cannot hold the graph
   */
  public Components label(Dataset<Row> edges) {
    DataType type = edges.schema().apply(LEFT).dataType();
    if (!type.equals(edges.schema().apply(RIGHT).dataType())) {
      throw new IllegalArgumentException("The two ends of an edge differ in type");
    }
    if (type.equals(DataTypes.StringType)) {
      return new HashedKeys().label(edges, this::labelLongs);
    }
    if (type.equals(DataTypes.LongType)) {
      return labelLongs(edges).components();
    }
    throw new IllegalArgumentException("Nodes are LONG or STRING and not " + type.simpleString());
  }

  Labels labelLongs(Dataset<Row> edges) {
    TaskMemory memory = TaskMemory.of(edges.sparkSession().sparkContext());
    JavaRDD<List<long[]>> chunks = chunks(edges).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      EdgeCounts counts = EdgeCounts.of(chunks);
      return Labels.of(edges.sparkSession(), labelled(chunks, counts, memory), counts.total());
    } finally {
      chunks.unpersist(false);
    }
  }

  /** One object a partition: its edges in chunks. */
  static JavaRDD<List<long[]>> chunks(Dataset<Row> edges) {
    Dataset<Row> ends = edges.select(col(LEFT), col(RIGHT));
    JavaRDD<InternalRow> rows =
        ((org.apache.spark.sql.classic.Dataset<Row>) ends).queryExecution().toRdd().toJavaRDD();
    return rows.mapPartitions(part -> Exchange.whole(new EdgeChunks(part)));
  }

  /** Persisted, and proved or about to be. */
  private JavaRDD<LabelledNodes> labelled(
      JavaRDD<List<long[]>> chunks, EdgeCounts counts, TaskMemory memory) {
    long fitting = memory.edges(edgesInOneTask);
    if (counts.total() <= fitting) {
      return LevelledComponents.inOneTask(chunks).persist(StorageLevel.MEMORY_AND_DISK());
    }
    memory.requireRoom(counts.largestPartition(), chunks.getNumPartitions());
    try (LevelledComponents levels = new LevelledComponents(fitting, chunks.getNumPartitions())) {
      JavaRDD<LabelledNodes> labelled =
          levels.label(chunks).persist(StorageLevel.MEMORY_AND_DISK());
      Proof.require(chunks, labelled, levels.components());
      return labelled;
    }
  }
}

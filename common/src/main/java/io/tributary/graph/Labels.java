package io.tributary.graph;

import java.io.Serializable;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the tasks found, as rows and in numbers.
 *
 * @param kept what the rows are read from, in the memory and on the disks of the executors
 */
record Labels(JavaRDD<LabelledNodes> kept, Components components) implements AutoCloseable {
  private static final StructType SCHEMA =
      new StructType()
          .add(ConnectedComponents.NODE, DataTypes.LongType, false)
          .add(ConnectedComponents.COMPONENT, DataTypes.LongType, false);

  /** What one task found, in numbers. */
  private record Sums(long nodes, long components, long largest, long checksum)
      implements Serializable {
    private static final Sums NONE = new Sums(0, 0, 0, 0);

    static Sums of(LabelledNodes nodes) {
      return new Sums(nodes.size(), nodes.components(), nodes.largest(), nodes.checksum());
    }

    Sums plus(Sums other) {
      return new Sums(
          nodes + other.nodes,
          components + other.components,
          Math.max(largest, other.largest),
          checksum ^ other.checksum);
    }
  }

  /** Computes the labels, unless they are there already, and sums them up. */
  static Labels of(SparkSession session, JavaRDD<LabelledNodes> labelled, long edges) {
    Sums sums = labelled.map(Sums::of).fold(Sums.NONE, Sums::plus);
    Components components =
        new Components(
            rows(session, labelled),
            sums.nodes(),
            edges,
            sums.components(),
            sums.largest(),
            sums.checksum());
    return new Labels(labelled, components);
  }

  /** Gives up the labels: nobody will read them again. */
  @Override
  public void close() {
    kept.unpersist(false);
  }

  private static Dataset<Row> rows(SparkSession session, JavaRDD<LabelledNodes> labelled) {
    JavaRDD<InternalRow> rows = labelled.flatMap(Labels::rows);
    return ((org.apache.spark.sql.classic.SparkSession) session)
        .internalCreateDataFrame(rows.rdd(), SCHEMA, false);
  }

  /** The rows one after the other in one object, as Spark's own scans give them. */
  private static Iterator<InternalRow> rows(LabelledNodes nodes) {
    InternalRow row = new SpecificInternalRow(SCHEMA);
    return IntStream.range(0, nodes.size())
        .mapToObj(
            position -> {
              row.setLong(0, nodes.node(position));
              row.setLong(1, nodes.label(position));
              return row;
            })
        .iterator();
  }
}

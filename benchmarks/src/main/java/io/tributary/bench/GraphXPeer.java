package io.tributary.bench;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.graphx.Graph;
import org.apache.spark.graphx.lib.ConnectedComponents;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.storage.StorageLevel;
import scala.Option;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Connected components of GraphX, which comes with Spark. */
final class GraphXPeer {
  private GraphXPeer() {}

  /**
   * @return the exclusive or of {@code xxhash64(node, label)}
   */
  static long checksum(Dataset<Row> edges) {
    ClassTag<Object> any = ClassTag$.MODULE$.apply(Object.class);
    ClassTag<Object> number = ClassTag$.MODULE$.apply(int.class);
    JavaRDD<Tuple2<Object, Object>> pairs =
        edges.javaRDD().map(row -> new Tuple2<>(row.getLong(0), row.getLong(1)));
    Graph<Object, Object> graph =
        Graph.fromEdgeTuples(
            pairs.rdd(),
            1,
            Option.empty(),
            StorageLevel.MEMORY_AND_DISK(),
            StorageLevel.MEMORY_AND_DISK(),
            any);
    return ConnectedComponents.run(graph, any, number)
        .vertices()
        .toJavaRDD()
        .map(vertex -> XXH64.hashLong((Long) vertex._2(), XXH64.hashLong((Long) vertex._1(), 42)))
        .reduce((a, b) -> a ^ b);
  }
}

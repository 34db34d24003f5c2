package io.tributary.graph;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.testing.SparkExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class UnionFindComponentsTest {

  @Test
  void equalsASearchWhateverThePartitioning(SparkSession spark) {
    for (int partitions = 1; partitions <= 8; partitions++) {
      List<long[]> edges = manyGraphs(partitions);
      long unfiltered = partitions % 2 == 0 ? 0 : 1_000_000;
      Dataset<Row> rows = longs(spark, edges).repartition(partitions);
      Dataset<Row> labels = new UnionFindComponents(unfiltered).label(rows);
      Map<Long, Long> actual = new HashMap<>();
      labels.collectAsList().forEach(r -> actual.put(r.getLong(0), r.getLong(1)));
      assertThat(actual).isEqualTo(RandomGraphs.components(edges));
    }
  }

  @Test
  void labelsKeysWithTheirSmallestKey(SparkSession spark) {
    List<Row> edges = new ArrayList<>();
    Map<String, String> expected = new HashMap<>();
    for (long seed = 0; seed < 30; seed++) {
      // Prefixes beyond ASCII: keys are compared by their bytes.
      String prefix = (seed % 2 == 0 ? "\uff5e" : "\ud83d\ude00") + seed + ":";
      List<long[]> graph = RandomGraphs.edges(seed);
      graph.forEach(e -> edges.add(RowFactory.create(prefix + e[0], prefix + e[1])));
      expected.putAll(smallestKeys(prefix, RandomGraphs.components(graph)));
    }
    Dataset<Row> rows = edges(spark, edges, DataTypes.StringType);
    Dataset<Row> labels = new UnionFindComponents(100).label(rows).persist();
    assertThat(texts(labels)).isEqualTo(expected);
    assertThat(UnionFindComponents.crossing(rows, labels).isEmpty()).isTrue();
    Dataset<Row> split = labels.select(col("node"), col("node").as("component"));
    Dataset<Row> incomplete = labels.where(col("node").notEqual(col("component")));
    assertThat(UnionFindComponents.crossing(rows, split).isEmpty()).isFalse();
    assertThat(UnionFindComponents.crossing(rows, incomplete).isEmpty()).isFalse();
    labels.unpersist();
  }

  @Test
  void saltsAnewWhenKeysCollide(SparkSession spark) {
    List<Row> pairs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pairs.add(RowFactory.create("a" + i, "b" + i));
    }
    Dataset<Row> rows = edges(spark, pairs, DataTypes.StringType);
    UnionFindComponents components = new UnionFindComponents(100);
    Map<String, String> labels = texts(new HashedKeys(6).label(rows, components::label));
    assertThat(labels).hasSize(8).containsEntry("b2", "a2").containsEntry("a3", "a3");
    assertThatThrownBy(() -> new HashedKeys(2).label(rows, components::label))
        .hasMessageContaining("collide");
  }

  private static List<long[]> manyGraphs(int seed) {
    List<long[]> edges = new ArrayList<>();
    for (long graph = 0; graph < 60; graph++) {
      edges.addAll(RandomGraphs.edges(seed * 1000L + graph));
    }
    Collections.shuffle(edges, new Random(seed));
    return edges;
  }

  private static Map<String, String> smallestKeys(String prefix, Map<Long, Long> components) {
    Map<Long, String> smallest = new HashMap<>();
    components.forEach(
        (node, label) ->
            smallest.merge(label, prefix + node, (a, b) -> a.compareTo(b) <= 0 ? a : b));
    Map<String, String> keys = new HashMap<>();
    components.forEach((node, label) -> keys.put(prefix + node, smallest.get(label)));
    return keys;
  }

  private static Map<String, String> texts(Dataset<Row> labels) {
    Map<String, String> texts = new HashMap<>();
    labels.collectAsList().forEach(r -> texts.put(r.getString(0), r.getString(1)));
    return texts;
  }

  private static Dataset<Row> longs(SparkSession spark, List<long[]> edges) {
    List<Row> rows = new ArrayList<>();
    edges.forEach(e -> rows.add(RowFactory.create(e[0], e[1])));
    return edges(spark, rows, DataTypes.LongType);
  }

  private static Dataset<Row> edges(SparkSession spark, List<Row> rows, DataType type) {
    StructType schema = new StructType().add("left", type).add("right", type);
    return spark.createDataFrame(rows, schema);
  }
}

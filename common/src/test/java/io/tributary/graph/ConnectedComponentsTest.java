package io.tributary.graph;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.job.JobFailure;
import io.tributary.testing.SparkExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
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
class ConnectedComponentsTest {

  /** 3,200 random graphs, 200 at a time. */
  @Test
  void equalsASearchInOneTaskAndInLevelsWhateverThePartitioning(SparkSession spark) {
    for (int partitions = 1; partitions <= 16; partitions++) {
      List<long[]> edges = RandomGraphs.batch(partitions * 1000L, 200);
      Map<Long, Long> expected = RandomGraphs.components(edges);
      Dataset<Row> rows = longs(spark, edges).repartition(partitions);
      long edgesInOneTask = partitions % 4 == 1 ? 0 : partitions * 40L;
      Components components = new ConnectedComponents(edgesInOneTask).label(rows);
      assertThat(labels(components)).isEqualTo(expected);
      assertThat(components.nodes()).isEqualTo(expected.size());
      assertThat(components.edges()).isEqualTo(edges.size());
      assertThat(components.components()).isEqualTo(expected.values().stream().distinct().count());
      assertThat(components.largest()).isEqualTo(RadixUnionFindTest.largest(expected));
      assertThat(components.checksum()).isEqualTo(checksum(components));
    }
  }

  /** A fixed order of nodes would shorten it by a few edges a level. */
  @Test
  void contractsAChainThatIsSpreadOverAllPartitions(SparkSession spark) {
    List<long[]> edges = new ArrayList<>();
    for (long node = 0; node < 3000; node++) {
      edges.add(new long[] {node, node + 1});
    }
    Dataset<Row> rows = longs(spark, edges).repartition(6, col("left"));
    Components components = new ConnectedComponents(100).label(rows);
    assertThat(components.largest()).isEqualTo(3001);
    assertThat(labels(components).values()).containsOnly(0L);
  }

  /** Else the owner of a giant's representative would be sent the whole giant. */
  @Test
  void leavesTheNodesOfAGiantWithTheirOwners(SparkSession spark) {
    List<long[]> edges = new ArrayList<>();
    for (long leaf = 1; leaf <= 5000; leaf++) {
      edges.add(new long[] {0, leaf});
      edges.add(new long[] {-leaf, 1 - leaf});
    }
    JavaRDD<List<long[]>> chunks =
        ConnectedComponents.chunks(longs(spark, edges).repartition(4)).cache();
    try (LevelledComponents levels = new LevelledComponents(500, 4)) {
      List<Integer> nodes = levels.label(chunks).map(LabelledNodes::size).collect();
      assertThat(levels.levels()).isGreaterThan(1);
      assertThat(levels.components()).isEqualTo(1);
      assertThat(nodes).hasSize(4).allSatisfy(n -> assertThat(n).isBetween(2300, 2700));
    } finally {
      chunks.unpersist();
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
    Components components =
        new ConnectedComponents().label(edges(spark, edges, DataTypes.StringType));
    assertThat(texts(components)).isEqualTo(expected);
    assertThat(components.checksum()).isEqualTo(checksum(components));
  }

  @Test
  void saltsAnewWhenKeysCollide(SparkSession spark) {
    List<Row> pairs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pairs.add(RowFactory.create("a" + i, "b" + i));
    }
    Dataset<Row> rows = edges(spark, pairs, DataTypes.StringType);
    AtomicInteger salts = new AtomicInteger();
    Function<Dataset<Row>, Labels> label =
        ids -> {
          salts.incrementAndGet();
          return new ConnectedComponents().labelLongs(ids);
        };
    Map<String, String> labels = texts(new HashedKeys(5).label(rows, label));
    assertThat(salts).hasValueGreaterThan(1);
    assertThat(labels).hasSize(8);
    labels.forEach((key, component) -> assertThat(component).isEqualTo("a" + key.charAt(1)));
    assertThatThrownBy(() -> new HashedKeys(2).label(rows, label)).hasMessageContaining("collide");
  }

  @Test
  void labelsNothingOfAnEmptyGraph(SparkSession spark) {
    Components components = new ConnectedComponents().label(longs(spark, List.of()));
    assertThat(components.labels().isEmpty()).isTrue();
    assertThat(components)
        .extracting("nodes", "edges", "components", "largest", "checksum")
        .containsExactly(0L, 0L, 0L, 0L, 0L);
  }

  @Test
  void saysWhatHelpsWhenMemoryIsTooSmall() {
    TaskMemory memory = new TaskMemory(1L << 30, 2, false);
    long most = memory.edges(0);
    assertThat(most * TaskMemory.BYTES_AN_EDGE).isBetween((1L << 30) / 2, 1L << 30);
    assertThat(memory.edges(7)).isEqualTo(7);
    assertThat(memory.edges(most + 1)).as("forced beyond the memory").isEqualTo(most);
    assertThat(new TaskMemory(1L << 50, 1, false).edges(0)).isEqualTo(TaskMemory.MOST_EDGES);
    memory.requireRoom(most, 1);
    memory.requireRoom(most / 2, 16);
    assertThatThrownBy(() -> memory.requireRoom(most / 2 + 1, 2))
        .isInstanceOf(JobFailure.class)
        .hasMessageContainingAll("in more partitions", "spark.executor.memory");
    assertThatThrownBy(() -> new TaskMemory(0, 1, true).requireRoom(1, 1))
        .hasMessageContainingAll("in more partitions", "-Xmx");
  }

  @Test
  void takesCachedBlocksForUsedMemory(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    long before = TaskMemory.of(context.sc()).bytes();
    JavaRDD<long[]> cached = context.parallelize(List.of(1), 1).map(n -> new long[1 << 20]).cache();
    cached.count();
    assertThat(before - TaskMemory.of(context.sc()).bytes()).isGreaterThanOrEqualTo(8L << 20);
    cached.unpersist(true);
  }

  @Test
  void refusesEdgesThatAreNone(SparkSession spark) {
    ConnectedComponents components = new ConnectedComponents();
    Dataset<Row> mixed = longs(spark, List.of(new long[] {1, 2})).selectExpr("left", "'b' right");
    assertThatThrownBy(() -> components.label(mixed)).hasMessageContaining("differ in type");
    Dataset<Row> halves = spark.sql("SELECT 1L left, CAST(NULL AS BIGINT) right");
    assertThatThrownBy(() -> components.label(halves)).hasMessageContaining("without an end");
    Dataset<Row> keys = spark.sql("SELECT 'a' left, 'b' right UNION ALL SELECT 'c', NULL");
    assertThatThrownBy(() -> components.label(keys)).hasMessageContaining("without an end");
  }

  @Test
  void provesLabelsFoundInLevels(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    JavaRDD<List<long[]>> edges =
        context.parallelize(
            List.of(List.of(new long[] {1, 2, 2, 3}), List.of(new long[] {3, 4, 8, 8})), 2);
    prove(context, edges, 1, 1, 2, 1, 3, 1, 4, 1, 8, 8);
    Map<String, long[]> damages =
        Map.of(
            "a split", new long[] {1, 1, 2, 1, 3, 3, 4, 3, 8, 8},
            "a split beside a merge", new long[] {1, 1, 2, 1, 3, 3, 4, 3, 8, 3},
            "a merge", new long[] {1, 1, 2, 1, 3, 1, 4, 1, 8, 1},
            "a node that is missing", new long[] {1, 1, 2, 1, 3, 1, 8, 8},
            "a foreign label", new long[] {1, 1, 2, 1, 3, 1, 4, 1, 8, 9},
            "a label that is not the smallest", new long[] {1, 2, 2, 2, 3, 2, 4, 2, 8, 8},
            "two labels of one node", new long[] {1, 1, 1, 2, 2, 1, 3, 1, 4, 1, 8, 8});
    damages.forEach(
        (what, rows) ->
            assertThatThrownBy(() -> prove(context, edges, rows))
                .as(what)
                .hasMessageContaining("contradict the edges"));
  }

  private static void prove(JavaSparkContext context, JavaRDD<List<long[]>> edges, long... rows) {
    LabelledNodes nodes = new LabelledNodes(rows, rows.length / 2, 0);
    Proof.require(edges, context.parallelize(List.of(nodes), 1), 2);
  }

  private static long checksum(Components components) {
    return components
        .labels()
        .agg(bit_xor(xxhash64(col("node"), col("component"))))
        .head()
        .getLong(0);
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

  private static Map<Long, Long> labels(Components components) {
    Map<Long, Long> labels = new HashMap<>();
    components
        .labels()
        .collectAsList()
        .forEach(r -> assertThat(labels.put(r.getLong(0), r.getLong(1))).isNull());
    return labels;
  }

  private static Map<String, String> texts(Components components) {
    Map<String, String> texts = new HashMap<>();
    components.labels().collectAsList().forEach(r -> texts.put(r.getString(0), r.getString(1)));
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

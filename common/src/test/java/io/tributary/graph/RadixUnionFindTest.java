package io.tributary.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RadixUnionFindTest {

  @Test
  void labelsEveryNodeWithTheSmallestOfItsComponent() {
    for (long seed = 0; seed < 3000; seed++) {
      List<long[]> edges = RandomGraphs.edges(seed);
      LabelledNodes nodes = RadixUnionFind.label(chunks(edges, 1 + (int) (seed % 5)));
      Map<Long, Long> expected = RandomGraphs.components(edges);
      assertThat(labels(nodes)).as("graph %d", seed).isEqualTo(expected);
      assertThat(nodes.largest()).isEqualTo(largest(expected));
    }
  }

  @Test
  void labelsManyBuckets() {
    List<long[]> edges = new ArrayList<>();
    for (long node = 300_000; node > 0; node--) {
      edges.add(new long[] {node << 32, (node - node % 1000) << 32});
    }
    LabelledNodes nodes = RadixUnionFind.label(chunks(edges, 1000));
    assertThat(nodes.size()).isEqualTo(300_001);
    assertThat(nodes.components()).isEqualTo(301);
    assertThat(labels(nodes)).isEqualTo(RandomGraphs.components(edges));
  }

  @Test
  void aSaltChangesTheChoiceOfLabelsOnly() {
    for (long seed = 0; seed < 200; seed++) {
      List<long[]> edges = RandomGraphs.edges(seed);
      Map<Long, Long> salted = labels(RadixUnionFind.label(chunks(edges, 3), 17));
      Map<Long, Long> chosen = new HashMap<>();
      RandomGraphs.components(edges)
          .forEach(
              (node, label) ->
                  chosen.merge(
                      label,
                      salted.get(node),
                      (a, b) -> {
                        assertThat(a).isEqualTo(b);
                        return a;
                      }));
      assertThat(new TreeSet<>(chosen.values())).hasSize(chosen.size());
      chosen.values().forEach(label -> assertThat(salted).containsEntry(label, label));
    }
  }

  @Test
  void noticesASplitAMergeAndAForeignLabel() {
    List<long[]> edges = List.of(new long[] {1, 2}, new long[] {2, 3}, new long[] {7, 8});
    List<Map<Long, Long>> damages =
        List.of(Map.of(3L, 3L), Map.of(7L, 1L, 8L, 1L), Map.of(7L, 99L, 8L, 99L));
    for (Map<Long, Long> damage : damages) {
      RadixUnionFind graph = new RadixUnionFind(chunks(edges, 2), 0);
      LabelledNodes nodes = graph.run();
      graph.check();
      for (int i = 0; i < nodes.size(); i++) {
        nodes.rows()[2 * i + 1] = damage.getOrDefault(nodes.node(i), nodes.label(i));
      }
      assertThatThrownBy(graph::check).as("%s", damage).isInstanceOf(CorruptComponents.class);
    }
  }

  static List<long[]> chunks(List<long[]> edges, int edgesInChunk) {
    List<long[]> chunks = new ArrayList<>();
    for (int from = 0; from < edges.size(); from += edgesInChunk) {
      List<long[]> some = edges.subList(from, Math.min(edges.size(), from + edgesInChunk));
      chunks.add(some.stream().flatMapToLong(Arrays::stream).toArray());
    }
    return chunks;
  }

  static Map<Long, Long> labels(LabelledNodes nodes) {
    Map<Long, Long> labels = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      assertThat(labels.put(nodes.node(i), nodes.label(i))).isNull();
    }
    return labels;
  }

  static long largest(Map<Long, Long> labels) {
    Map<Long, Long> counts = new HashMap<>();
    labels.values().forEach(label -> counts.merge(label, 1L, Long::sum));
    return counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }
}

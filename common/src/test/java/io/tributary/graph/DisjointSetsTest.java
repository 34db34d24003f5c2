package io.tributary.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class DisjointSetsTest {

  @Test
  void labelsEveryNodeWithTheSmallestOfItsSet() {
    for (long seed = 0; seed < 2000; seed++) {
      List<long[]> edges = RandomGraphs.edges(seed);
      DisjointSets sets = new DisjointSets();
      edges.forEach(edge -> sets.unite(edge[0], edge[1]));
      assertThat(labels(sets)).as("graph %d", seed).isEqualTo(RandomGraphs.components(edges));
    }
  }

  @Test
  void growsPastItsFirstSize() {
    DisjointSets sets = new DisjointSets();
    for (long node = 100_000; node > 0; node--) {
      sets.unite(node << 32, (node - node % 1000) << 32);
    }
    assertThat(sets.size()).isEqualTo(100_001);
    assertThat(labels(sets).values().stream().distinct()).hasSize(101);
  }

  @Test
  void filteredChunksKeepTheComponents() {
    for (long seed = 0; seed < 2000; seed++) {
      List<long[]> edges = RandomGraphs.edges(seed);
      Iterator<Row> rows = edges.stream().<Row>map(e -> RowFactory.create(e[0], e[1])).iterator();
      DisjointSets sets = new DisjointSets();
      long unfiltered = seed % 7;
      long kept = 0;
      for (EdgeChunks chunks = new EdgeChunks(rows, unfiltered); chunks.hasNext(); ) {
        for (ByteBuffer chunk = ByteBuffer.wrap(chunks.next()); chunk.hasRemaining(); kept++) {
          sets.unite(chunk.getLong(), chunk.getLong());
        }
      }
      assertThat(labels(sets)).as("graph %d", seed).isEqualTo(RandomGraphs.components(edges));
      assertThat(kept).isLessThanOrEqualTo(unfiltered + 2L * sets.size());
    }
  }

  private static Map<Long, Long> labels(DisjointSets sets) {
    Map<Long, Long> labels = new HashMap<>();
    for (int position = 0; position < sets.size(); position++) {
      labels.put(sets.node(position), sets.label(position));
    }
    return labels;
  }
}

package io.tributary.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The kernels of one task, in milliseconds a graph. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GraphKernels {
  @Param({"100000", "1000000"})
  int edges;

  private final List<long[]> chunks = new ArrayList<>();
  private final LinkGraph links = new LinkGraph();
  private final List<ClusterLimit> limits =
      List.of(new ClusterLimit.Size("size", 500), new ClusterLimit.Values("one", "id", 1));

  @Setup
  public void make() {
    Random random = new Random(1);
    int nodes = edges * 9 / 10;
    for (int from = 0; from < edges; from += 16_384) {
      long[] chunk = new long[2 * Math.min(16_384, edges - from)];
      for (int i = 0; i < chunk.length; i++) {
        chunk[i] = RadixUnionFind.mix(random.nextInt(nodes));
      }
      chunks.add(chunk);
    }
    for (int node = 0; node < nodes; node++) {
      links.node("node " + node);
      if (node % 100 == 0) {
        links.carries("node " + node, "id", "id " + node);
      }
    }
    for (int link = 0; link < edges; link++) {
      links.link(
          "node " + random.nextInt(nodes), "node " + random.nextInt(nodes), "rule", link % 40);
    }
  }

  @Benchmark
  public Object components() {
    return RadixUnionFind.label(chunks);
  }

  @Benchmark
  public Object constrainedClustering() {
    return links.cluster(limits);
  }

  @Benchmark
  public Object weakPoints() {
    return links.weakPoints();
  }
}

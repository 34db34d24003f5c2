package io.tributary.bench;

import io.tributary.graph.Components;
import io.tributary.graph.ConnectedComponents;
import io.tributary.job.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Connected components from edges in Parquet to proved labels. */
@Command(
    name = "components",
    mixinStandardHelpOptions = true,
    description = "Connected components: the library, GraphX and the limit of one thread.",
    footer = {"", "Example: tributary bench components --edges 10000000 --peers limit"})
final class ComponentsBench implements Callable<Integer> {
  private static final int WARM_UP_EDGES = 200_000;
  private static final int WARM_UP_RUNS = 10;

  /** What else computes the components of the same edges. */
  enum Peer {
    LIMIT("limit of one thread"),
    GRAPHX("GraphX");

    private final String title;

    Peer(String title) {
      this.title = title;
    }
  }

  /** What is compared; nothing of a result stays in memory for it. */
  private record Found(long nodes, long checksum) {}

  @Option(names = "--edges", split = ",", defaultValue = "1000000", description = "Sizes.")
  List<Long> sizes = List.of();

  @Option(
      names = "--shapes",
      split = ",",
      defaultValue = "IDENTITY",
      description = "${COMPLETION-CANDIDATES}")
  List<GraphShape> shapes = List.of();

  @Option(names = "--peers", split = ",", description = "${COMPLETION-CANDIDATES}")
  List<Peer> peers = List.of();

  @Option(names = "--runs", defaultValue = "3", description = "Runs of each; the median counts.")
  int runs = 3;

  @Option(
      names = "--edges-in-one-task",
      defaultValue = "0",
      description = "Forces the cluster tier when smaller than the graph.")
  long edgesInOneTask;

  @Option(names = "--parts", defaultValue = "8", description = "Files of a graph.")
  int parts = 8;

  @Option(
      names = "--folder",
      defaultValue = "benchmarks/target/graphs",
      description = "Where graphs are kept between runs.")
  Path folder = Path.of("");

  @Option(names = "--conf", description = "Options of Spark; repeatable.")
  Map<String, String> conf = new LinkedHashMap<>();

  @Override
  public Integer call() throws Exception {
    Map<String, String> options = new LinkedHashMap<>(Map.of("master", "local[2]"));
    options.putAll(Map.of("ui.enabled", "false", "driver.host", "127.0.0.1"));
    options.putAll(conf);
    SparkSession session = Sessions.start("bench", options);
    try {
      measure(session, GraphShape.IDENTITY, WARM_UP_EDGES, WARM_UP_RUNS, line -> {});
      System.out.println("| what | CPU s | wall s | shuffle MB | peak heap MB |");
      System.out.println("|---|---|---|---|---|");
      for (GraphShape shape : shapes) {
        for (long size : sizes) {
          measure(session, shape, size, runs, System.out::println);
        }
      }
      return 0;
    } finally {
      session.stop();
    }
  }

  private void measure(
      SparkSession session, GraphShape shape, long size, int times, Consumer<String> print)
      throws Exception {
    Dataset<Row> edges = edges(session, shape, size);
    String name =
        String.format(Locale.ROOT, "%s, %,d edges", shape.name().toLowerCase(Locale.ROOT), size);
    Measurement<Found> library = median(session, times, () -> found(edges));
    print.accept(library.row("Tributary, " + name));
    for (Peer peer : peers) {
      Measurement<Long> other = measure(session, peer, edges, library.result().nodes(), times);
      if (other.result() != library.result().checksum()) {
        throw new IllegalStateException(peer.title + " found other components of " + name);
      }
      print.accept(other.row(peer.title + ", " + name));
      print.accept(
          String.format(
              Locale.ROOT,
              "| … Tributary / it | %.2f× | %.2f× | | |",
              library.cpuSeconds() / other.cpuSeconds(),
              library.wallSeconds() / other.wallSeconds()));
    }
  }

  private Found found(Dataset<Row> edges) {
    Components components = new ConnectedComponents(edgesInOneTask).label(edges);
    return new Found(components.nodes(), components.checksum());
  }

  private static Measurement<Long> measure(
      SparkSession session, Peer peer, Dataset<Row> edges, long nodes, int times) throws Exception {
    return switch (peer) {
      case LIMIT -> {
        List<long[]> chunks = chunks(edges);
        yield median(session, times, () -> OneThreadLimit.checksum(chunks, (int) nodes));
      }
      case GRAPHX -> median(session, 1, () -> GraphXPeer.checksum(edges));
    };
  }

  private static <T> Measurement<T> median(SparkSession session, int times, Callable<T> run)
      throws Exception {
    List<Measurement<T>> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.add(Measurement.of(session.sparkContext(), run));
    }
    all.sort(Comparator.comparingDouble(Measurement::cpuSeconds));
    return all.get(times / 2);
  }

  private Dataset<Row> edges(SparkSession session, GraphShape shape, long size) {
    Path file = folder.resolve(shape.name().toLowerCase(Locale.ROOT) + "-" + size + "-" + parts);
    if (!Files.exists(file.resolve("_SUCCESS"))) {
      System.err.println("Making " + file);
      shape.edges(session, size, parts).write().mode("overwrite").parquet(file.toString());
    }
    return session.read().parquet(file.toString());
  }

  private static List<long[]> chunks(Dataset<Row> edges) {
    List<long[]> chunks = new ArrayList<>();
    long[] chunk = new long[1 << 15];
    int length = 0;
    for (var rows = edges.toLocalIterator(); rows.hasNext(); ) {
      Row edge = rows.next();
      chunk[length++] = edge.getLong(0);
      chunk[length++] = edge.getLong(1);
      if (length == chunk.length) {
        chunks.add(chunk.clone());
        length = 0;
      }
    }
    chunks.add(Arrays.copyOf(chunk, length));
    return chunks;
  }
}

package io.tributary.bench;

import io.tributary.graph.Components;
import io.tributary.graph.ConnectedComponents;
import io.tributary.job.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
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
  @Option(names = "--edges", split = ",", defaultValue = "1000000", description = "Sizes.")
  List<Long> sizes = List.of();

  @Option(
      names = "--shapes",
      split = ",",
      defaultValue = "IDENTITY",
      description = "${COMPLETION-CANDIDATES}")
  List<GraphShape> shapes = List.of();

  @Option(names = "--peers", split = ",", description = "limit, graphx")
  List<String> peers = List.of();

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
      measure(session, GraphShape.IDENTITY, 200_000);
      System.out.println("| what | CPU s | wall s | shuffle MB | peak heap MB |");
      System.out.println("|---|---|---|---|---|");
      for (GraphShape shape : shapes) {
        for (long size : sizes) {
          measure(session, shape, size);
        }
      }
      return 0;
    } finally {
      session.stop();
    }
  }

  private void measure(SparkSession session, GraphShape shape, long size) throws Exception {
    boolean isWarmUp = size < 1_000_000;
    Dataset<Row> edges = edges(session, shape, size);
    ConnectedComponents library = new ConnectedComponents(edgesInOneTask);
    Measurement<Components> measured =
        median(
            isWarmUp ? 10 : runs,
            () -> Measurement.of(session.sparkContext(), () -> library.label(edges)));
    Components components = measured.result();
    String name =
        String.format(Locale.ROOT, "%s, %,d edges", shape.name().toLowerCase(Locale.ROOT), size);
    if (!isWarmUp) {
      System.out.println(measured.row("Tributary, " + name));
    }
    if (peers.contains("limit")) {
      List<long[]> chunks = chunks(edges);
      int nodes = (int) components.nodes();
      Measurement<Long> limit =
          median(
              isWarmUp ? 10 : runs,
              () ->
                  Measurement.of(
                      session.sparkContext(), () -> OneThreadLimit.checksum(chunks, nodes)));
      compare(components, limit, isWarmUp, "limit of one thread, " + name, measured);
    }
    if (peers.contains("graphx") && !isWarmUp) {
      Measurement<Long> graphx =
          Measurement.of(session.sparkContext(), () -> GraphXPeer.checksum(edges));
      compare(components, graphx, false, "GraphX, " + name, measured);
    }
  }

  private static void compare(
      Components components,
      Measurement<Long> peer,
      boolean isWarmUp,
      String name,
      Measurement<Components> measured) {
    if (peer.result() != components.checksum()) {
      throw new IllegalStateException(name + " found other components");
    }
    if (!isWarmUp) {
      System.out.println(peer.row(name));
      System.out.printf(
          Locale.ROOT,
          "| … Tributary / it | %.2f× | %.2f× | | |%n",
          measured.cpuSeconds() / peer.cpuSeconds(),
          measured.wallSeconds() / peer.wallSeconds());
    }
  }

  private static <T> Measurement<T> median(int runs, Callable<Measurement<T>> run)
      throws Exception {
    List<Measurement<T>> all = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      all.add(run.call());
    }
    all.sort(java.util.Comparator.comparingDouble(Measurement::cpuSeconds));
    return all.get(runs / 2);
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

package io.tributary.cli;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.tributary.graph.Components;
import io.tributary.graph.ConnectedComponents;
import io.tributary.job.JobFailure;
import io.tributary.lake.ResultFolder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Connected components of anybody's list of edges. */
@Command(
    name = "components",
    description = {
      "Label the nodes of a graph with the smallest node of their component.",
      "EDGES is CSV with a header or Parquet, the ids whole numbers or text. A row without one end"
          + " is left out and counted, an edge from a node to itself only names the node."
    },
    footer = {"", "Example: tributary components edges.csv --src from --dst to --out labels"})
public final class ComponentsCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", paramLabel = "EDGES", description = "A file or folder.")
  String path = "";

  @Option(names = "--src", paramLabel = "COL", description = "One end (default: first column).")
  @Nullable String source;

  @Option(names = "--dst", paramLabel = "COL", description = "Other end (default: second column).")
  @Nullable String target;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "New folder for the labels: Parquet with node and component.")
  String out = "";

  @Option(
      names = "--max-component",
      paramLabel = "NODES",
      description = "Refuse a graph with a larger component: one wrong edge joins everything.")
  long maxComponent = Long.MAX_VALUE;

  @Option(
      names = "--edges-in-one-task",
      paramLabel = "EDGES",
      description =
          "More edges are contracted level by level by all tasks. Default: as many as fit the memory.")
  long edgesInOneTask;

  @Override
  public Integer call() {
    long started = System.nanoTime();
    if (edgesInOneTask < 0 || maxComponent < 1) {
      throw JobFailure.config(
          "--edges-in-one-task and --max-component are numbers of edges and nodes",
          "one of them is negative or zero",
          "correct the option");
    }
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      ResultFolder folder = new ResultFolder(workspace.session(), out);
      requireInput(workspace);
      EdgeList list = EdgeList.read(workspace.session(), path, source, target);
      Components components = new ConnectedComponents(edgesInOneTask).label(list.edges());
      require(components);
      folder.write(components.labels(), written -> verify(written, components));
      double seconds = (System.nanoTime() - started) / 1e9;
      print(components, list.rejected(), seconds);
      return 0;
    } catch (Exception e) {
      if (e instanceof SparkThrowable refused
          && String.valueOf(refused.getCondition()).startsWith("FAILED_READ_FILE")) {
        throw EdgeList.unreadable(path, e);
      }
      throw e;
    }
  }

  private void requireInput(Workspace workspace) {
    try {
      if (!workspace.files().exists(path)) {
        throw JobFailure.input("No file " + path, "it does not exist", "check the path");
      }
    } catch (IOException | IllegalArgumentException e) {
      throw JobFailure.input(
              "Cannot look at " + path, e.getClass().getSimpleName(), "check the path")
          .because(e);
    }
  }

  private void require(Components components) {
    if (components.nodes() == 0) {
      throw JobFailure.input(
          "The graph is empty", "no row has two ends", "check the columns that hold the ids");
    }
    if (components.largest() > maxComponent) {
      throw JobFailure.quality(
          "A component is larger than --max-component",
          String.format(
              Locale.ROOT,
              "it has %,d nodes and %,d are allowed",
              components.largest(),
              maxComponent),
          "look for ids that stand for nobody, such as a default value, or raise the limit");
    }
  }

  /** What lies there must be what was proved. */
  static void verify(Dataset<Row> written, Components components) {
    Row read =
        written
            .agg(
                count(lit(1)),
                bit_xor(
                    xxhash64(col(ConnectedComponents.NODE), col(ConnectedComponents.COMPONENT))))
            .head();
    if (read.getLong(0) != components.nodes() || read.getLong(1) != components.checksum()) {
      throw new IllegalStateException("The labels that were written are not those that were found");
    }
  }

  private void print(Components components, long rejected, double seconds) {
    if (global.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("nodes", components.nodes());
      json.put("edges", components.edges());
      json.put("rejected", rejected);
      json.put("components", components.components());
      json.put("largest", components.largest());
      json.put("checksum", String.format(Locale.ROOT, "%016x", components.checksum()));
      json.put("verified", true);
      json.put("seconds", Math.round(seconds * 1000) / 1000.0);
      System.out.println(Json.of(json));
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%,d nodes and %,d edges: %,d components, the largest with %,d nodes; verified, %.1f s%n",
        components.nodes(),
        components.edges(),
        components.components(),
        components.largest(),
        seconds);
    if (rejected > 0) {
      System.out.printf(Locale.ROOT, "%,d rows without one end were left out%n", rejected);
    }
  }
}

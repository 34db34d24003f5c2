package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.graph.Components;
import io.tributary.graph.ConnectedComponents;
import io.tributary.job.JobFailure;
import io.tributary.lake.ResultFolder;
import io.tributary.testing.Printed;
import io.tributary.testing.SparkExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ComponentsCommandTest {
  @TempDir Path folder;

  @Test
  void writesTheLabelsAndPrintsTheirProof(SparkSession spark) throws Exception {
    Path edges = Files.writeString(folder.resolve("edges[1].csv"), "a,b\n2,1\n2,3\n4,\n7,7\n");
    Path out = folder.resolve("labels[1]");
    Printed printed = components(edges, out, "--json");
    assertThat(printed.exitCode()).as(printed.err()).isZero();
    Dataset<Row> labels = io.tributary.lake.Files.reader(spark).parquet(out.toString());
    assertThat(labels.columns()).containsExactly("node", "component");
    assertThat(labels.collectAsList())
        .containsExactlyInAnyOrder(
            RowFactory.create(1L, 1L),
            RowFactory.create(2L, 1L),
            RowFactory.create(3L, 1L),
            RowFactory.create(7L, 7L));
    long checksum = labels.selectExpr("bit_xor(xxhash64(node, component))").head().getLong(0);
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(printed.out());
    assertThat(json.remove("seconds").asDouble()).isPositive();
    ObjectNode expected = new ObjectMapper().createObjectNode();
    expected.put("nodes", 4).put("edges", 3).put("rejected", 1);
    expected.put("components", 2).put("largest", 3);
    expected.put("checksum", String.format("%016x", checksum)).put("verified", true);
    assertThat(json.toString()).isEqualTo(expected.toString());
  }

  @Test
  void refusesWithACodeAndWithoutAFolder(SparkSession spark) throws Exception {
    Path edges = Files.writeString(folder.resolve("edges.csv"), "a,b\n1,2\n2,3\n");
    Path none = Files.writeString(folder.resolve("none.csv"), "a,b\n");
    Path out = folder.resolve("labels");
    refused(3, "does not exist", folder.resolve("missing.csv"), out);
    refused(3, "no column x", edges, out, "--src", "x");
    refused(3, "The graph is empty", none, out);
    refused(
        3, "cannot be read", damaged(spark, "filled", ComponentsCommandTest::fillAQuarter), out);
    refused(3, "cannot be read", damaged(spark, "flipped", ComponentsCommandTest::flipABit), out);
    refused(3, "cannot be read", truncated(), out);
    refused(3, "larger than --max-component", edges, out, "--max-component", "2");
    refused(2, "negative or zero", edges, out, "--max-component", "0");
    refused(2, "is there already", edges, folder);
    refused(2, "is there already", edges, Path.of("/"));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString())).noneMatch(n -> n.contains("labels"));
    }
  }

  private static Printed components(Path edges, Path out, String... options) {
    List<String> command = new ArrayList<>(List.of("components", edges.toString()));
    command.addAll(List.of("--out", out.toString()));
    command.addAll(List.of(options));
    return Printed.by(command);
  }

  private static void refused(int code, String why, Path edges, Path out, String... options) {
    Printed printed = components(edges, out, options);
    assertThat(printed.err()).contains("error: ", why, "To do: ");
    assertThat(printed.exitCode()).as(why).isEqualTo(code);
    assertThat(printed.out()).isEmpty();
  }

  /** Parquet with a good footer, so that only who reads the rows sees it. */
  private Path damaged(SparkSession spark, String name, Consumer<byte[]> damage)
      throws IOException {
    Path damaged = folder.resolve(name);
    spark
        .range(1000)
        .selectExpr("id a", "id + 1 b")
        .coalesce(1)
        .write()
        .option("compression", "none")
        .option("parquet.enable.dictionary", "false")
        .parquet(damaged.toString());
    try (Stream<Path> files = Files.list(damaged)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().endsWith(".crc")) {
          Files.delete(file);
        } else if (file.getFileName().toString().startsWith("part-")) {
          byte[] bytes = Files.readAllBytes(file);
          damage.accept(bytes);
          Files.write(file, bytes);
        }
      }
    }
    return damaged;
  }

  private static void fillAQuarter(byte[] bytes) {
    Arrays.fill(bytes, 4, bytes.length / 4, (byte) 0xff);
  }

  /** In the middle of a column of plain numbers: a right page of one wrong number. */
  private static void flipABit(byte[] bytes) {
    bytes[bytes.length / 4] ^= 1;
  }

  private Path truncated() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zipped = new GZIPOutputStream(bytes)) {
      zipped.write("a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
    }
    return Files.write(
        folder.resolve("truncated.csv.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
  }

  @Test
  void readsTheFirstTwoColumnsOfACsvAndLeavesOutHalves(SparkSession spark) throws Exception {
    EdgeList list = csv(spark, "from,to,why\n1,2,x\n2,3,y\n,4,z\n5,5,\n6,,\n", null, null);
    assertThat(list.rejected()).isEqualTo(2);
    assertThat(labels(list)).containsExactly("1 1", "2 1", "3 1", "5 5");
    assertThat(list.edges().schema().apply(0).dataType().simpleString()).isEqualTo("bigint");
  }

  @Test
  void takesIdsThatAreNotWrittenAsNumbersForTexts(SparkSession spark) throws Exception {
    EdgeList list = csv(spark, "why,b id,a id\nx,10,07\ny,9,7\nz,7,\"a,\"\"b\"\n", "b id", "a id");
    assertThat(labels(list)).containsExactly("07 07", "10 07", "7 7", "9 7", "a,\"b 7");
  }

  @Test
  void readsWholeNumbersOfAnyWidthFromParquet(SparkSession spark) {
    String path = folder.resolve("edges").toString();
    spark.sql("SELECT 1 a, 2L b UNION ALL SELECT CAST(NULL AS INT), 3L").write().parquet(path);
    EdgeList list = EdgeList.read(spark, path, "b", "a");
    assertThat(list.rejected()).isEqualTo(1);
    assertThat(labels(list)).containsExactly("1 1", "2 1");
  }

  @Test
  void refusesWhatIsNoListOfEdges(SparkSession spark) throws Exception {
    String path = folder.resolve("edges").toString();
    spark.sql("SELECT 1 a, 'x' b, 1.5D c").write().parquet(path);
    refused(() -> EdgeList.read(spark, path, "a", "b"), "Column a is int and column b is string");
    refused(() -> EdgeList.read(spark, path, "a", "c"), "Column c holds no ids");
    refused(() -> EdgeList.read(spark, path, "a", "d"), "no column d", "a, b, c");
    refused(() -> EdgeList.read(spark, path, "a", "a"), "two columns");
    refused(() -> csv(spark, "only\n1\n", null, null), "no second column");
    refused(() -> csv(spark, "", null, null), "is empty");
    Path text = Files.writeString(folder.resolve("edges.dat"), "a,b\n1,2\n");
    refused(() -> EdgeList.read(spark, text.toString(), null, null), "cannot be read");
  }

  @Test
  void leavesNothingWhenTheLabelsAreNotThoseThatWereFound(SparkSession spark) throws Exception {
    EdgeList list = csv(spark, "a,b\n1,2\n3,4\n", null, null);
    Components components = new ConnectedComponents().label(list.edges());
    Path out = folder.resolve("labels");
    Dataset<Row> other = components.labels().selectExpr("node", "node component");
    ResultFolder result = new ResultFolder(spark, out.toString());
    assertThatThrownBy(
            () -> result.write(other, written -> ComponentsCommand.verify(written, components)))
        .hasMessageContaining("not those that were found");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .noneMatch(name -> name.contains("labels"));
    }

    Path sooner = folder.resolve("sooner");
    ResultFolder later = new ResultFolder(spark, sooner.toString());
    refused(
        () -> later.write(components.labels(), written -> sooner.toFile().mkdir()),
        "is there already");
    assertThat(sooner).isEmptyDirectory();

    result.write(components.labels(), written -> ComponentsCommand.verify(written, components));
    assertThat(spark.read().parquet(out.toString()).collectAsList())
        .containsExactlyInAnyOrder(
            RowFactory.create(1L, 1L),
            RowFactory.create(2L, 1L),
            RowFactory.create(3L, 3L),
            RowFactory.create(4L, 3L));
    refused(() -> new ResultFolder(spark, out.toString()), "is there already");
    Path file = Files.createFile(folder.resolve("file"));
    refused(() -> new ResultFolder(spark, file.resolve("out").toString()), "Cannot write");
    refused(() -> new ResultFolder(spark, "a:b"), "Cannot write", "no path");
  }

  private EdgeList csv(SparkSession spark, String text, String source, String target)
      throws Exception {
    Path file = Files.writeString(Files.createTempFile(folder, "edges", ".csv"), text);
    return EdgeList.read(spark, file.toString(), source, target);
  }

  private static List<String> labels(EdgeList list) {
    return new ConnectedComponents()
        .label(list.edges()).labels().collectAsList().stream()
            .map(row -> row.get(0) + " " + row.get(1))
            .sorted()
            .toList();
  }

  private static void refused(ThrowingCallable act, String... says) {
    assertThatThrownBy(act).isInstanceOf(JobFailure.class).hasMessageContainingAll(says);
  }
}

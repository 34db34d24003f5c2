package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.graph.Components;
import io.tributary.graph.ConnectedComponents;
import io.tributary.job.JobFailure;
import io.tributary.lake.ResultFolder;
import io.tributary.testing.SparkExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ComponentsCommandTest {
  @TempDir Path folder;

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

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable act, String... says) {
    assertThatThrownBy(act).isInstanceOf(JobFailure.class).hasMessageContainingAll(says);
  }
}

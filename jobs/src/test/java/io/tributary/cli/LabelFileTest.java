package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.job.JobFailure;
import io.tributary.testing.SparkExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class LabelFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key,label\na,1\nb,2\n",
        "key;label;more, or less\na;1;\nb;2;x\n",
        "sep=;\nkey;label\na;1\nb;2\n",
        "\uFEFFkey\tlabel\r\n a \t1\r\n\r\n\t3\r\nc\t\r\nb\t2\r\n",
        "key,key,key\n\"a\",1,x\nb,\"2\",y\n"
      })
  void takesTheFirstTwoColumnsOfTextWithAnyDelimiter(String text, SparkSession spark)
      throws IOException {
    assertAAndB(Files.writeString(folder.resolve("some [labels].csv"), text), spark);
  }

  @Test
  void readsGzipAndParquet(SparkSession spark) throws IOException {
    Path zipped = folder.resolve("labels.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write("key,label\na,1\nb,2\n".getBytes(StandardCharsets.UTF_8));
    }
    assertAAndB(zipped, spark);
    Path parquet = folder.resolve("labels.parquet");
    spark
        .sql("SELECT 'a' k, 1 l UNION ALL SELECT 'b', 2 UNION ALL SELECT 'c', NULL")
        .write()
        .parquet(parquet.toString());
    assertAAndB(parquet, spark);
  }

  @Test
  void saysWhatIsWrongWithAFile(SparkSession spark) throws IOException {
    assertRefused(folder.resolve("none.csv"), "It does not exist", spark);
    assertRefused(Files.writeString(folder.resolve("empty.csv"), ""), "It is empty", spark);
    assertRefused(
        Files.writeString(folder.resolve("keys.csv"), "key\na\n"), "one column only", spark);
    assertRefused(
        Files.writeString(folder.resolve("text.parquet"), "key,label\n"), "damaged", spark);
    assertRefused(Files.writeString(folder.resolve("text.gz"), "key,label\n"), "damaged", spark);
  }

  private static void assertAAndB(Path file, SparkSession spark) {
    assertThat(LabelFile.read(file, spark).collectAsList())
        .extracting(row -> row.getString(0) + row.getString(1))
        .containsExactlyInAnyOrder("a1", "b2");
  }

  private static void assertRefused(Path file, String why, SparkSession spark) {
    assertThatThrownBy(() -> LabelFile.read(file, spark))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining(why);
  }
}

package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.job.JobFailure;
import io.tributary.testing.SparkExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class AnswerTest {

  @Test
  void columnsOfOneNameStayTwoAndJsonRefusesThem(SparkSession spark) {
    Dataset<Row> answer = spark.sql("SELECT 1 AS a, 2 AS a, 'x' AS b");

    assertThat(printed(Answer::asCsv, answer)).isEqualTo("a,a,b\n1,2,x\n");
    assertThat(printed(Answer::asTable, answer)).isEqualTo("a  a  b\n1  2  x\n1 row\n");
    assertThatThrownBy(() -> Answer.requireDistinctNames(answer))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("Two columns of the answer are called a");
    Answer.requireDistinctNames(answer.toDF("a", "b", "c"));
  }

  private static String printed(BiConsumer<Dataset<Row>, PrintStream> print, Dataset<Row> answer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    print.accept(answer, new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }
}

package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.job.JobFailure;
import io.tributary.testing.SparkExtension;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class TableFileTest {
  @TempDir Path folder;

  @Test
  void aRowMayBeginWithAnySign() throws IOException {
    TableFile table = read("#order,name\n#1001,Ann\n#1002,Ben\n");

    assertThat(table.columns()).containsExactly("#order", "name");
    assertThat(table.rows())
        .containsExactly(new String[] {"#1001", "Ann"}, new String[] {"#1002", "Ben"});
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkSaysTheEncoding(String charset) throws IOException {
    TableFile table = read("\uFEFFid\tname\r\n1\tMüller\r\n".getBytes(Charset.forName(charset)));

    assertThat(table.columns()).containsExactly("id", "name");
    assertThat(table.rows()).containsExactly(new String[] {"1", "Müller"});
  }

  @Test
  void rowsWithMoreCellsThanTheHeaderAreCounted() throws IOException {
    TableFile table = read("id,name,street\n1,Ann,7 High St,flat 2\n2,Ben,8 Low St,,\n3,Eve\n");

    assertThat(table.cut()).isEqualTo(1);
    assertThat(table.rows().get(0)).containsExactly("1", "Ann", "7 High St");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,Ann,ann@example.com", "1,Ann,+84 912 345 678", "1,Ann,1985-03-04"})
  void aRecordInPlaceOfTheHeaderIsRefusedAndNotQuoted(String first) {
    assertThatThrownBy(() -> read(first + "\n2,Ben,x\n"))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("No header in")
        .hasMessageNotContainingAny("Ann", "ann@", "345 678", "1985-03-04");
  }

  @Test
  void aFolderOrFileWithoutParquetIsRefused(SparkSession spark) throws IOException {
    Path damaged = Files.writeString(folder.resolve("damaged.parquet"), "no Parquet");
    Path empty = Files.createDirectory(folder.resolve("empty"));

    for (Path file : List.of(damaged, empty)) {
      assertThatThrownBy(() -> TableFile.read(file, () -> spark))
          .isInstanceOf(JobFailure.class)
          .hasMessageContaining("Cannot read " + file);
    }
  }

  @Test
  void aWholeNumberIsWrittenInDigits(SparkSession spark) {
    Path file = folder.resolve("table.parquet");
    spark
        .createDataFrame(
            List.of(
                RowFactory.create(1L, 5551234567.0),
                RowFactory.create(2L, 0.5),
                RowFactory.create(3L, Double.NaN)),
            StructType.fromDDL("id BIGINT, phone DOUBLE"))
        .coalesce(1)
        .write()
        .parquet(file.toString());

    assertThat(TableFile.read(file, () -> spark).rows())
        .containsExactly(
            new String[] {"1", "5551234567"}, new String[] {"2", "0.5"}, new String[] {"3", null});
  }

  private TableFile read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private TableFile read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("table.csv"), bytes);
    return TableFile.read(
        file,
        () -> {
          throw new AssertionError("no Spark for CSV");
        });
  }
}

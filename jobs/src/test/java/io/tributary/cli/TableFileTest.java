package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

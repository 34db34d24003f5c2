package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {
  @TempDir Path folder;

  @Test
  void aRowMayBeginWithAnySign() throws IOException {
    TableFile table = read("#order,name\n#1001,Ann\n#1002,Ben\n");

    assertThat(table.columns()).containsExactly("#order", "name");
    assertThat(table.rows())
        .containsExactly(new String[] {"#1001", "Ann"}, new String[] {"#1002", "Ben"});
  }

  private TableFile read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("table.csv"), text);
    return TableFile.read(
        file,
        () -> {
          throw new AssertionError("no Spark for CSV");
        });
  }
}

package io.tributary.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataDictionaryTest {
  private static final Path PAGE =
      Path.of(System.getProperty("project.root", ".."), "docs/data-dictionary.md");

  @Test
  void thePageInDocsSaysWhatTheDefinitionsSay() throws IOException {
    String page = DataDictionary.markdown(Tables.ALL);
    if (Boolean.getBoolean("docs.update")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE))
        .as("docs/data-dictionary.md is stale: run DataDictionaryTest with -Ddocs.update=true")
        .isEqualTo(page);
  }

  @Test
  void everyColumnOfEveryTableIsExplained() {
    assertThat(Tables.ALL)
        .allSatisfy(
            table -> {
              assertThat(table.row()).as(table.qualifiedName()).isNotBlank();
              assertThat(table.fields())
                  .allSatisfy(
                      field ->
                          assertThat(field.comment())
                              .as(table.qualifiedName() + "." + field.name())
                              .isNotBlank());
            });
  }
}

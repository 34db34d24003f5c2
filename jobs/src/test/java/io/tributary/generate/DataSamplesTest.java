package io.tributary.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSamplesTest {
  private static final Path SAMPLES =
      Path.of(Objects.requireNonNullElse(System.getProperty("project.root"), ".."))
          .resolve("data-samples");

  @Test
  void areWhatTheGeneratorGives(@TempDir Path temp) {
    GeneratedFiles.generate(temp, 1_000, 3, Generator.Locale.VI, 2);
    Map<String, byte[]> committed = new TreeMap<>(GeneratedFiles.contents(SAMPLES));
    committed.keySet().removeAll(List.of("README.md", ".gitattributes"));
    GeneratorTest.assertSame(GeneratedFiles.contents(temp), committed);
  }

  @Test
  void readmeShowsEveryDirtyCaseWhereItIs() {
    List<String> cases = GeneratedFiles.lines(SAMPLES, "truth/cases.csv");
    List<String> readme = GeneratedFiles.lines(SAMPLES, "README.md");
    for (DirtyCase dirtyCase : DirtyCase.values()) {
      List<String> rows = cases.stream().filter(line -> line.startsWith(dirtyCase + ",")).toList();
      assertThat(rows).as(dirtyCase.name()).isNotEmpty();
      String[] first = rows.get(0).split(",", -1);
      String row =
          "| `%s` | %s | %d | `%s` | %s | %s |"
              .formatted(
                  dirtyCase,
                  dirtyCase.meaning(),
                  rows.size(),
                  first[1],
                  first[2],
                  first[3].isEmpty() ? "" : "`" + first[3] + "`");
      assertThat(readme).contains(row);
    }
  }
}

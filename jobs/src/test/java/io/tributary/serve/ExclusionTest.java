package io.tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExclusionTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));

  @ParameterizedTest
  @EnumSource(Exclusion.class)
  void everyReasonIsToldByTheReportAndInTheDocs(Exclusion reason) throws IOException {
    try (var in = Exclusion.class.getResourceAsStream("/io/tributary/report/report.js")) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains('"' + reason.name() + '"');
    }
    assertThat(Files.readString(ROOT.resolve("docs/destinations.md"))).contains(reason.name());
  }
}

package io.tributary.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformConfigTest {

  @Test
  void isAnotherWhenAFileThatItNamesSaysSomethingElse(@TempDir Path directory) throws IOException {
    Path places = directory.resolve("places.csv");
    ConformConfig config =
        Delivered.config(directory, "conform.country.places = \"" + places + "\"");
    Files.writeString(places, "one", StandardCharsets.UTF_8);
    String before = config.fingerprint();
    assertThat(config.fingerprint()).isEqualTo(before);

    Files.writeString(places, "two", StandardCharsets.UTF_8);

    assertThat(config.fingerprint()).isNotEqualTo(before);
  }
}

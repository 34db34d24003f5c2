package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The jar for spark-submit, with which {@link AirflowIT} runs a night. */
@Tag("full")
class ClusterJarIT {

  @Test
  void holdsWhatSparkDoesNotBring() throws IOException {
    try (JarFile jar = new JarFile(jar().toFile())) {
      List<String> names = jar.stream().map(ZipEntry::getName).toList();

      assertThat(jar.getManifest().getMainAttributes().getValue("Multi-Release")).isEqualTo("true");
      assertThat(names)
          .contains("io/tributary/Main.class", "io/tributary/job/Job.class")
          .contains("com/jcraft/jsch/JSch.class", "com/typesafe/config/Config.class")
          .anyMatch(name -> name.startsWith("META-INF/versions/11/com/jcraft/jsch/"))
          .anyMatch(name -> name.startsWith("io/tributary/shaded/icu/impl/data/"))
          .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|RSA|DSA)"))
          .noneMatch(
              name -> name.matches("(org/apache/(spark|hadoop)|io/delta|scala|com/ibm/icu)/.*"));
    }
  }

  static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Installation.project("jobs/target"))) {
      return files
          .filter(file -> file.toString().endsWith("-cluster.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("./mvnw package makes the jar"));
    }
  }
}

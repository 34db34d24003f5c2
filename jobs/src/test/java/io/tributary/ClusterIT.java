package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testing.Installation;
import io.tributary.testing.SampleNights;
import io.tributary.testing.SparkCluster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The jar for spark-submit, on a standalone master with two workers, in another time zone. */
@Tag("full")
class ClusterIT {
  private static final Path TARGET = Installation.project("jobs/target");

  @Test
  void aNightOnAClusterGivesTheTablesOfALocalRun(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws Exception {
    Installation night =
        Installation.in(directory.resolve("on-cluster"), "cluster.conf", SampleNights.key());
    Path log = directory.resolve("submit.log");
    int exit;
    try (SparkCluster cluster =
        SparkCluster.start(TARGET.resolve("spark-home"), directory.resolve("work"), sparkJars())) {
      exit = cluster.submit(log, submission(night));
    }

    assertThat(exit).as("%s", log).isZero();
    assertThat(night.contents()).isEqualTo(SampleNights.firstContents());
  }

  @Test
  void theJarHoldsWhatSparkDoesNotBring() throws IOException {
    try (JarFile jar = new JarFile(clusterJar().toFile())) {
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

  /** Few partitions for few rows; what spark-submit says goes over the settings. */
  private static List<String> submission(Installation night) throws IOException {
    List<String> arguments = new ArrayList<>();
    for (String option :
        List.of(
            "spark.ui.enabled=false",
            "spark.executor.memory=1g",
            "spark.executor.extraJavaOptions=" + SparkCluster.SHORT_LIVED + " " + SparkCluster.ZONE,
            "spark.sql.shuffle.partitions=2",
            "spark.databricks.delta.snapshotPartitions=2")) {
      arguments.addAll(List.of("--conf", option));
    }
    arguments.addAll(List.of("--jars", TARGET.resolve("delta") + "/*.jar"));
    arguments.addAll(List.of("--class", "io.tributary.Main", clusterJar().toString()));
    arguments.addAll(night.arguments());
    return arguments;
  }

  static Path clusterJar() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files
          .filter(file -> file.toString().endsWith("-cluster.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("./mvnw package makes the jar"));
    }
  }

  /** What Spark brings; ICU too, which Maven counts as ours because we ask for a newer one. */
  private static List<Path> sparkJars() throws IOException {
    return Stream.concat(
            jars("spark-classpath"),
            jars("classpath").filter(jar -> jar.getFileName().toString().startsWith("icu4j-")))
        .toList();
  }

  private static Stream<Path> jars(String file) throws IOException {
    String jars = Files.readString(TARGET.resolve(file)).strip();
    return Stream.of(jars.split(File.pathSeparator)).map(Path::of);
  }
}

package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testing.Installation;
import io.tributary.testing.PythonEnvironment;
import io.tributary.testing.SampleNights;
import io.tributary.testing.SparkCluster;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The DAGs in a real Airflow: the tests in {@code airflow-dags/tests}, one of which runs a night
 * through {@code spark-submit} on a standalone cluster in another time zone, and kills three stages
 * of it once each.
 */
@Tag("full")
class AirflowIT {
  private static final Path TARGET = Installation.project("jobs/target");
  private static final Path DAGS = Installation.project("airflow-dags");

  @Test
  void aNightThroughAirflowOnAClusterGivesTheTablesOfALocalRun(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws Exception {
    Path python = PythonEnvironment.pythonFor("AIRFLOW");
    Installation night =
        Installation.in(
            directory.resolve("through airflow"),
            "cluster.conf",
            SampleNights.key(),
            "lock.heartbeat = 1s",
            "lock.dead-after = 10s");
    Path rendered = directory.resolve("arguments.json");
    Path log = TARGET.resolve("airflow-tests.log");
    int exit;
    try (SparkCluster cluster =
        SparkCluster.start(TARGET.resolve("spark-home"), directory.resolve("work"), sparkJars())) {
      ProcessBuilder tests = tests(python, log);
      tests
          .environment()
          .putAll(
              Map.of(
                  "AIRFLOW_HOME", directory.resolve("home").toString(),
                  "AIRFLOW_CONN_TRIBUTARY_SPARK", connection(cluster),
                  "JAVA_HOME", System.getProperty("java.home"),
                  "RENDERED_ARGUMENTS", rendered.toString(),
                  "SPARK_CONF_DIR", sparkConf(directory).toString(),
                  "TRIBUTARY_CONF", night.conf().toString(),
                  "TRIBUTARY_HOME", home(directory).toString(),
                  "TRIBUTARY_NIGHT", night.directory().toString()));
      exit = tests.start().waitFor();
    }

    assertThat(exit).as("see %s", log).isZero();
    assertThat(night.contents()).isEqualTo(SampleNights.firstContents());
    theCommandLineAcceptsEach(rendered);
  }

  private static ProcessBuilder tests(Path python, Path log) {
    return new ProcessBuilder(
            List.of(
                python.toString(),
                "-m",
                "pytest",
                "-p",
                "no:cacheprovider",
                "--verbose",
                DAGS.resolve("tests").toString()))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile());
  }

  private static String connection(SparkCluster cluster) throws IOException {
    URI master = URI.create(cluster.master());
    return new ObjectMapper()
        .writeValueAsString(
            Map.of(
                "conn_type",
                "spark",
                "host",
                master.getScheme() + "://" + master.getHost(),
                "port",
                master.getPort()));
  }

  private static void theCommandLineAcceptsEach(Path rendered) throws IOException {
    String[][] all = new ObjectMapper().readValue(rendered.toFile(), String[][].class);

    assertThat(all).isNotEmpty();
    for (String[] arguments : all) {
      String harmless = arguments[0].equals("run") ? "--dry-run" : "--help";
      String[] dry =
          Stream.concat(Stream.of(arguments), Stream.of(harmless)).toArray(String[]::new);
      assertThat(Main.execute(dry)).as(String.join(" ", arguments)).isZero();
    }
  }

  /** The installation that docs/operations.md describes. */
  private static Path home(Path directory) throws IOException {
    Path home = Files.createDirectories(directory.resolve("tributary"));
    Files.createSymbolicLink(home.resolve("tributary.jar"), ClusterJarIT.jar());
    Files.createSymbolicLink(home.resolve("delta"), TARGET.resolve("delta"));
    return home;
  }

  private static Path sparkConf(Path directory) throws IOException {
    Path conf = Files.createDirectories(directory.resolve("spark-conf"));
    Files.writeString(
        conf.resolve("spark-defaults.conf"),
        """
        spark.driver.memory 1500m
        spark.driver.extraJavaOptions %1$s
        spark.executor.memory 1g
        spark.executor.extraJavaOptions %1$s
        spark.driver.host 127.0.0.1
        spark.driver.bindAddress 127.0.0.1
        spark.ui.enabled false
        spark.buffer.pageSize 1m
        spark.sql.adaptive.enabled false
        spark.sql.codegen.factoryMode NO_CODEGEN
        spark.sql.codegen.wholeStage false
        spark.sql.shuffle.partitions 2
        spark.databricks.delta.snapshotPartitions 1
        """
            .formatted(SparkCluster.SHORT_LIVED + " " + SparkCluster.ZONE));
    return conf;
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

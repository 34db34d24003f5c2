package io.tributary.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Java, memory and Airflow of this machine. */
final class MachineCheckup {
  private static final int JAVA = 17;
  private static final long MEGA = 1L << 20;
  private static final long LEAST_HEAP = 1800 * MEGA;
  private static final String SPARK = "4.1.0";

  private final Map<String, String> environment;

  MachineCheckup(Map<String, String> environment) {
    this.environment = environment;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    int java = Runtime.version().feature();
    findings.add(
        java == JAVA
            ? Finding.ok("Java", Runtime.version().toString())
            : Finding.bad(
                "Java",
                "this is Java " + java,
                "install a JDK " + JAVA + " and set JAVA_HOME to it"));
    findings.add(memory(Runtime.getRuntime().maxMemory()));
    findings.addAll(airflow());
    return findings;
  }

  static Finding memory(long heap) {
    String says = heap / MEGA + " MB for Java";
    return heap >= LEAST_HEAP
        ? Finding.ok("memory", says)
        : Finding.warn(
            "memory",
            says + ", and a night of the samples needs 1800",
            "set TRIBUTARY_JAVA_OPTIONS=-Xmx4g, on a larger machine more");
  }

  /** Nothing is said where nobody uses Airflow. */
  List<Finding> airflow() {
    String home = environment.get("AIRFLOW_HOME");
    if (home == null) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    Path dags =
        Path.of(
            environment.getOrDefault("AIRFLOW__CORE__DAGS_FOLDER", home + File.separator + "dags"));
    findings.add(
        hasOurs(dags)
            ? Finding.ok("Airflow", "our DAGs lie in " + dags)
            : Finding.warn(
                "Airflow",
                "there are no DAGs of ours in " + dags,
                "copy airflow-dags there, or point AIRFLOW__CORE__DAGS_FOLDER to it"));
    findings.add(submit());
    return findings;
  }

  private static boolean hasOurs(Path dags) {
    if (!Files.isDirectory(dags)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(dags, 3)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("tributary_"));
    } catch (IOException e) {
      return false;
    }
  }

  /** The jars beside a spark-submit tell its version without starting it. */
  private Finding submit() {
    Optional<Path> jars =
        Optional.ofNullable(environment.get("SPARK_HOME")).map(spark -> Path.of(spark, "jars"));
    if (jars.isEmpty()) {
      return Finding.warn(
          "spark-submit",
          "SPARK_HOME is not set",
          "set it to Spark " + SPARK + ", for example that of pyspark==" + SPARK);
    }
    boolean isOurs = Files.exists(jars.get().resolve("spark-core_2.13-" + SPARK + ".jar"));
    return isOurs
        ? Finding.ok("spark-submit", "Spark " + SPARK)
        : Finding.bad(
            "spark-submit",
            "SPARK_HOME is no Spark " + SPARK,
            "install pyspark==" + SPARK + " and point SPARK_HOME to it");
  }
}

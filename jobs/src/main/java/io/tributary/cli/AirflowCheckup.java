package io.tributary.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Airflow on this machine; nothing is said where nobody uses it. */
final class AirflowCheckup {
  private static final String SPARK = "4.1.0";
  private static final int DEPTH = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> environment;

  AirflowCheckup(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * @param zone the business time zone of the settings, none when those cannot be read
   */
  List<Finding> findings(Optional<ZoneId> zone) {
    return dags().map(folder -> findings(folder, zone)).orElse(List.of());
  }

  /** Where Airflow looks for DAGs: in its home, which is ~/airflow unless it is told. */
  private Optional<Path> dags() {
    Optional<Path> told = folder("AIRFLOW__CORE__DAGS_FOLDER");
    Optional<Path> home =
        folder("AIRFLOW_HOME")
            .or(() -> folder("HOME").map(own -> own.resolve("airflow")).filter(Files::isDirectory));
    return told.or(() -> home.map(airflow -> airflow.resolve("dags")));
  }

  private Optional<Path> folder(String variable) {
    return Optional.ofNullable(environment.get(variable)).map(Path::of);
  }

  private List<Finding> findings(Path dags, Optional<ZoneId> zone) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        below(dags, "tributary_").isEmpty()
            ? Finding.warn(
                "Airflow",
                "there are no DAGs of ours in " + dags,
                "copy airflow-dags there, or point AIRFLOW__CORE__DAGS_FOLDER to it")
            : Finding.ok("Airflow", "our DAGs lie in " + dags));
    zone.ifPresent(ours -> below(dags, "plans").forEach(plans -> addPlans(plans, ours, findings)));
    findings.add(submit());
    return findings;
  }

  /** A night that ends when the day of another zone ends would miss hours, or wait for them. */
  private static void addPlans(Path folder, ZoneId zone, List<Finding> findings) {
    for (Path plan : below(folder, "")) {
      if (!plan.toString().endsWith(".json")) {
        continue;
      }
      String theirs = timeZone(plan);
      if (!theirs.equals(zone.getId())) {
        findings.add(
            Finding.bad(
                "Airflow " + plan.getFileName(),
                "its time zone is '" + theirs + "', and business.time-zone is " + zone,
                "print it again with your settings: tributary plan "
                    + plan.getFileName().toString().replace(".json", "")
                    + " --json --conf FILE > "
                    + plan));
      }
    }
  }

  private static String timeZone(Path plan) {
    try {
      return JSON.readTree(plan.toFile()).path("time_zone").asText();
    } catch (IOException e) {
      return "";
    }
  }

  /** Files and folders whose names begin so; none when the folder cannot be read. */
  private static List<Path> below(Path folder, String prefix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * The DAGs take the spark-submit of the pinned pyspark, unless SPARK_HOME points elsewhere. The
   * jars beside one tell its version without starting it.
   */
  private Finding submit() {
    String home = environment.get("SPARK_HOME");
    if (home == null) {
      return Finding.ok("spark-submit", "that of the pinned pyspark: SPARK_HOME is not set");
    }
    return Files.exists(Path.of(home, "jars", "spark-core_2.13-" + SPARK + ".jar"))
        ? Finding.ok("spark-submit", "Spark " + SPARK + " in SPARK_HOME")
        : Finding.bad(
            "spark-submit",
            "SPARK_HOME is no Spark " + SPARK,
            "unset it, and the pinned pyspark=="
                + SPARK
                + " is taken; or point it to Spark "
                + SPARK);
  }
}

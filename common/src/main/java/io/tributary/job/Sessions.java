package io.tributary.job;

import static java.util.Map.entry;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The one place where a Spark session is made. */
public final class Sessions {

  /** What the tables and their readers rely on; installations cannot change it. */
  private static final Map<String, String> MANDATORY =
      Map.ofEntries(
          entry("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension"),
          entry(
              "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog"),
          entry("spark.sql.session.timeZone", "UTC"),
          entry("spark.sql.ansi.enabled", "true"),
          // A local timestamp in somebody's Parquet must not raise the reader version of our
          // tables.
          entry("spark.sql.parquet.inferTimestampNTZ.enabled", "false"),
          entry("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
          // Every page carries a checksum, which readers pass over unless they are told: a flipped
          // bit would be another number.
          entry("spark.hadoop.parquet.page.verify-checksum.enabled", "true"),
          // Literals of plans reach event logs: hide what looks like an e-mail address or a phone.
          // The lookbehind keeps the search linear in plans of megabytes, which are cut short
          // besides.
          entry(
              "spark.sql.redaction.string.regex",
              "(?<![\\w.+-])[\\w.+-]{1,64}+@[\\w-]+\\.[\\w.-]+|\\+?\\d{9,15}"),
          entry("spark.sql.maxPlanStringLength", "20000"),
          entry("spark.sql.ui.explainMode", "simple"));

  private Sessions() {}

  /** Whether this process has a session already; then it is not the caller's to stop. */
  public static boolean isRunning() {
    return SparkSession.getDefaultSession().isDefined();
  }

  /**
   * The session of this process.
   *
   * @param name of the application, as cluster and event log show it
   * @param options the section {@code spark} of the settings; spark-submit's own win over these
   */
  public static SparkSession start(String name, Map<String, String> options) {
    SparkSession.Builder builder = SparkSession.builder().appName(name);
    options.forEach(
        (key, value) -> {
          String full = key.startsWith("spark.") ? key : "spark." + key;
          if (System.getProperty(full) == null) {
            builder.config(full, value);
          }
        });
    MANDATORY.forEach(builder::config);
    return builder.getOrCreate();
  }
}

package io.tributary.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.job.Sessions;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one Spark session of the JVM: {@code @ExtendWith(SparkExtension.class)}. */
public final class SparkExtension implements ParameterResolver {

  /** As {@code demo.conf} has them: over a few rows all else costs more than the work. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("master", "local[2]"),
          Map.entry("ui.enabled", "false"),
          Map.entry("driver.host", "127.0.0.1"),
          Map.entry("driver.bindAddress", "127.0.0.1"),
          Map.entry("sql.shuffle.partitions", "2"),
          Map.entry("buffer.pageSize", "1m"),
          Map.entry("sql.adaptive.enabled", "false"),
          Map.entry("sql.codegen.wholeStage", "false"),
          Map.entry("sql.codegen.factoryMode", "NO_CODEGEN"),
          Map.entry("databricks.delta.snapshotPartitions", "1"),
          Map.entry("sql.warehouse.dir", "target/spark-warehouse"));

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return session();
  }

  /** The one session, for extensions that give tests more than a session. */
  public static SparkSession session() {
    return Session.OF_THIS_JVM;
  }

  /**
   * Not in JUnit's store: where several processes run the tests, that ends with each class. Spark
   * itself stops the session when the process ends.
   */
  private static final class Session {
    static final SparkSession OF_THIS_JVM = start();

    private static SparkSession start() {
      SparkSession spark = Sessions.start("tests", OPTIONS);
      // The rules of parsing rest on it: a test session without ANSI would hide their breaking.
      assertThat(spark.conf().get("spark.sql.ansi.enabled")).isEqualTo("true");
      return spark;
    }
  }
}

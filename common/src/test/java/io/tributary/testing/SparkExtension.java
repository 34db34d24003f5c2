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

  /** The options that the tests share with {@code local.conf} where speed on small data counts. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "master", "local[2]",
          "ui.enabled", "false",
          "driver.host", "127.0.0.1",
          "driver.bindAddress", "127.0.0.1",
          "sql.shuffle.partitions", "2",
          "sql.adaptive.enabled", "false",
          "sql.codegen.wholeStage", "false",
          "sql.codegen.factoryMode", "NO_CODEGEN",
          "databricks.delta.snapshotPartitions", "1",
          "sql.warehouse.dir", "target/spark-warehouse");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return session(context);
  }

  /** The one session, for extensions that give tests more than a session. */
  public static SparkSession session(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent("spark", key -> new Session(), Session.class)
        .spark;
  }

  private static final class Session implements ExtensionContext.Store.CloseableResource {
    private final SparkSession spark = Sessions.start("tests", OPTIONS);

    Session() {
      // The rules of parsing rest on it: a test session without ANSI would hide their breaking.
      assertThat(spark.conf().get("spark.sql.ansi.enabled")).isEqualTo("true");
    }

    @Override
    public void close() {
      spark.stop();
    }
  }
}

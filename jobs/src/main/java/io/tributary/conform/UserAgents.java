package io.tributary.conform;

import static org.apache.spark.sql.functions.udf;

import io.tributary.tables.Types;
import java.util.Set;
import nl.basjes.parse.useragent.UserAgent;
import nl.basjes.parse.useragent.UserAgentAnalyzer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What a user agent says of the device, and whether it is a robot, by Yauaa's rules. */
final class UserAgents {

  /** Field names of the struct in {@link #classify(Column)}. */
  static final String IS_BOT = "is_bot";

  static final String DEVICE_CLASS = "device_class";

  private static final StructType TYPE =
      new StructType().add(IS_BOT, Types.BOOLEAN).add(DEVICE_CLASS, Types.STRING);

  private static final Set<String> ROBOTS =
      Set.of("Robot", "Robot Mobile", "Robot Imitator", "Spy", "Hacker", "Testclient");

  // No built-in knows user agents.
  private static final UserDefinedFunction CLASSIFY =
      udf((UDF1<String, Row>) agent -> row(classify(agent)), TYPE);

  private UserAgents() {}

  /**
   * @param deviceClass Phone, Tablet, Desktop, Robot … in Yauaa's words
   */
  record Agent(boolean isBot, String deviceClass) {}

  /** Null for no user agent. */
  static @Nullable Agent classify(@Nullable String userAgent) {
    if (userAgent == null || userAgent.isBlank()) {
      return null;
    }
    UserAgent parsed = Rules.ANALYZER.parse(userAgent);
    String deviceClass = parsed.getValue(UserAgent.DEVICE_CLASS);
    boolean isBot =
        ROBOTS.contains(deviceClass) || ROBOTS.contains(parsed.getValue(UserAgent.AGENT_CLASS));
    return new Agent(isBot, deviceClass);
  }

  /** {@link #classify(String)} of a STRING column: STRUCT&lt;is_bot, device_class&gt;. */
  static Column classify(Column userAgent) {
    return CLASSIFY.apply(userAgent);
  }

  private static @Nullable Row row(@Nullable Agent agent) {
    return agent == null ? null : RowFactory.create(agent.isBot(), agent.deviceClass());
  }

  /** Thousands of rules: loaded once in each JVM, when the first user agent comes. */
  private static final class Rules {
    private static final int CACHED_AGENTS = 20_000;

    static final UserAgentAnalyzer ANALYZER =
        UserAgentAnalyzer.newBuilder()
            .withField(UserAgent.DEVICE_CLASS)
            .withField(UserAgent.AGENT_CLASS)
            .withCache(CACHED_AGENTS)
            .hideMatcherLoadStats()
            .dropTests()
            .immediateInitialization()
            .build();
  }
}

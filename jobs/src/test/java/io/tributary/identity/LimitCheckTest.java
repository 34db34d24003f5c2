package io.tributary.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.graph.ConnectedComponents;
import io.tributary.tables.Types;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestRows;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sets cut by hand: each limit broken once, and each excuse tried. */
@ExtendWith(SparkExtension.class)
class LimitCheckTest {
  private static final Limits LIMITS =
      new Limits(3, true, Map.of("card", 1), Map.of("zalo", new Limits.Window(1, 30)));
  private static final StructType PAIRS =
      new StructType().add("left_key", Types.STRING).add("right_key", Types.STRING);

  private final TestRows settled =
      TestRows.of(
          new StructType()
              .add("record_key", Types.STRING)
              .add("component_id", Types.STRING)
              .add("birth_day", Types.INT));
  private final TestRows limited =
      TestRows.of(
          new StructType()
              .add("record_key", Types.STRING)
              .add("type", Types.STRING)
              .add("identifier_id", Types.STRING)
              .add("day", Types.INT));
  private final TestRows apart = TestRows.of(PAIRS);
  private final TestRows forced = TestRows.of(PAIRS);

  @Test
  void findsEverySetThatBreaksALimitAndExcusesOnlyTheLimitThatIsExceeded(SparkSession spark) {
    members("four", null, null, null, null);
    members("three", null, null, null);
    members("dates", 1, 2);
    members("date", 1, 1, null);
    members("cards", null, null);
    carries("cards:0", "card", "a", null);
    carries("cards:1", "card", "b", null);
    members("card", null, null);
    carries("card:0", "card", "a", null);
    carries("card:1", "card", "a", null);
    members("window", null, null);
    carries("window:0", "zalo", "x", 0);
    carries("window:1", "zalo", "y", 29);
    members("far", null, null, null);
    carries("far:0", "zalo", "x", 0);
    carries("far:1", "zalo", "y", 30);
    carries("far:2", "zalo", "z", null);
    members("apart", null, null);
    pair(apart, "apart:0", "apart:1");
    addExcuses();

    Dataset<Row> grouped =
        LimitCheck.grouped(settled.in(spark), forced.in(spark), new ConnectedComponents());
    Set<String> broken =
        new LimitCheck(LIMITS, limited.in(spark), apart.in(spark))
            .broken(grouped).collectAsList().stream()
                .map(row -> row.getString(0) + ": " + row.getString(1))
                .collect(Collectors.toSet());

    assertThat(broken)
        .containsExactlyInAnyOrder(
            "four: max-records",
            "dates: one-birth-date",
            "cards: max-per-customer:card",
            "window: max-per-window:zalo",
            "apart: never-link",
            "alone-and-more: max-per-customer:card",
            "forced-else: max-per-customer:card",
            "forced-and-more: one-birth-date",
            "forced-apart: never-link");
  }

  private void addExcuses() {
    members("alone", null, null);
    carries("alone:0", "card", "a", null);
    carries("alone:0", "card", "b", null);
    carries("alone:1", "card", "b", null);
    members("alone-and-more", null, null);
    carries("alone-and-more:0", "card", "a", null);
    carries("alone-and-more:0", "card", "b", null);
    carries("alone-and-more:1", "card", "c", null);
    members("forced", 1, 2, null);
    pair(forced, "forced:0", "forced:1");
    members("forced-else", 1, 2, null);
    pair(forced, "forced-else:0", "forced-else:1");
    carries("forced-else:0", "card", "a", null);
    carries("forced-else:2", "card", "b", null);
    members("forced-and-more", 1, 2, 3);
    pair(forced, "forced-and-more:0", "forced-and-more:1");
    members("forced-apart", null, null);
    pair(forced, "forced-apart:0", "forced-apart:1");
    pair(apart, "forced-apart:0", "forced-apart:1");
    // Refused by what is apart, and so no excuse.
    pair(forced, "dates:0", "cards:0");
  }

  private void members(String set, Integer... birthDays) {
    for (int i = 0; i < birthDays.length; i++) {
      settled.row("record_key", set + ":" + i, "component_id", set, "birth_day", birthDays[i]);
    }
  }

  private void carries(String key, String type, String value, Integer day) {
    limited.row("record_key", key, "type", type, "identifier_id", type + value, "day", day);
  }

  private static void pair(TestRows pairs, String left, String right) {
    pairs.row("left_key", left, "right_key", right);
  }
}

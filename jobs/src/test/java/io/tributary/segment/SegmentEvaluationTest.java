package io.tributary.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.tables.gold.Customers;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class SegmentEvaluationTest {
  private static final Instant AS_OF = Instant.parse("2026-11-10T17:00:00Z");
  private static final BigDecimal RATE = new BigDecimal("0.00004000");

  @Test
  void agreesWithAPlainInterpreterOfTheDefinitions(SparkSession spark) {
    Random random = new Random(20261110);
    Map<String, SegmentDefinition> definitions = new RandomDefinitions(random).take(220);
    RandomWorld world = new RandomWorld(random, AS_OF, 200);
    Segments segments = Segments.of(definitions);
    AsOf asOf = new AsOf(AS_OF, TestLake.ZONE);
    SegmentEvaluation evaluation =
        new SegmentEvaluation(
            segments, new Conversions(Map.of(new Conversions.Pair("VND", "USD"), RATE)), asOf);

    Map<String, Set<String>> compiled = new HashMap<>();
    for (Row row : evaluation.of(world.tables.inputs(spark)).collectAsList()) {
      for (int i = 0; i < segments.inOrder().size(); i++) {
        if (row.<Boolean>getAs("segment_" + i)) {
          compiled
              .computeIfAbsent(segments.inOrder().get(i).name(), name -> new TreeSet<>())
              .add(row.getAs(Customers.CUSTOMER_ID));
        }
      }
    }

    PlainCustomer.Setting setting =
        new PlainCustomer.Setting(asOf.day(), TestLake.ZONE, RATE, definitions);
    int telling = 0;
    for (Segment segment : segments.inOrder()) {
      Set<String> expected = new TreeSet<>();
      world.customers.stream()
          .filter(customer -> customer.isIn(segment.name(), setting))
          .forEach(customer -> expected.add(customer.id()));
      assertThat(compiled.getOrDefault(segment.name(), Set.of()))
          .as("%s: %s", segment.name(), segment.condition())
          .isEqualTo(expected);
      telling += expected.isEmpty() || expected.size() == world.customers.size() ? 0 : 1;
    }
    assertThat(telling).as("segments with members and others").isGreaterThan(150);
  }
}

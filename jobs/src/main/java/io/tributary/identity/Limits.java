package io.tributary.identity;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.graph.ClusterLimit;
import io.tributary.tables.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;

/**
 * What no customer may exceed.
 *
 * @param maxRecords records in one customer
 * @param oneBirthDate whether two different birth dates are two customers
 * @param maxPerCustomer identifier type to the number of its values in one customer
 * @param windows identifier type to the number of its values in records of one customer that were
 *     first seen within some days
 */
record Limits(
    int maxRecords,
    boolean oneBirthDate,
    Map<String, Integer> maxPerCustomer,
    Map<String, Window> windows) {

  /** So many values in records that were first seen within so many consecutive days. */
  record Window(int atMost, int days) {
    String name(String type) {
      return "max-per-window:" + type;
    }
  }

  static final String MAX_RECORDS = "max-records";
  static final String ONE_BIRTH_DATE = "one-birth-date";

  private static final String MAX_PER_CUSTOMER = "max-per-customer:";

  /** In the order in which they are named when a link breaks several. */
  List<ClusterLimit> ofClusters() {
    List<ClusterLimit> limits = new ArrayList<>();
    limits.add(new ClusterLimit.Size(MAX_RECORDS, maxRecords));
    if (oneBirthDate) {
      limits.add(new ClusterLimit.Values(ONE_BIRTH_DATE, Clusters.BIRTH_DAY, 1));
    }
    maxPerCustomer.forEach(
        (type, most) -> limits.add(new ClusterLimit.Values(MAX_PER_CUSTOMER + type, type, most)));
    windows.forEach(
        (type, window) ->
            limits.add(
                new ClusterLimit.ValuesWithin(
                    window.name(type), type, window.atMost(), window.days())));
    return limits;
  }

  /** Types of identifiers of which a customer may have so many only. */
  Object[] types() {
    return leastByType().keySet().toArray();
  }

  /**
   * How many values of {@code type} no set can have without some limit being in question; null for
   * a type without one.
   */
  Column unquestioned(Column type) {
    return choice(type, leastByType());
  }

  /** The limit that says how many values of {@code type} a customer may have in all. */
  static Column nameOf(Column type) {
    return when(type.equalTo(Clusters.BIRTH_DAY), ONE_BIRTH_DATE)
        .otherwise(concat(lit(MAX_PER_CUSTOMER), type));
  }

  /** How many values of {@code type} a customer may have in all; null for a type without limit. */
  Column atMost(Column type) {
    Map<String, Integer> atMost = new TreeMap<>(maxPerCustomer);
    if (oneBirthDate) {
      atMost.put(Clusters.BIRTH_DAY, 1);
    }
    return choice(type, atMost);
  }

  private Map<String, Integer> leastByType() {
    Map<String, Integer> least = new TreeMap<>(maxPerCustomer);
    windows.forEach((type, window) -> least.merge(type, window.atMost(), Math::min));
    return least;
  }

  private static Column choice(Column type, Map<String, Integer> numbers) {
    Column choice = when(lit(false), lit(null).cast(Types.INT));
    for (Map.Entry<String, Integer> number : numbers.entrySet()) {
      choice = choice.when(type.equalTo(number.getKey()), number.getValue());
    }
    return choice;
  }
}

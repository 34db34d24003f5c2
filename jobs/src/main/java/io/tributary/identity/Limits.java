package io.tributary.identity;

import io.tributary.graph.ClusterLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What no customer may exceed.
 *
 * @param maxRecords records in one customer
 * @param oneBirthDate whether two different birth dates are two customers
 * @param maxPerCustomer identifier type to the number of its values in one customer
 */
record Limits(int maxRecords, boolean oneBirthDate, Map<String, Integer> maxPerCustomer) {

  /** In the order in which they are named when a link breaks several. */
  List<ClusterLimit> ofClusters() {
    List<ClusterLimit> limits = new ArrayList<>();
    limits.add(new ClusterLimit.Size("max-records", maxRecords));
    if (oneBirthDate) {
      limits.add(new ClusterLimit.Values("one-birth-date", Clusters.BIRTH_DAY, 1));
    }
    maxPerCustomer.forEach(
        (type, most) ->
            limits.add(new ClusterLimit.Values("max-per-customer:" + type, type, most)));
    return limits;
  }
}

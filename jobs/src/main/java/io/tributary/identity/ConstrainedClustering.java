package io.tributary.identity;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one component that breaks a limit into clusters that break none: evidence is taken by
 * falling weight, and a union that would break a limit is refused. Limits only ever get closer as
 * clusters grow, so that refused evidence never joins two records of one cluster.
 */
final class ConstrainedClustering {
  private static final Comparator<Link> BY_FALLING_WEIGHT =
      Comparator.comparingDouble((Link link) -> -link.weight())
          .thenComparing(Link::rule)
          .thenComparing(Link::left)
          .thenComparing(Link::right);

  private final Limits limits;
  private final Map<String, Cluster> clusters = new HashMap<>();
  private final List<Refusal> refusals = new ArrayList<>();

  private ConstrainedClustering(Limits limits) {
    this.limits = limits;
  }

  /**
   * @param maxRecords records in one customer
   * @param oneBirthDate whether two different birth dates are two customers
   * @param maxPerCustomer identifier type to the number of its values in one customer
   */
  record Limits(int maxRecords, boolean oneBirthDate, Map<String, Integer> maxPerCustomer)
      implements Serializable {}

  /** A value of a limited type. */
  record Value(String type, String id) {}

  /**
   * A record.
   *
   * @param birthDay days since 1970-01-01
   */
  record Member(String key, @Nullable Integer birthDay, List<Value> values) {}

  /** Evidence between two members. */
  record Link(String left, String right, String rule, double weight) {}

  /** Evidence that was not followed, and the limit that forbade it. */
  record Refusal(Link link, String limit) {}

  /**
   * @param clusterOf record key to the smallest record key of its cluster
   */
  record Outcome(Map<String, String> clusterOf, List<Refusal> refusals) {}

  /** Clusters the members of one component, whatever their order. */
  static Outcome cluster(Limits limits, List<Member> members, List<Link> links) {
    ConstrainedClustering clustering = new ConstrainedClustering(limits);
    members.forEach(member -> clustering.clusters.put(member.key(), new Cluster(member)));
    links.stream().sorted(BY_FALLING_WEIGHT).forEach(clustering::follow);
    Map<String, String> clusterOf = new HashMap<>();
    clustering.clusters.forEach((key, cluster) -> clusterOf.put(key, cluster.smallest));
    return new Outcome(clusterOf, clustering.refusals);
  }

  private void follow(Link link) {
    Cluster left = of(link.left());
    Cluster right = of(link.right());
    if (left == right) {
      return;
    }
    String broken = brokenBy(left, right);
    if (broken != null) {
      refusals.add(new Refusal(link, broken));
      return;
    }
    Cluster greater = left.keys.size() >= right.keys.size() ? left : right;
    Cluster lesser = greater == left ? right : left;
    greater.take(lesser);
    lesser.keys.forEach(key -> clusters.put(key, greater));
  }

  private Cluster of(String key) {
    Cluster cluster = clusters.get(key);
    if (cluster == null) {
      throw new IllegalStateException("Evidence leads out of its component");
    }
    return cluster;
  }

  private @Nullable String brokenBy(Cluster left, Cluster right) {
    if (left.keys.size() + right.keys.size() > limits.maxRecords()) {
      return "max-records";
    }
    if (limits.oneBirthDate()
        && left.birthDay != null
        && right.birthDay != null
        && !left.birthDay.equals(right.birthDay)) {
      return "one-birth-date";
    }
    for (Map.Entry<String, Integer> limit : limits.maxPerCustomer().entrySet()) {
      Set<String> values = new HashSet<>(left.values(limit.getKey()));
      values.addAll(right.values(limit.getKey()));
      // A record that is over the limit by itself may still join: the union must not make it worse.
      int own = Math.max(left.values(limit.getKey()).size(), right.values(limit.getKey()).size());
      if (values.size() > Math.max(own, limit.getValue())) {
        return "max-per-customer:" + limit.getKey();
      }
    }
    return null;
  }

  /** Records that are one customer so far. */
  private static final class Cluster {
    private final List<String> keys = new ArrayList<>();
    private final Map<String, Set<String>> valuesByType = new HashMap<>();
    private @Nullable Integer birthDay;
    private String smallest;

    Cluster(Member member) {
      keys.add(member.key());
      smallest = member.key();
      birthDay = member.birthDay();
      member
          .values()
          .forEach(
              value ->
                  valuesByType
                      .computeIfAbsent(value.type(), type -> new HashSet<>())
                      .add(value.id()));
    }

    Set<String> values(String type) {
      return valuesByType.getOrDefault(type, Set.of());
    }

    void take(Cluster other) {
      keys.addAll(other.keys);
      other.valuesByType.forEach(
          (type, ids) -> valuesByType.computeIfAbsent(type, t -> new HashSet<>()).addAll(ids));
      smallest = Utf8Order.min(smallest, other.smallest);
      if (birthDay == null) {
        birthDay = other.birthDay;
      }
    }
  }
}

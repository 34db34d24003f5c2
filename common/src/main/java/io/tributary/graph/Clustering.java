package io.tributary.graph;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The clusters of one component and the links that were not followed. */
public final class Clustering {
  /** The reason of a refusal that keeps apart what must never be linked. */
  public static final String NEVER_LINK = "never-link";

  private final LinkGraph graph;
  private final int[] clusters;
  private final List<ClusterLimit> limits;
  private final IntList refused;
  private final IntList reasons;
  private final List<Gathered> gathered;

  Clustering(
      LinkGraph graph,
      int[] clusters,
      List<ClusterLimit> limits,
      IntList refused,
      IntList reasons,
      List<Gathered> gathered) {
    this.graph = graph;
    this.clusters = clusters;
    this.limits = limits;
    this.refused = refused;
    this.reasons = reasons;
    this.gathered = List.copyOf(gathered);
  }

  /**
   * A node in its cluster.
   *
   * @param cluster the smallest key of the cluster, by UTF-8 bytes
   */
  public record Member(String key, String cluster) {}

  /**
   * A link between two clusters.
   *
   * @param reason name of the first limit that the union would break, or {@link #NEVER_LINK}
   */
  public record Refusal(String left, String right, String kind, double weight, String reason) {}

  /**
   * A link that was followed beside those that were given: a more senior node that shares a value
   * with both ends could not be joined with them. Left is the smaller key, by UTF-8 bytes.
   */
  public record Gathered(String left, String right, String kind, double weight, String value) {}

  /** Every node, in the order in which they were added. */
  public Stream<Member> members() {
    return IntStream.range(0, clusters.length)
        .mapToObj(node -> new Member(graph.key(node), graph.key(clusters[node])));
  }

  /** Every refused link, in the order in which they were refused. */
  public Stream<Refusal> refusals() {
    return IntStream.range(0, refused.size()).mapToObj(this::refusal);
  }

  /** Every link that was followed beside those that were given, in the order of following. */
  public Stream<Gathered> gathered() {
    return gathered.stream();
  }

  private Refusal refusal(int position) {
    int link = refused.get(position);
    int reason = reasons.get(position);
    return new Refusal(
        graph.key(graph.lefts.get(link)),
        graph.key(graph.rights.get(link)),
        graph.kindNames.name(graph.kinds.get(link)),
        graph.weight(link),
        reason == limits.size() ? NEVER_LINK : limits.get(reason).name());
  }
}

package io.tributary.graph;

import io.tributary.job.JobFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one component with what they carry, the weighted links between them, and the pairs
 * that must stay apart. Built in any order; a link costs about 24 bytes, so that 10 million fit one
 * task.
 */
public final class LinkGraph {
  /** More are refused: then the links are too weak to be taken as they are. */
  public static final int MOST_LINKS = 1 << 27;

  static final int NO_VALUE = -1;

  private static final int NO_DAY = Integer.MIN_VALUE;

  final List<String> keys = new ArrayList<>();
  final LongList since = new LongList();
  final IntList lefts = new IntList();
  final IntList rights = new IntList();
  final IntList kinds = new IntList();
  final Names kindNames = new Names();
  final IntList values = new IntList();
  final Names valueNames = new Names();
  final IntList apart = new IntList();
  final Map<String, Carried> carriedByType = new HashMap<>();
  private final Map<String, Integer> nodes = new HashMap<>();
  private final int mostLinks;
  private double[] weights = new double[16];

  public LinkGraph() {
    this(MOST_LINKS);
  }

  /**
   * @param mostLinks more are refused
   */
  LinkGraph(int mostLinks) {
    this.mostLinks = mostLinks;
  }

  /** Names as numbers, in the order in which they were first seen. */
  static final class Names {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    int number(String name) {
      Integer known = numbers.putIfAbsent(name, names.size());
      if (known != null) {
        return known;
      }
      names.add(name);
      return names.size() - 1;
    }

    String name(int number) {
      return names.get(number);
    }

    int size() {
      return names.size();
    }
  }

  /** Who carries which value of one type, and since which day. */
  static final class Carried {
    final Names values = new Names();
    final IntList nodes = new IntList();
    final IntList numbers = new IntList();
    final IntList days = new IntList();

    boolean hasDay(int position) {
      return days.get(position) != NO_DAY;
    }
  }

  /** Adds a node, once; all such nodes are of one age. */
  public LinkGraph node(String key) {
    return node(key, 0);
  }

  /**
   * Adds a node, once.
   *
   * @param since when it was first known; the smaller, the more senior it is, and then the smaller
   *     its key
   */
  public LinkGraph node(String key, long since) {
    if (nodes.putIfAbsent(key, keys.size()) == null) {
      keys.add(key);
      this.since.add(since);
    }
    return this;
  }

  /** A node carries a value of a type: an identifier, a birth date. */
  public LinkGraph carries(String key, String type, String value) {
    return carries(key, type, value, NO_DAY);
  }

  /**
   * A node carries a value of a type.
   *
   * @param day when it was first seen, in days since 1970-01-01
   */
  public LinkGraph carries(String key, String type, String value, int day) {
    Carried carried = carriedByType.computeIfAbsent(type, name -> new Carried());
    carried.nodes.add(number(key));
    carried.numbers.add(carried.values.number(value));
    carried.days.add(day);
    return this;
  }

  /**
   * Evidence that two nodes belong together.
   *
   * @param kind of the evidence
   * @param weight any number but NaN; the greater is followed first, an infinite one {@link
   *     #always}; of equal ones those between nodes that were known first
   * @throws JobFailure QUALITY when there are more links than one task holds
   */
  public LinkGraph link(String left, String right, String kind, double weight) {
    return link(left, right, kind, weight, null);
  }

  /**
   * Evidence that two nodes belong together.
   *
   * @param kind as of {@link #link(String, String, String, double)}, and so weight
   * @param value that both carry, no other kind has and all that carry it are linked by with the
   *     most senior of them; those that it must refuse are linked with each other. Null: there is
   *     none
   */
  public LinkGraph link(
      String left, String right, String kind, double weight, @Nullable String value) {
    if (Double.isNaN(weight)) {
      throw new IllegalArgumentException("The weight of a link must be a number");
    }
    int links = lefts.size();
    if (links == mostLinks) {
      throw JobFailure.quality(
          "One component has too many links to be cut into clusters",
          String.format(
              Locale.ROOT, "it has more than %,d, by kind %s most", mostLinks, mostKind()),
          "look for values of this kind that stand for nobody, such as a default phone, and block"
              + " them or lower how many records may carry one");
    }
    lefts.add(number(left));
    rights.add(number(right));
    kinds.add(kindNames.number(kind));
    values.add(value == null ? NO_VALUE : valueNames.number(value));
    if (links == weights.length) {
      weights = Arrays.copyOf(weights, links + (links >> 1));
    }
    weights[links] = weight == 0 ? 0.0 : weight;
    return this;
  }

  /**
   * Two nodes belong together whatever the limits say; only a pair that must stay apart is
   * stronger.
   *
   * @param kind as of {@link #link}
   */
  public LinkGraph always(String left, String right, String kind) {
    return link(left, right, kind, Double.POSITIVE_INFINITY);
  }

  /** The two nodes, and whatever is linked with either of them, must never be one cluster. */
  public LinkGraph apart(String left, String right) {
    int leftNode = number(left);
    int rightNode = number(right);
    if (leftNode == rightNode) {
      throw new IllegalArgumentException("A node cannot be kept apart from itself");
    }
    apart.add(leftNode);
    apart.add(rightNode);
    return this;
  }

  /** Clusters the nodes by the links in falling order, as far as the limits allow. */
  public Clustering cluster(List<ClusterLimit> limits) {
    return new ConstrainedClustering(this, limits).cluster();
  }

  /** Links and nodes without which the component would fall apart. */
  public WeakPoints weakPoints() {
    return WeakPoints.of(keys.size(), lefts.toArray(), rights.toArray());
  }

  /** Number of nodes. */
  public int nodes() {
    return keys.size();
  }

  /** Number of links. */
  public int links() {
    return lefts.size();
  }

  /** Key of a node, in the order in which they were added. */
  public String key(int node) {
    return keys.get(node);
  }

  double weight(int link) {
    return weights[link];
  }

  private String mostKind() {
    int[] counts = new int[kindNames.size()];
    int most = 0;
    for (int link = 0; link < kinds.size(); link++) {
      int kind = kinds.get(link);
      most = ++counts[kind] > counts[most] ? kind : most;
    }
    return kindNames.name(most);
  }

  private int number(String key) {
    Integer node = nodes.get(key);
    if (node == null) {
      throw new IllegalStateException("A link or value belongs to a node outside of the component");
    }
    return node;
  }
}

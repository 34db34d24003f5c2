package io.tributary.graph;

import java.io.Serializable;

/**
 * What a cluster must not exceed. A node that exceeds a limit of values by itself may still be
 * joined by nodes that do not make it worse.
 */
public sealed interface ClusterLimit extends Serializable {

  /** The reason that a refused link carries. */
  String name();

  /**
   * The number of nodes in one cluster.
   *
   * @param atMost at least 1
   */
  record Size(String name, int atMost) implements ClusterLimit {
    public Size {
      requirePositive(atMost, "the size of a cluster");
    }
  }

  /**
   * The number of distinct values of a type that the nodes of one cluster carry: 1 for identifiers
   * that a customer has once and for facts that contradict each other, such as two birth dates.
   *
   * @param atMost at least 1
   */
  record Values(String name, String type, int atMost) implements ClusterLimit {
    public Values {
      requirePositive(atMost, "the values of a type");
    }
  }

  /**
   * The number of distinct values of a type carried within any stretch of consecutive days. Values
   * carried without a day do not count.
   *
   * @param atMost at least 1
   * @param days length of the stretch, at least 1
   */
  record ValuesWithin(String name, String type, int atMost, int days) implements ClusterLimit {
    public ValuesWithin {
      requirePositive(atMost, "the values of a type");
      requirePositive(days, "the days of a limit");
    }
  }

  private static void requirePositive(int number, String what) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " must be at least 1");
    }
  }
}

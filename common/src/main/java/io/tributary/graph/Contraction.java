package io.tributary.graph;

import io.tributary.exchange.Exchange;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * One level of the cluster tier, as one task of it holds it.
 *
 * <p>Each partition of edges is replaced by its stars: every node with the first node of its
 * component there, in an order that is as good as random and another one on each level. The owner
 * of a node gathers the stars it takes part in, joins what they show to be connected under one
 * representative, and passes on only which centres its representatives stand for. A node that is no
 * centre anywhere is done: even of a chain with one edge a partition, which a fixed order would not
 * shorten, a third vanishes on each level, and more of every other graph.
 *
 * @param members node, representative, node, representative …: every node that the task owns
 * @param centres how many of these are the centre of a star
 * @param edges between centres: the graph of the next level
 */
record Contraction(long[] members, int centres, long[] edges) implements Serializable {

  /** A level, or the share of one task in it, in numbers. */
  record Sizes(long nodes, long centres, long edges) implements Serializable {
    Sizes plus(Sizes other) {
      return new Sizes(nodes + other.nodes, centres + other.centres, edges + other.edges);
    }

    /** Nodes that are no centre: an edge ties each of them to a node of the next level. */
    long attached() {
      return nodes - centres;
    }
  }

  /**
   * @param edges one object a partition: its edges in chunks
   * @param level from 0
   */
  static JavaRDD<Contraction> of(JavaRDD<List<long[]>> edges, int tasks, int level) {
    long salt = RadixUnionFind.mix(level + 1L);
    Exchange.Sender<List<long[]>> stars =
        (task, chunks, to) -> {
          LabelledNodes nodes = RadixUnionFind.label(chunks, salt);
          for (int i = 0; i < nodes.size(); i++) {
            to.add(Exchange.owner(nodes.node(i), tasks), nodes.node(i), nodes.label(i));
          }
        };
    return Exchange.exchange(edges, tasks, stars)
        .mapPartitionsWithIndex(
            (task, parts) -> List.of(of(parts.next(), task, tasks, salt)).iterator(), true);
  }

  private static Contraction of(List<long[]> stars, int task, int tasks, long salt) {
    LongIndex centres = new LongIndex();
    for (long[] chunk : stars) {
      for (int i = 0; i < chunk.length; i += 2) {
        if (chunk[i] == chunk[i + 1]) {
          centres.add(chunk[i]);
        }
      }
    }
    LabelledNodes nodes = RadixUnionFind.label(stars, salt);
    LongList members = new LongList();
    LongList edges = new LongList();
    for (int i = 0; i < nodes.size(); i++) {
      long node = nodes.node(i);
      boolean isOwned = Exchange.owner(node, tasks) == task;
      if (isOwned) {
        members.add(node);
        members.add(nodes.label(i));
      }
      boolean isCentre = !isOwned || centres.find(node) >= 0;
      if (isCentre && node != nodes.label(i)) {
        edges.add(node);
        edges.add(nodes.label(i));
      }
    }
    return new Contraction(members.toArray(), centres.size(), edges.toArray());
  }

  Sizes sizes() {
    return new Sizes(members.length / 2, centres, edges.length / 2);
  }

  /** Each representative of the members once. */
  LongIndex representatives() {
    LongIndex representatives = new LongIndex();
    for (int i = 0; i < members.length; i += 2) {
      representatives.add(members[i + 1]);
    }
    return representatives;
  }

  /**
   * The members with the labels of their representatives: node, label, node, label … A
   * representative that the level above does not know was done: it is the label.
   */
  long[] labelled(LongMap labels) {
    long[] rows = members.clone();
    for (int i = 0; i < rows.length; i += 2) {
      int position = labels.find(members[i + 1]);
      rows[i + 1] = position < 0 ? members[i + 1] : labels.value(position);
    }
    return rows;
  }
}

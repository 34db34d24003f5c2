package io.tributary.graph;

import io.tributary.exchange.Exchange;
import java.util.List;

/**
 * The smallest node and the number of nodes under each label, as far as one task knows. Tasks ask
 * the owner of the label with what they know, and the owner answers with what all know.
 */
final class Smallest {
  private final LongIndex labels = new LongIndex();
  private final LongList smallest = new LongList();
  private final LongList counts = new LongList();

  private Smallest() {}

  /**
   * @param rows node, label, node, label …
   */
  static Smallest of(long[] rows) {
    Smallest known = new Smallest();
    for (int i = 0; i < rows.length; i += 2) {
      known.add(rows[i + 1], rows[i], 1);
    }
    return known;
  }

  /**
   * @param asked runs of label, smallest node, number of nodes, asking task
   */
  static Smallest of(List<long[]> asked) {
    Smallest known = new Smallest();
    for (long[] chunk : asked) {
      for (int i = 0; i < chunk.length; i += 4) {
        known.add(chunk[i], chunk[i + 1], chunk[i + 2]);
      }
    }
    return known;
  }

  private void add(long label, long node, long nodes) {
    int position = labels.add(label);
    if (position == smallest.size()) {
      smallest.add(node);
      counts.add(nodes);
    } else {
      smallest.set(position, Math.min(smallest.get(position), node));
      counts.set(position, counts.get(position) + nodes);
    }
  }

  void ask(int task, Exchange to) {
    for (int i = 0; i < labels.size(); i++) {
      long label = labels.id(i);
      to.add(Exchange.owner(label, to.receivers()), label, smallest.get(i), counts.get(i), task);
    }
  }

  void answer(List<long[]> asked, Exchange to) {
    for (long[] chunk : asked) {
      for (int i = 0; i < chunk.length; i += 4) {
        int position = labels.find(chunk[i]);
        int asker = (int) chunk[i + 3];
        to.add(asker, chunk[i], smallest.get(position), counts.get(position), asker);
      }
    }
  }

  static LabelledNodes apply(long[] rows, List<long[]> answers) {
    Smallest known = of(answers);
    long[] labelled = new long[rows.length];
    long largest = 0;
    for (int i = 0; i < rows.length; i += 2) {
      int position = known.labels.find(rows[i + 1]);
      labelled[i] = rows[i];
      labelled[i + 1] = known.smallest.get(position);
      largest = Math.max(largest, known.counts.get(position));
    }
    return new LabelledNodes(labelled, rows.length / 2, largest);
  }
}

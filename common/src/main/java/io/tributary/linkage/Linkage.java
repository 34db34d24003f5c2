package io.tributary.linkage;

import java.util.List;

/** What {@link Linker} found. */
public final class Linkage {
  /** Takes candidate pairs: positions of two records, and the weight in bits. */
  public interface PairSink {
    void accept(int left, int right, double weight);
  }

  private final Schema schema;
  private final List<LinkRecord> records;
  private final int[] clusters;
  private final ScoredPairs pairs;
  private final Model model;
  private final Reach reach;

  Linkage(
      Schema schema,
      List<LinkRecord> records,
      int[] clusters,
      ScoredPairs pairs,
      Model model,
      Reach reach) {
    this.schema = schema;
    this.records = records;
    this.clusters = clusters;
    this.pairs = pairs;
    this.model = model;
    this.reach = reach;
  }

  public Schema schema() {
    return schema;
  }

  public List<LinkRecord> records() {
    return records;
  }

  /** For each record the position of the first record of its cluster. */
  public int[] clusters() {
    return clusters.clone();
  }

  /** The clusters that another cut would have given. */
  public int[] recluster(double cut) {
    return pairs.cluster(model.withCut(cut), records);
  }

  public Model model() {
    return model;
  }

  /** What blocking could reach. */
  public Reach reach() {
    return reach;
  }

  /** Number of pairs that were compared. */
  public int candidates() {
    return pairs.size();
  }

  /** Every candidate pair, each once. */
  public void forEachPair(PairSink sink) {
    for (int pair = 0; pair < pairs.size(); pair++) {
      sink.accept(pairs.left(pair), pairs.right(pair), pairs.weight(pair));
    }
  }
}

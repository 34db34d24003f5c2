package io.tributary.linkage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The candidate pairs with their patterns, and, after {@link #weigh}, their weights. Arrays side by
 * side, because there are millions.
 */
final class ScoredPairs {
  private static final int BLOCKS_A_CHUNK = 4096;

  private int size;
  private int[] lefts = new int[1024];
  private int[] rights = new int[1024];
  private long[] patterns = new long[1024];
  private float[] weights = new float[0];

  private ScoredPairs() {}

  /** Forms and compares the pairs of all blocks, each pair once, in the order of the blocks. */
  static ScoredPairs of(Blocks blocks, List<LinkRecord> records, Comparisons comparisons) {
    int chunks = (blocks.count() + BLOCKS_A_CHUNK - 1) / BLOCKS_A_CHUNK;
    List<ScoredPairs> parts =
        IntStream.range(0, chunks)
            .parallel()
            .mapToObj(chunk -> chunk(chunk, blocks, records, comparisons))
            .toList();
    ScoredPairs all = new ScoredPairs();
    parts.forEach(all::addAll);
    return all;
  }

  private static ScoredPairs chunk(
      int chunk, Blocks blocks, List<LinkRecord> records, Comparisons comparisons) {
    ScoredPairs pairs = new ScoredPairs();
    int end = Math.min(blocks.count(), (chunk + 1) * BLOCKS_A_CHUNK);
    for (int block = chunk * BLOCKS_A_CHUNK; block < end; block++) {
      blocks.pairs(
          block,
          (left, right) ->
              pairs.add(left, right, comparisons.pattern(records.get(left), records.get(right))));
    }
    return pairs;
  }

  private void add(int left, int right, long pattern) {
    reserve(size + 1);
    lefts[size] = left;
    rights[size] = right;
    patterns[size++] = pattern;
  }

  private void addAll(ScoredPairs other) {
    reserve(size + other.size);
    System.arraycopy(other.lefts, 0, lefts, size, other.size);
    System.arraycopy(other.rights, 0, rights, size, other.size);
    System.arraycopy(other.patterns, 0, patterns, size, other.size);
    size += other.size;
  }

  private void reserve(int needed) {
    if (needed > lefts.length) {
      int length = Math.max(needed, 2 * lefts.length);
      lefts = Arrays.copyOf(lefts, length);
      rights = Arrays.copyOf(rights, length);
      patterns = Arrays.copyOf(patterns, length);
    }
  }

  int size() {
    return size;
  }

  int left(int pair) {
    return lefts[pair];
  }

  int right(int pair) {
    return rights[pair];
  }

  double weight(int pair) {
    return weights[pair];
  }

  /** Weighs all pairs, with the model's chances and the priors that fit these pairs. */
  Model weigh(Model model, List<LinkRecord> records) {
    int n = size;
    Scorer scorer = new Scorer(model);
    float[][] evidence = new float[3][n];
    IntStream.range(0, n)
        .parallel()
        .forEach(
            pair -> {
              double[] logs =
                  scorer.evidence(
                      patterns[pair], records.get(lefts[pair]), records.get(rights[pair]));
              for (int c = 0; c < 3; c++) {
                evidence[c][pair] = (float) logs[c];
              }
            });
    Model fitted = Priors.fit(model, evidence, records.size());
    Scorer fittedScorer = new Scorer(fitted);
    weights = new float[n];
    for (int pair = 0; pair < n; pair++) {
      weights[pair] =
          (float) fittedScorer.weight(evidence[0][pair], evidence[1][pair], evidence[2][pair]);
    }
    return fitted;
  }

  /** Groups the records by the weights. */
  int[] cluster(Model model, List<LinkRecord> records) {
    Scorer scorer = new Scorer(model);
    return AverageLinkage.cluster(
        records.size(),
        size,
        lefts,
        rights,
        weights,
        (left, right) -> scorer.weight(records.get(left), records.get(right)),
        model.cut());
  }
}

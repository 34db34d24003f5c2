package io.tributary.linkage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Trains a model on records without labels. */
final class Training {
  private static final double DEFAULT_CUT = 2;

  private final List<Field> fields;
  private final List<LinkRecord> records;
  private final Comparisons comparisons;
  private final long[] frequentKeys;
  private final RandomPairs randomPairs;
  private final List<PatternCounts> rules;

  Training(List<Field> fields, List<LinkRecord> records, Blocks blocks) {
    this.fields = fields;
    this.records = records;
    comparisons = new Comparisons(fields, MovingTogether.group(fields, records));
    frequentKeys = blocks.frequent();
    randomPairs = new RandomPairs(fields, records, comparisons);
    rules = PatternCounts.byRule(blocks, fields, records, comparisons);
  }

  Comparisons comparisons() {
    return comparisons;
  }

  /**
   * @param clusters the cluster of each record as far as known, or each record alone: frequencies
   *     count customers, not records
   */
  Model train(int[] clusters) {
    List<Frequencies> frequencies =
        IntStream.range(0, fields.size())
            .parallel()
            .mapToObj(field -> FrequencyCount.of(fields, field, records, clusters))
            .toList();
    List<Comparison> all = comparisons.all();
    double[] equal =
        all.stream().mapToDouble(c -> frequencies.get(c.fields().get(0)).mean()).toArray();
    double[][] random = randomPairs.chances(clusters, equal);
    double[][] nearby = randomPairs.nearby(clusters, random);
    Expectation expectation =
        new Expectation(
            all.stream().map(comparison -> comparison.kinds(fields)).toList(), random, nearby);
    expectation.run(rules);
    List<LevelChances> levels = new ArrayList<>();
    for (int c = 0; c < all.size(); c++) {
      levels.add(new LevelChances(expectation.match()[c], random[c], expectation.household()[c]));
    }
    double pairs = Math.max(1, records.size() * (records.size() - 1.0) / 2);
    double prior = Math.min(0.01, records.size() / pairs);
    Frequencies fullNames = FrequencyCount.fullNames(fields, records, clusters);
    return new Model(
        fields, frequentKeys, frequencies, fullNames, all, levels, prior, prior, DEFAULT_CUT);
  }
}

package io.tributary.linkage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How many pairs show each pattern of agreement: all that training looks at. There are hundreds of
 * patterns where there are millions of pairs.
 *
 * @param comparisons those that all these pairs agree on because they were chosen so, one bit each;
 *     they say nothing here
 * @param patterns distinct
 * @param counts pairs that show each
 */
record PatternCounts(int comparisons, long[] patterns, double[] counts) {
  /** Pairs that are looked at in all. */
  private static final int PAIRS = 2_000_000;

  private static final int BLOCKS_A_CHUNK = 4096;

  static PatternCounts of(int comparisons, LongSums byPattern) {
    long[] patterns = byPattern.keys();
    double[] counts = new double[patterns.length];
    for (int p = 0; p < counts.length; p++) {
      counts[p] = byPattern.sum(patterns[p]);
    }
    return new PatternCounts(comparisons, patterns, counts);
  }

  /** The patterns of the pairs in the blocks of each rule; a rule is what its blocks decide. */
  static List<PatternCounts> byRule(
      Blocks blocks, List<Field> fields, List<LinkRecord> records, Comparisons comparisons) {
    int[] decided = new int[blocks.count()];
    Map<Integer, Long> left = new TreeMap<>();
    for (int b = 0; b < decided.length; b++) {
      decided[b] = decided(blocks.fields(b), fields, comparisons.all());
      left.put(decided[b], 0L);
    }
    left.replaceAll((rule, none) -> (long) PAIRS / left.size());
    // Blocks are numbered by the hash of their keys: their order is a random one already.
    boolean[] isChosen = new boolean[decided.length];
    for (int b = 0; b < decided.length; b++) {
      int size = blocks.members(b).length;
      isChosen[b] = left.getOrDefault(decided[b], 0L) >= 0;
      left.merge(decided[b], -size * (size - 1L) / 2, Long::sum);
    }
    int chunks = (decided.length + BLOCKS_A_CHUNK - 1) / BLOCKS_A_CHUNK;
    Map<Integer, LongSums> tables = new TreeMap<>();
    IntStream.range(0, chunks)
        .parallel()
        .mapToObj(chunk -> count(chunk, decided, isChosen, blocks, records, comparisons))
        .toList()
        .forEach(
            part ->
                part.forEach(
                    (rule, counts) ->
                        tables.computeIfAbsent(rule, key -> new LongSums()).addAll(counts)));
    List<PatternCounts> rules = new ArrayList<>();
    tables.forEach((rule, table) -> rules.add(of(rule, table)));
    return rules;
  }

  private static Map<Integer, LongSums> count(
      int chunk,
      int[] decided,
      boolean[] isChosen,
      Blocks blocks,
      List<LinkRecord> records,
      Comparisons comparisons) {
    Map<Integer, LongSums> tables = new TreeMap<>();
    int end = Math.min(decided.length, (chunk + 1) * BLOCKS_A_CHUNK);
    for (int b = chunk * BLOCKS_A_CHUNK; b < end; b++) {
      if (!isChosen[b]) {
        continue;
      }
      LongSums table = tables.computeIfAbsent(decided[b], key -> new LongSums());
      int[] members = blocks.members(b);
      for (int i = 0; i < members.length; i++) {
        for (int j = i + 1; j < members.length; j++) {
          table.add(comparisons.pattern(records.get(members[i]), records.get(members[j])), 1);
        }
      }
    }
    return tables;
  }

  /** The comparisons that a blocking key has decided; a key of any name speaks for all names. */
  private static int decided(int keyFields, List<Field> fields, List<Comparison> comparisons) {
    int decided = 0;
    for (int c = 0; c < comparisons.size(); c++) {
      for (int field : comparisons.get(c).fields()) {
        int asKeyed = fields.get(field).kind().isName() ? 0 : field;
        decided |= (keyFields >>> asKeyed & 1) << c;
      }
    }
    return decided;
  }
}

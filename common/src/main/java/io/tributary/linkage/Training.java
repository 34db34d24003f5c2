package io.tributary.linkage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Trains a model on records without labels. */
final class Training {
  private static final int RANDOM_PAIRS = 400_000;
  private static final int RULE_PAIRS = 2_000_000;

  /** So many customers of one full name may be one customer in pieces. */
  private static final int PIECES = 3;

  private static final double DEFAULT_CUT = 1;
  private static final double LEAST_CHANCE = 1e-7;

  private final List<Field> fields;
  private final List<LinkRecord> records;
  private final List<Comparison> grouped;
  private final Comparisons comparisons;

  private final int[] randomLefts;
  private final int[] randomRights;
  private final long[] randomPatterns;
  private final List<PatternCounts> rules;

  Training(List<Field> fields, List<LinkRecord> records, Blocks blocks) {
    this.fields = fields;
    this.records = records;
    grouped = MovingTogether.group(fields, records);
    comparisons = new Comparisons(fields, grouped);
    int n = records.size();
    int pairs = n < 2 ? 0 : (int) Math.min(RANDOM_PAIRS, 5L * n * (n - 1));
    randomLefts = new int[pairs];
    randomRights = new int[pairs];
    randomPatterns = new long[pairs];
    IntStream.range(0, pairs).parallel().forEach(this::drawRandomPair);
    rules = rules(blocks);
  }

  private void drawRandomPair(int t) {
    int n = records.size();
    int left = (int) Long.remainderUnsigned(Hash.mix(2L * t), n);
    int other = (int) Long.remainderUnsigned(Hash.mix(2L * t + 1), n - 1);
    int right = other < left ? other : other + 1;
    randomLefts[t] = left;
    randomRights[t] = right;
    randomPatterns[t] = comparisons.pattern(records.get(left), records.get(right));
  }

  Comparisons comparisons() {
    return comparisons;
  }

  /**
   * @param clusters the cluster of each record as far as known, or each record alone: frequencies
   *     count customers, not records
   */
  Model train(int[] clusters) {
    List<Frequencies> frequencies = new ArrayList<>();
    for (int f = 0; f < fields.size(); f++) {
      frequencies.add(frequencies(f, clusters));
    }
    double[][] random = random(frequencies, clusters);
    boolean[] isShared = new boolean[grouped.size()];
    boolean[] tellsApart = new boolean[grouped.size()];
    for (int c = 0; c < isShared.length; c++) {
      FieldKind kind = fields.get(grouped.get(c).fields().get(0)).kind();
      isShared[c] = kind.isShared();
      tellsApart[c] = kind == FieldKind.GIVEN_NAME || kind == FieldKind.BIRTH_DATE;
    }
    Expectation expectation = new Expectation(isShared, tellsApart, random);
    expectation.run(rules);
    List<LevelChances> levels = new ArrayList<>();
    for (int c = 0; c < isShared.length; c++) {
      levels.add(
          new LevelChances(
              expectation.match()[c],
              random[c],
              isShared[c] ? expectation.household()[c] : random[c]));
    }
    double pairs = Math.max(1, records.size() * (records.size() - 1.0) / 2);
    double prior = Math.min(0.01, records.size() / pairs);
    return new Model(
        fields, frequencies, fullNames(clusters), grouped, levels, prior, prior, DEFAULT_CUT);
  }

  /** Each customer counts once, divided among the values of its records. */
  private Frequencies frequencies(int field, int[] clusters) {
    Map<Integer, Integer> filled = new HashMap<>();
    for (int r = 0; r < clusters.length; r++) {
      if (records.get(r).values()[field].length > 0) {
        filled.merge(clusters[r], 1, Integer::sum);
      }
    }
    Map<Long, Double> shares = new TreeMap<>();
    for (int r = 0; r < clusters.length; r++) {
      Value[] values = records.get(r).values()[field];
      for (Value value : values) {
        shares.merge(
            value.key(), 1.0 / filled.getOrDefault(clusters[r], 1) / values.length, Double::sum);
      }
    }
    double total = Math.max(2, filled.size());
    double floor = 1.0 / total;
    double mean = 0;
    long[] keys = new long[shares.size()];
    float[] kept = new float[shares.size()];
    int n = 0;
    for (Map.Entry<Long, Double> entry : shares.entrySet()) {
      double share = entry.getValue() / total;
      mean += share * share;
      if (share > floor) {
        keys[n] = entry.getKey();
        kept[n++] = (float) share;
      }
    }
    mean = Math.max(mean, floor * floor);
    return new Frequencies(Arrays.copyOf(keys, n), Arrays.copyOf(kept, n), floor, mean);
  }

  /**
   * Full names of more customers than {@link #PIECES}; what each record alone says is not enough.
   */
  private Frequencies fullNames(int[] clusters) {
    int given = position(FieldKind.GIVEN_NAME);
    int family = position(FieldKind.FAMILY_NAME);
    Map<Long, Set<Integer>> customers = new TreeMap<>();
    Set<Integer> all = new HashSet<>();
    for (int r = 0; r < clusters.length && given >= 0 && family >= 0; r++) {
      Value[] givens = records.get(r).values()[given];
      Value[] families = records.get(r).values()[family];
      all.add(clusters[r]);
      if (givens.length > 0 && families.length > 0) {
        customers
            .computeIfAbsent(Hash.of(givens[0].key(), families[0].key()), key -> new HashSet<>())
            .add(clusters[r]);
      }
    }
    customers.values().removeIf(holders -> holders.size() <= PIECES);
    long[] keys = new long[customers.size()];
    float[] shares = new float[keys.length];
    int n = 0;
    for (Map.Entry<Long, Set<Integer>> name : customers.entrySet()) {
      keys[n] = name.getKey();
      shares[n++] = (float) (name.getValue().size() - PIECES) / all.size();
    }
    boolean isKnown = all.size() < records.size();
    return isKnown
        ? new Frequencies(keys, shares, 0, 1)
        : new Frequencies(new long[0], new float[0], 0, 1);
  }

  private int position(FieldKind kind) {
    return fields.stream().map(Field::kind).toList().indexOf(kind);
  }

  private double[][] random(List<Frequencies> frequencies, int[] clusters) {
    int[][] counts = new int[grouped.size()][];
    for (int f = 0; f < counts.length; f++) {
      counts[f] = new int[comparisons.levelCount(f)];
    }
    for (int t = 0; t < randomPatterns.length; t++) {
      if (clusters[randomLefts[t]] == clusters[randomRights[t]]) {
        continue;
      }
      long pattern = randomPatterns[t];
      for (int f = 0; f < counts.length; f++) {
        int level = Comparisons.level(pattern, f);
        if (level >= 0) {
          counts[f][level]++;
        }
      }
    }
    double[][] random = new double[counts.length][];
    for (int c = 0; c < random.length; c++) {
      random[c] = chances(counts[c], frequencies.get(grouped.get(c).fields().get(0)).mean());
    }
    return random;
  }

  /** Equality is rare: its chance comes from the frequencies, the others from the sample. */
  private static double[] chances(int[] counts, double equal) {
    int levels = counts.length;
    double[] chances = new double[levels];
    double total = 0;
    for (int l = 0; l < levels - 1; l++) {
      total += counts[l] + 0.5;
    }
    for (int l = 0; l < levels - 1; l++) {
      chances[l] = Math.max(LEAST_CHANCE, (1 - equal) * (counts[l] + 0.5) / total);
    }
    chances[levels - 1] = Math.max(LEAST_CHANCE, equal);
    return chances;
  }

  private List<PatternCounts> rules(Blocks blocks) {
    Map<Integer, Map<Long, Integer>> tables = new TreeMap<>();
    // Blocks are numbered by the hash of their keys: their order is a random one already.
    Map<Integer, Integer> taken = new HashMap<>();
    Set<Integer> kinds = new HashSet<>();
    for (int b = 0; b < blocks.count(); b++) {
      kinds.add(excluded(blocks.fields(b)));
    }
    int most = RULE_PAIRS / Math.max(1, kinds.size());
    for (int b = 0; b < blocks.count(); b++) {
      int rule = excluded(blocks.fields(b));
      int already = taken.getOrDefault(rule, 0);
      if (already > most) {
        continue;
      }
      int[] members = blocks.members(b);
      Map<Long, Integer> table = tables.computeIfAbsent(rule, key -> PatternCounts.empty());
      for (int i = 0; i < members.length; i++) {
        for (int j = i + 1; j < members.length; j++) {
          table.merge(
              comparisons.pattern(records.get(members[i]), records.get(members[j])),
              1,
              Integer::sum);
        }
      }
      taken.put(rule, already + members.length * (members.length - 1) / 2);
    }
    List<PatternCounts> rules = new ArrayList<>();
    tables.forEach((rule, table) -> rules.add(PatternCounts.of(rule, table)));
    return rules;
  }

  /** The comparisons that a blocking key has decided; a key of any name speaks for all names. */
  private int excluded(int keyFields) {
    int excluded = 0;
    for (int c = 0; c < grouped.size(); c++) {
      for (int field : grouped.get(c).fields()) {
        int asKeyed = fields.get(field).kind().isName() ? 0 : field;
        excluded |= (keyFields >>> asKeyed & 1) << c;
      }
    }
    return excluded;
  }
}

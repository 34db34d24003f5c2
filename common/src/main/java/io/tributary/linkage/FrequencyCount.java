package io.tributary.linkage;

import java.util.Arrays;
import java.util.List;

/**
 * Counts how frequent values are among customers: a customer counts once, divided among the values
 * of its records.
 */
final class FrequencyCount {
  /** So many customers of one full name may be one customer in pieces. */
  static final int PIECES = 3;

  /**
   * A contact or number that customers of more names have is nobody's: a store's, a placeholder.
   */
  private static final int MOST_NAMES = 10;

  private FrequencyCount() {}

  /**
   * @param clusters for each record the position of the first record of its cluster
   */
  static Frequencies of(List<Field> fields, int field, List<LinkRecord> records, int[] clusters) {
    int[] filled = new int[clusters.length];
    int customers = 0;
    for (int r = 0; r < clusters.length; r++) {
      if (records.get(r).values()[field].length > 0 && filled[clusters[r]]++ == 0) {
        customers++;
      }
    }
    LongSums sums = new LongSums();
    for (int r = 0; r < clusters.length; r++) {
      Value[] values = records.get(r).values()[field];
      for (Value value : values) {
        sums.add(value.key(), 1.0 / filled[clusters[r]] / values.length);
      }
    }
    LongSums names =
        fields.get(field).kind().isOwn() ? names(fields, field, records) : new LongSums();
    double total = Math.max(2, customers);
    double floor = 1 / total;
    double mean = 0;
    long[] keys = sums.keys();
    float[] shares = new float[keys.length];
    int n = 0;
    for (long key : keys) {
      boolean isNobodys = names.sum(key) > MOST_NAMES;
      // To have it in common says nothing, as if everybody had it.
      double share = isNobodys ? 1 : sums.sum(key) / total;
      mean += isNobodys ? 0 : share * share;
      if (share > floor) {
        keys[n] = key;
        shares[n++] = (float) share;
      }
    }
    return new Frequencies(
        Arrays.copyOf(keys, n), Arrays.copyOf(shares, n), floor, Math.max(mean, floor * floor));
  }

  /** For each value of a field how many full names the records that have it bear. */
  private static LongSums names(List<Field> fields, int field, List<LinkRecord> records) {
    FullNames fullNames = new FullNames(fields);
    LongSums seen = new LongSums();
    LongSums names = new LongSums();
    for (LinkRecord record : records) {
      long name = fullNames.brief(record);
      for (Value value : record.values()[field]) {
        if (name != FullNames.NONE && seen.add(Hash.of(value.key(), name), 1)) {
          names.add(value.key(), 1);
        }
      }
    }
    return names;
  }

  /**
   * Full names, with and without the words between, of more customers than {@link #PIECES}; what
   * each record alone says is not enough, so none are known before records are grouped.
   */
  static Frequencies fullNames(List<Field> fields, List<LinkRecord> records, int[] clusters) {
    FullNames names = new FullNames(fields);
    LongSums holders = new LongSums();
    LongSums seen = new LongSums();
    int customers = 0;
    for (int r = 0; r < clusters.length; r++) {
      customers += clusters[r] == r ? 1 : 0;
      LinkRecord record = records.get(r);
      for (long name : new long[] {names.brief(record), names.whole(record)}) {
        if (name != FullNames.NONE && seen.add(Hash.of(name, clusters[r]), 1)) {
          holders.add(name, 1);
        }
      }
    }
    long[] keys = customers == clusters.length ? new long[0] : holders.keys();
    float[] shares = new float[keys.length];
    int n = 0;
    for (long key : keys) {
      double more = holders.sum(key) - PIECES;
      if (more > 0) {
        keys[n] = key;
        shares[n++] = (float) (more / customers);
      }
    }
    return new Frequencies(Arrays.copyOf(keys, n), Arrays.copyOf(shares, n), 0, 1);
  }
}

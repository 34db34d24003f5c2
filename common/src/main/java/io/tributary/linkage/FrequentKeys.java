package io.tributary.linkage;

/**
 * Whether a key is among many. Keys are hashes, so their first bits say nearly where they would
 * stand: that is one look instead of the twenty of a search by halves.
 */
final class FrequentKeys {
  private final long[] keys;
  private final int shift;

  /** Where the keys with some first bits begin; one more than there are such bits. */
  private final int[] starts;

  /**
   * @param keys ascending
   */
  FrequentKeys(long[] keys) {
    this.keys = keys;
    int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(keys.length));
    shift = Long.SIZE - bits;
    starts = new int[(1 << bits) + 1];
    for (long key : keys) {
      starts[bucket(key) + 1]++;
    }
    for (int bucket = 1; bucket < starts.length; bucket++) {
      starts[bucket] += starts[bucket - 1];
    }
  }

  /** Ascending as the keys are, whose sign comes first. */
  private int bucket(long key) {
    return (int) ((key ^ Long.MIN_VALUE) >>> shift);
  }

  boolean has(long key) {
    int bucket = bucket(key);
    for (int i = starts[bucket]; i < starts[bucket + 1]; i++) {
      if (keys[i] == key) {
        return true;
      }
    }
    return false;
  }
}

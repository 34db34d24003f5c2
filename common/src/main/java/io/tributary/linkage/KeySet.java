package io.tributary.linkage;

/**
 * Whether a key is among many. Keys are hashes, so their first bits say nearly where they would
 * stand: that is one look instead of the twenty of a search by halves. And their last bits say of
 * most others that they are not there, by a look at memory small enough for a processor to keep.
 */
public final class KeySet {
  private static final int BITS_IN_A_WORD = 6;

  /** So few that nearly nine of ten keys that are not there find no bit set. */
  private static final int KEYS_A_WORD = 8;

  private final long[] keys;
  private final int shift;

  /** One bit for some last bits of a key, eight to sixteen times as many as keys. */
  private final long[] filter;

  /** Where the keys with some first bits begin; one more than there are such bits. */
  private final int[] starts;

  /**
   * @param keys ascending
   */
  public KeySet(long[] keys) {
    this.keys = keys;
    int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(keys.length));
    shift = Long.SIZE - bits;
    starts = new int[(1 << bits) + 1];
    filter = new long[Math.max(1, 2 * Integer.highestOneBit(keys.length) / KEYS_A_WORD)];
    for (long key : keys) {
      starts[bucket(key) + 1]++;
      filter[word(key)] |= 1L << key;
    }
    for (int bucket = 1; bucket < starts.length; bucket++) {
      starts[bucket] += starts[bucket - 1];
    }
  }

  /** Ascending as the keys are, whose sign comes first. */
  private int bucket(long key) {
    return (int) ((key ^ Long.MIN_VALUE) >>> shift);
  }

  /** The six bits before those that choose the bit in it. */
  private int word(long key) {
    return (int) (key >>> BITS_IN_A_WORD) & (filter.length - 1);
  }

  public boolean has(long key) {
    return mayHave(key) && isListed(key);
  }

  /**
   * Which of the first {@code n} keys are among these. To ask for many at once is several times as
   * fast: a processor waits for the memory of all together.
   */
  boolean[] has(long[] some, int n) {
    boolean[] has = new boolean[n];
    for (int i = 0; i < n; i++) {
      has[i] = mayHave(some[i]);
    }
    for (int i = 0; i < n; i++) {
      has[i] = has[i] && isListed(some[i]);
    }
    return has;
  }

  private boolean mayHave(long key) {
    return (filter[word(key)] & 1L << key) != 0;
  }

  private boolean isListed(long key) {
    int bucket = bucket(key);
    for (int i = starts[bucket]; i < starts[bucket + 1]; i++) {
      if (keys[i] == key) {
        return true;
      }
    }
    return false;
  }
}

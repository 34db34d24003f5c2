package io.tributary.identity;

import java.util.Arrays;

/**
 * Which of many hashes came more than once: all that did, and some of the others. Most blocking
 * keys are of one record; what is left is few enough to sort.
 */
final class Repeated {
  private static final int LEAST_BITS = 4;

  /** A bit for the first bits of each hash that came, and of each that came again. */
  private final long[] came;

  private final long[] again;
  private final int shift;

  /**
   * @param hashes how many are to come
   */
  private Repeated(long hashes) {
    // Eight bits a hash: one of nine others stands where another one came.
    int bits = Math.max(LEAST_BITS, Long.SIZE - Long.numberOfLeadingZeros(hashes / 8));
    came = new long[1 << bits];
    again = new long[1 << bits];
    shift = Long.SIZE - bits;
  }

  /**
   * Those that came more than once, and some of the others, in the order given.
   *
   * @param runs of entries that begin with a hash
   * @param width longs in an entry
   */
  static long[] of(Iterable<long[]> runs, int width) {
    long entries = 0;
    for (long[] run : runs) {
      entries += run.length / width;
    }
    Repeated repeated = new Repeated(entries);
    for (long[] run : runs) {
      for (int i = 0; i < run.length; i += width) {
        repeated.add(run[i]);
      }
    }
    return repeated.entries(runs, width);
  }

  private void add(long hash) {
    int word = word(hash);
    long bit = 1L << hash;
    again[word] |= came[word] & bit;
    came[word] |= bit;
  }

  private long[] entries(Iterable<long[]> runs, int width) {
    long[] entries = new long[1024];
    int n = 0;
    for (long[] run : runs) {
      for (int i = 0; i < run.length; i += width) {
        if ((again[word(run[i])] & 1L << run[i]) != 0) {
          if (n + width > entries.length) {
            entries = Arrays.copyOf(entries, 2 * entries.length);
          }
          System.arraycopy(run, i, entries, n, width);
          n += width;
        }
      }
    }
    return Arrays.copyOf(entries, n);
  }

  private int word(long hash) {
    return (int) (hash >>> shift);
  }
}

package io.tributary.identity;

/**
 * A record as a member of a block, in one number. From the lowest bits up: its position in a
 * partition of the compared records, that partition, whether it changed, the fields that the
 * block's key is made of, and whether the key forms no pairs.
 */
final class Member {
  /** Partitions of compared records that can be told apart. */
  static final int MOST_PARTITIONS = 1 << 16;

  /** Fields that can be told apart. */
  static final int MOST_FIELDS = 16;

  private static final int POSITION_BITS = 28;
  private static final int NUMBER_BITS = POSITION_BITS + 16;
  private static final int FIELDS_SHIFT = NUMBER_BITS + 1;
  private static final long CHANGED = 1L << NUMBER_BITS;
  private static final long UNRESOLVED = 1L << FIELDS_SHIFT + MOST_FIELDS;

  private Member() {}

  static long of(int partition, int position, boolean isChanged, int fields) {
    long number = (long) partition << POSITION_BITS | position;
    return (long) fields << FIELDS_SHIFT | (isChanged ? CHANGED : 0) | number;
  }

  /**
   * A record with a key that forms no pairs.
   *
   * @param keys for how many such keys this one stands
   */
  static long unresolved(int partition, int position, int keys) {
    return UNRESOLVED | of(partition, position, false, keys);
  }

  /** For how many keys an unresolved one stands. */
  static int keys(long unresolved) {
    return fields(unresolved);
  }

  /** What tells records apart: partition and position. */
  static long number(long member) {
    return member & (CHANGED - 1);
  }

  static int partition(long member) {
    return (int) (number(member) >>> POSITION_BITS);
  }

  static int position(long member) {
    return (int) member & ((1 << POSITION_BITS) - 1);
  }

  static boolean isChanged(long member) {
    return (member & CHANGED) != 0;
  }

  static boolean isUnresolved(long member) {
    return (member & UNRESOLVED) != 0;
  }

  static int fields(long member) {
    return (int) (member >>> FIELDS_SHIFT) & ((1 << MOST_FIELDS) - 1);
  }
}

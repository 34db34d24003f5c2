package io.tributary.linkage;

/** 64-bit hashes that depend on nothing but their input: for keys, and for choosing samples. */
final class Hash {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Hash() {}

  static long of(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
      hash ^= hash >>> 29;
    }
    return mix(hash);
  }

  static long of(long left, long right) {
    return mix(mix(left) * 31 + right);
  }

  /**
   * Finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): a bijection that spreads all bits.
   */
  static long mix(long bits) {
    long mixed = bits + GOLDEN;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}

package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 1000, 65_537})
  void hasItsKeysAndNoOthers(int n) {
    SplittableRandom random = new SplittableRandom(n);
    long[] keys = random.longs(n).sorted().toArray();
    Set<Long> known = new HashSet<>(Arrays.stream(keys).boxed().toList());
    KeySet frequent = new KeySet(keys);

    for (long key : keys) {
      assertThat(frequent.has(key)).isTrue();
      for (int bit = 0; bit < Long.SIZE; bit += 7) {
        long neighbour = key ^ 1L << bit;
        assertThat(frequent.has(neighbour)).isEqualTo(known.contains(neighbour));
      }
    }
    long[] others = random.longs(1000).toArray();
    for (long key : others) {
      assertThat(frequent.has(key)).isEqualTo(known.contains(key));
    }
    assertThat(frequent.has(others, 1000)).containsOnly(false);
    boolean[] hasAll = new boolean[n];
    Arrays.fill(hasAll, true);
    assertThat(frequent.has(keys, n)).isEqualTo(hasAll);
  }
}

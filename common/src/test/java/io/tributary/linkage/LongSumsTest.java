package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LongSumsTest {
  @Test
  void sumsAsAMapDoes() {
    Random dice = new Random(3);
    Map<Long, Double> expected = new TreeMap<>();
    LongSums sums = new LongSums();
    LongSums others = new LongSums();
    for (int i = 0; i < 20_000; i++) {
      long key = i % 3 == 0 ? dice.nextInt(50) - 25 : dice.nextLong() >> 40;
      double amount = dice.nextInt(8);
      boolean isNew = (i % 2 == 0 ? sums : others).add(key, amount);
      assertThat(isNew || expected.containsKey(key)).isTrue();
      expected.merge(key, amount, Double::sum);
    }
    sums.addAll(others);

    assertThat(sums.keys()).containsExactly(expected.keySet().stream().mapToLong(k -> k).toArray());
    assertThat(sums.keys()).hasSize(expected.size());
    expected.forEach((key, sum) -> assertThat(sums.sum(key)).isEqualTo(sum));
    assertThat(sums.sum(Long.MIN_VALUE)).isZero();
  }
}

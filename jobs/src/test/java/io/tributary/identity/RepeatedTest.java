package io.tributary.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RepeatedTest {
  @Test
  void keepsAllThatCameAgainInTheirOrderAndFewOthers() {
    SplittableRandom random = new SplittableRandom(7);
    long[] seldom = random.longs(5_000).toArray();
    List<long[]> runs = new ArrayList<>();
    Map<Long, Integer> count = new HashMap<>();
    for (int run = 0; run < 30; run++) {
      long[] entries = new long[2 * 1_000];
      for (int i = 0; i < entries.length; i += 2) {
        boolean isSeldom = random.nextInt(10) == 0;
        entries[i] = isSeldom ? seldom[random.nextInt(seldom.length)] : random.nextLong();
        entries[i + 1] = run * 1_000L + i;
        count.merge(entries[i], 1, Integer::sum);
      }
      runs.add(entries);
    }

    List<String> kept = new ArrayList<>();
    int others = 0;
    long[] found = Repeated.of(runs, 2);
    for (int i = 0; i < found.length; i += 2) {
      if (count.get(found[i]) > 1) {
        kept.add(found[i] + " " + found[i + 1]);
      } else {
        others++;
      }
    }

    List<String> repeated = new ArrayList<>();
    for (long[] run : runs) {
      for (int i = 0; i < run.length; i += 2) {
        if (count.get(run[i]) > 1) {
          repeated.add(run[i] + " " + run[i + 1]);
        }
      }
    }
    assertThat(repeated).hasSizeGreaterThan(1_000);
    assertThat(kept).isEqualTo(repeated);
    assertThat(others).isLessThan(6_000);
  }

  @Test
  void knowsNoneAmongNone() {
    assertThat(Repeated.of(List.of(), 1)).isEmpty();
    assertThat(Repeated.of(List.of(new long[] {5}), 1)).isEmpty();
    assertThat(Repeated.of(List.of(new long[] {5, -5}, new long[] {5}), 1)).containsExactly(5, 5);
  }
}

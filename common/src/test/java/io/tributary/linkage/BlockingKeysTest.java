package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.linkage.SimpleKeys.Atoms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the definition, subset by subset. */
class BlockingKeysTest {
  private static final int MOST_COMBINED = 14;
  private static final int FIELDS = 6;
  private static final List<Field> NONE = List.of();

  private final Map<Long, String> formed = new HashMap<>();
  private final Map<Long, Integer> unresolved = new HashMap<>();

  @ParameterizedTest
  @ValueSource(doubles = {0, .1, .5, .9, 1})
  void combinesWhatIsFrequent(double share) {
    SplittableRandom random = new SplittableRandom((long) (1000 * share));
    for (int simple = 0; simple <= 2 * MOST_COMBINED; simple++) {
      long[] keys = random.longs(simple).sorted().toArray();
      int[] fields = IntStream.range(0, simple).map(i -> bits(random)).toArray();
      Set<Long> frequent = new HashSet<>();
      everySubset(keys)
          .forEach(
              key -> {
                if (random.nextDouble() < share) {
                  frequent.add(key);
                }
              });
      formed.clear();
      unresolved.clear();
      define(keys, fields, frequent);

      Map<Long, String> found = new HashMap<>();
      Map<Long, Integer> left = new HashMap<>();
      long[] known = frequent.stream().mapToLong(Long::longValue).sorted().toArray();
      new BlockingKeys(NONE, Blocking.AUTOMATIC, known)
          .of(
              new Atoms(keys, fields),
              new BlockingKeys.KeySink() {
                @Override
                public void accept(long key, int bits, int depth) {
                  assertThat(found.put(key, bits + " " + depth)).isNull();
                }

                @Override
                public void unresolved(long key, int depth) {
                  assertThat(left.put(key, depth)).isNull();
                }
              });

      assertThat(found).isEqualTo(formed);
      assertThat(left).isEqualTo(unresolved);
    }
  }

  /** One field, or the two of a rule. */
  private static int bits(SplittableRandom random) {
    int one = 1 << random.nextInt(FIELDS);
    return random.nextInt(4) == 0 ? one | 1 << random.nextInt(FIELDS) : one;
  }

  private static List<Long> everySubset(long[] keys) {
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < keys.length; i++) {
      all.add(keys[i]);
      for (int j = i + 1; j < keys.length; j++) {
        all.add(Hash.of(keys[i], keys[j]));
        for (int k = j + 1; k < keys.length; k++) {
          all.add(Hash.of(Hash.of(keys[i], keys[j]), keys[k]));
        }
      }
    }
    return all;
  }

  /** What {@link BlockingKeys} says of itself, of one record. */
  private void define(long[] keys, int[] fields, Set<Long> frequent) {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < keys.length; i++) {
      if (!frequent.contains(keys[i])) {
        formed.put(keys[i], fields[i] + " 1");
      } else if (open.size() < MOST_COMBINED) {
        open.add(i);
      } else {
        unresolved.put(keys[i], 1);
      }
    }
    for (int i : open) {
      if (open.stream().noneMatch(j -> mayCombine(i, j, fields))) {
        unresolved.put(keys[i], 1);
      }
      for (int j : open) {
        if (i < j && mayCombine(i, j, fields)) {
          two(i, j, keys, fields, frequent, open);
        }
      }
    }
  }

  private void two(
      int i, int j, long[] keys, int[] fields, Set<Long> frequent, List<Integer> open) {
    long pair = Hash.of(keys[i], keys[j]);
    if (!frequent.contains(pair)) {
      formed.put(pair, (fields[i] | fields[j]) + " 2");
      return;
    }
    boolean isCombined = false;
    for (int k : open) {
      if (isOpen(i, k, keys, fields, frequent) && isOpen(j, k, keys, fields, frequent)) {
        isCombined = true;
        if (k > j) {
          long key = Hash.of(pair, keys[k]);
          if (frequent.contains(key)) {
            unresolved.put(key, 3);
          } else {
            formed.put(key, (fields[i] | fields[j] | fields[k]) + " 3");
          }
        }
      }
    }
    if (!isCombined) {
      unresolved.put(pair, 2);
    }
  }

  private static boolean isOpen(int i, int k, long[] keys, int[] fields, Set<Long> frequent) {
    return mayCombine(i, k, fields)
        && frequent.contains(Hash.of(keys[Math.min(i, k)], keys[Math.max(i, k)]));
  }

  /** Where neither has all fields of the other, or of two names: the first bit. */
  private static boolean mayCombine(int i, int j, int[] fields) {
    boolean isPart = (fields[i] & ~fields[j]) == 0 || (fields[j] & ~fields[i]) == 0;
    return i != j && (!isPart || fields[i] == 1 && fields[j] == 1);
  }
}

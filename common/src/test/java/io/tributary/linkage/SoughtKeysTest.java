package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SoughtKeysTest {
  private static final int LARGEST = 2;
  private static final int COMBINED = 14;

  /** With these some records have more simple keys than they combine. */
  private static final List<String> RULES =
      List.of(
          "given_name.start + family_name.start",
          "given_name.start + birth_date.year",
          "given_name.start + birth_date.month_day",
          "family_name.start + birth_date.year",
          "family_name.start + birth_date.month_day",
          "family_name.start + birth_date.year_month");

  private final InventedPeople people = new InventedPeople(7, 500);
  private final Schema schema = Schema.of(List.of(people.table()), Map.of());
  private final List<LinkRecord> records = RecordReader.read(schema, people.table());
  private final TreeSet<Long> frequent = frequent();
  private final BlockingKeys keys = keys(longs(frequent));
  private final int[] foundAt = new int[BlockingKeys.DEEPEST + 1];

  @Test
  void findsWhoHasAKeyThatSomeHave() {
    Random random = new Random(11);
    int found = 0;
    for (int some = 1; some <= 64; some *= 2) {
      TreeSet<Long> sought = new TreeSet<>();
      TreeSet<Long> combined = new TreeSet<>();
      for (int i = 0; i < some; i++) {
        keys.of(records.get(random.nextInt(records.size())), collecting(sought, combined));
      }
      SoughtKeys of = new SoughtKeys(keys, longs(sought), longs(combined));
      for (LinkRecord record : records) {
        boolean hasOne = LongStream.of(keys.of(record)).anyMatch(sought::contains);
        assertThat(of.hasOne(record)).as(record.id()).isEqualTo(hasOne);
        found += hasOne ? 1 : 0;
        keys.of(record, (key, fields, depth) -> foundAt[depth] += sought.contains(key) ? 1 : 0);
      }
    }
    assertThat(found).isBetween(100, 7 * records.size() / 2);
    // Met by keys of each depth, and among records that have more frequent keys than they combine.
    assertThat(foundAt[1]).isPositive();
    assertThat(foundAt[2]).isPositive();
    assertThat(foundAt[3]).isPositive();
    assertThat(records).anyMatch(record -> frequentOf(record) > COMBINED);
    assertThat(records).anyMatch(record -> frequentOf(record) < COMBINED);
  }

  private static BlockingKeys.KeySink collecting(TreeSet<Long> sought, TreeSet<Long> combined) {
    return new BlockingKeys.KeySink() {
      @Override
      public void accept(long key, int fields, int depth) {
        sought.add(key);
      }

      @Override
      public void combined(long key) {
        combined.add(key);
      }
    };
  }

  private long frequentOf(LinkRecord record) {
    return LongStream.of(keys.simple(record).keys()).filter(frequent::contains).count();
  }

  /** What more than a few records have, of simple keys, of pairs of them and of three. */
  private TreeSet<Long> frequent() {
    TreeSet<Long> often = new TreeSet<>();
    for (int depth = 1; depth <= BlockingKeys.DEEPEST; depth++) {
      BlockingKeys known = keys(longs(often));
      Map<Long, Integer> counts = new HashMap<>();
      records.forEach(
          record ->
              LongStream.of(known.of(record)).forEach(key -> counts.merge(key, 1, Integer::sum)));
      counts.forEach(
          (key, count) -> {
            if (count > LARGEST) {
              often.add(key);
            }
          });
    }
    return often;
  }

  private BlockingKeys keys(long[] frequent) {
    Blocking blocking = new Blocking(true, RULES.stream().map(BlockingRule::of).toList());
    return new BlockingKeys(schema.fields(), blocking, frequent);
  }

  private static long[] longs(TreeSet<Long> keys) {
    return keys.stream().mapToLong(Long::longValue).toArray();
  }
}

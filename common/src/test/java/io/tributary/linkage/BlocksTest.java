package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private final InventedPeople people = new InventedPeople(9, 500);
  private final Schema schema = Schema.of(List.of(people.table()), Map.of());
  private final List<LinkRecord> records = RecordReader.read(schema, people.table());

  @Test
  void formsEachPairOnceAndOnlyInsideSmallBlocks() {
    Blocks blocks = Blocks.of(keys(schema), records, 12, Long.MAX_VALUE);

    Set<Long> pairs = new HashSet<>();
    Set<Long> expected = new HashSet<>();
    for (int block = 0; block < blocks.count(); block++) {
      int[] members = blocks.members(block);
      assertThat(members.length).isBetween(2, 12);
      for (int left : members) {
        for (int right : members) {
          if (left < right) {
            expected.add((long) left << 32 | right);
          }
        }
      }
      blocks.pairs(
          block, (left, right) -> assertThat(pairs.add((long) left << 32 | right)).isTrue());
    }
    assertThat(pairs).isEqualTo(expected);
    assertThat(blocks.frequent()).isNotEmpty();
  }

  @Test
  void dropsNoPairThatAgreesOnAnythingRare() {
    Blocks blocks = Blocks.of(keys(schema), records, 12, Long.MAX_VALUE);

    int email = schema.fields().stream().map(Field::kind).toList().indexOf(FieldKind.EMAIL);
    Map<String, Integer> first = new HashMap<>();
    int met = 0;
    for (int r = 0; r < records.size(); r++) {
      for (Value value : records.get(r).values()[email]) {
        Integer before = first.putIfAbsent(value.text(), r);
        if (before != null) {
          assertThat(blocks.common(before, r)).isPositive();
          met++;
        }
      }
    }
    assertThat(met).isGreaterThan(500);
  }

  @Test
  void takesSmallerBlocksWhenPairsWouldBeTooMany() {
    Blocks all = Blocks.of(keys(schema), records, 40, Long.MAX_VALUE);
    Blocks few = Blocks.of(keys(schema), records, 40, all.pairs() / 2);

    assertThat(few.limit()).isLessThan(all.limit());
    assertThat(few.pairs()).isLessThanOrEqualTo(all.pairs() / 2);
  }

  @Test
  void countsThePairsOfWhatCannotBeRefined() {
    List<LinkRecord> same = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      same.add(new LinkRecord("s" + i, "people", records.get(0).values()));
    }

    Blocks blocks = Blocks.of(keys(schema), same, 12, Long.MAX_VALUE);

    assertThat(blocks.count()).isZero();
    assertThat(blocks.unresolved().keys()).isPositive();
    assertThat(blocks.unresolved().pairs()).isEqualTo(blocks.unresolved().keys() * (30L * 29 / 2));
  }

  @Test
  void countsWhatHasNothingToBeCombinedWith() {
    Table names =
        new Table(
            "names",
            List.of("first_name", "surname"),
            IntStream.range(0, 46).mapToObj(i -> "n" + i).toList(),
            IntStream.range(0, 46)
                .mapToObj(i -> new String[] {i < 40 ? "john" : "mary", surname(i)})
                .toList());
    Schema ofNames = Schema.of(List.of(names), Map.of());

    Blocks blocks = Blocks.of(keys(ofNames), RecordReader.read(ofNames, names), 12, Long.MAX_VALUE);

    // 30 John Smiths share a combination of two; ten Johns without a family name share "john" only;
    // six Marys are a block.
    assertThat(blocks.unresolved()).isEqualTo(new Blocks.Unresolved(2, 30L * 29 / 2 + 10L * 9 / 2));
    assertThat(blocks.pairs()).isEqualTo(6L * 5 / 2);
  }

  private static BlockingKeys keys(Schema schema) {
    return new BlockingKeys(schema.fields(), Blocking.AUTOMATIC, new long[0]);
  }

  private static String surname(int i) {
    if (i < 40) {
      return i < 30 ? "smith" : null;
    }
    return List.of("miller", "brown", "davis", "clark", "lewis", "walker").get(i - 40);
  }
}

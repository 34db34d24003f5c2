package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlockingTest {
  private final InventedPeople people = new InventedPeople(3, 300);
  private final Schema schema = Schema.of(List.of(people.table()), Map.of());
  private final List<LinkRecord> records = RecordReader.read(schema, people.table());

  @Test
  void comparesWhatAgreesOnAllPartsOfARuleAndNothingElse() {
    BlockingKeys keys = keys("family_name.start + birth_date.year");

    Set<Set<Integer>> expected = new HashSet<>();
    Set<Set<Integer>> found = new HashSet<>();
    for (int left = 0; left < records.size(); left++) {
      for (int right = left + 1; right < records.size(); right++) {
        if (meet(keys, left, right)) {
          found.add(Set.of(left, right));
        }
        String start = start(left);
        Integer year = year(left);
        if (start != null
            && year != null
            && start.equals(start(right))
            && year.equals(year(right))) {
          expected.add(Set.of(left, right));
        }
      }
    }
    assertThat(found).isEqualTo(expected).hasSizeGreaterThan(100);
  }

  @Test
  void addsItsPairsToTheAutomaticOnes() {
    BlockingKeys automatic = new BlockingKeys(schema.fields(), Blocking.AUTOMATIC, new long[0]);
    BlockingRule rule = BlockingRule.of("given_name.start + phone");
    BlockingKeys both =
        new BlockingKeys(schema.fields(), new Blocking(true, List.of(rule)), new long[0]);
    BlockingKeys ruled = keys(rule.toString());

    for (LinkRecord record : records) {
      assertThat(both.of(record))
          .containsExactly(
              LongStream.concat(
                      LongStream.of(automatic.of(record)), LongStream.of(ruled.of(record)))
                  .sorted()
                  .distinct()
                  .toArray());
    }
  }

  @Test
  void refinesARuleThatIsTooFrequentWithAnother() {
    BlockingKeys keys = keys("family_name.start + birth_date.year", "phone", "email");
    LinkRecord record =
        records.stream().filter(one -> keys.of(one).length == 3).findFirst().orElseThrow();

    BlockingKeys refined = keys.withFrequent(keys.of(record));

    // Each two of the three.
    assertThat(refined.of(record)).hasSize(3).doesNotContain(keys.of(record));
  }

  @Test
  void theKeyOfARuleIsNotThatOfItsPartsCombined() {
    BlockingKeys parts = keys("phone", "email");
    LinkRecord record =
        records.stream().filter(one -> parts.of(one).length == 2).findFirst().orElseThrow();

    assertThat(keys("email + phone").of(record))
        .hasSize(1)
        .isEqualTo(keys("phone + email").of(record))
        .doesNotContain(parts.withFrequent(parts.of(record)).of(record));
  }

  @Test
  void saysWhatARuleMayName() {
    assertThatThrownBy(() -> keys("surname + phone"))
        .hasMessageStartingWith("no field 'surname' to block by: there are given_name, ");
    assertThatThrownBy(() -> keys("birth_date.sound"))
        .hasMessage(
            "'birth_date' has no part 'sound': it has value, year, year_month, month_day, year_day");
    assertThatThrownBy(() -> BlockingRule.of("city + city")).hasMessageContaining("each once");
    assertThatThrownBy(() -> BlockingRule.of("city + ")).hasMessageContaining("'' is no part");
    assertThatThrownBy(() -> BlockingRule.of("a.b.c")).hasMessageContaining("'a.b.c' is no part");
    assertThatThrownBy(() -> new Blocking(false, List.of()))
        .hasMessageContaining("needs rules if it is not automatic");
  }

  private BlockingKeys keys(String... rules) {
    Blocking blocking = new Blocking(false, List.of(rules).stream().map(BlockingRule::of).toList());
    return new BlockingKeys(schema.fields(), blocking, new long[0]);
  }

  private boolean meet(BlockingKeys keys, int left, int right) {
    long[] lefts = keys.of(records.get(left));
    return LongStream.of(keys.of(records.get(right)))
        .anyMatch(key -> LongStream.of(lefts).anyMatch(other -> other == key));
  }

  private @Nullable String start(int record) {
    String text = text(record, "family_name");
    return text == null ? null : text.substring(0, Math.min(3, text.length()));
  }

  private @Nullable Integer year(int record) {
    String digits = text(record, "birth_date");
    return digits == null ? null : Integer.valueOf(Objects.requireNonNull(digits).substring(0, 4));
  }

  private @Nullable String text(int record, String field) {
    List<String> names = schema.fields().stream().map(Field::name).toList();
    Value[] values = records.get(record).values()[names.indexOf(field)];
    return values.length == 0 ? null : values[0].text();
  }
}

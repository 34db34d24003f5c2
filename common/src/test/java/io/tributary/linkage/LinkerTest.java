package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkerTest {
  private static final InventedPeople PEOPLE = new InventedPeople(5, 400);
  private static final Linkage LINKAGE = Linker.link(List.of(PEOPLE.table()), Map.of());

  @Test
  void tellsMembersOfAHouseholdApart() {
    Evaluation evaluation = Evaluation.of(LINKAGE.clusters(), PEOPLE.truth(LINKAGE.records()));

    assertThat(evaluation.pairwise().precision()).isGreaterThan(0.98);
    assertThat(evaluation.pairwise().recall()).isGreaterThan(0.95);
  }

  @Test
  void isIndifferentToTheOrderOfRowsAndToTheirIds() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < PEOPLE.ids.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(1));
    List<String> ids = new ArrayList<>();
    List<@Nullable String[]> rows = new ArrayList<>();
    for (int i : order) {
      ids.add("z" + i * 7919 % 1_000_003);
      rows.add(PEOPLE.rows.get(i));
    }
    Map<String, String> before = new TreeMap<>();
    for (int i : order) {
      before.put("z" + i * 7919 % 1_000_003, "r" + i);
    }

    Linkage shuffled =
        Linker.link(List.of(new Table("people", PEOPLE.table().columns(), ids, rows)), Map.of());

    assertThat(groups(shuffled, before)).isEqualTo(groups(LINKAGE, Map.of()));
  }

  @Test
  void explainsEveryWeightByItsParts() {
    Scorer scorer = new Scorer(LINKAGE.model());
    List<LinkRecord> records = LINKAGE.records();
    for (int i = 0; i + 1 < records.size(); i++) {
      double sum = 0;
      for (double part : scorer.parts(records.get(i), records.get(i + 1))) {
        sum += part;
      }
      assertThat(sum).isCloseTo(scorer.weight(records.get(i), records.get(i + 1)), within(1e-9));
      assertThat(scorer.weight(records.get(i + 1), records.get(i))).isCloseTo(sum, within(1e-9));
      assertThat(
              scorer.explain(records.get(i), records.get(i + 1)).stream()
                  .mapToDouble(WeightPart::total)
                  .sum())
          .isCloseTo(sum, within(1e-9));
    }
  }

  @Test
  void readsBackTheSameModel() {
    Model read = ModelJson.read(ModelJson.write(LINKAGE.model()));

    Scorer before = new Scorer(LINKAGE.model());
    Scorer after = new Scorer(read);
    List<LinkRecord> records = LINKAGE.records();
    for (int i = 0; i + 1 < records.size(); i++) {
      assertThat(after.weight(records.get(i), records.get(i + 1)))
          .isEqualTo(before.weight(records.get(i), records.get(i + 1)));
    }
  }

  @Test
  void takesForCandidatesWhatTheModelSays() {
    Model model = ModelJson.read(ModelJson.write(LINKAGE.model()));
    BlockingKeys keys = new BlockingKeys(model.fields(), Blocking.AUTOMATIC, model.frequentKeys());
    Map<Long, Set<Integer>> blocks = new TreeMap<>();
    for (int r = 0; r < LINKAGE.records().size(); r++) {
      for (long key : keys.of(LINKAGE.records().get(r))) {
        blocks.computeIfAbsent(key, none -> new TreeSet<>()).add(r);
      }
    }
    Set<List<Integer>> expected = new HashSet<>();
    for (Set<Integer> block : blocks.values()) {
      for (int left : block) {
        block.stream().filter(right -> right > left).forEach(r -> expected.add(List.of(left, r)));
      }
    }
    List<List<Integer>> candidates = new ArrayList<>();
    LINKAGE.forEachPair((left, right, weight) -> candidates.add(List.of(left, right)));

    assertThat(candidates).doesNotHaveDuplicates();
    assertThat(new HashSet<>(candidates)).isEqualTo(expected);
  }

  @Test
  void isNotMisledByAContactThatOneRowInAHundredHas() {
    List<@Nullable String[]> rows = new ArrayList<>();
    for (int i = 0; i < PEOPLE.rows.size(); i++) {
      @Nullable String[] row = PEOPLE.rows.get(i).clone();
      if (i % 100 == 0) {
        row[4] = "0900000001";
        row[5] = "noreply@store.com";
      }
      rows.add(row);
    }

    Linkage linkage =
        Linker.link(
            List.of(new Table("people", PEOPLE.table().columns(), PEOPLE.ids, rows)), Map.of());

    int[] truth = PEOPLE.truth(linkage.records());
    int[] clusters = linkage.clusters();
    for (int left = 0; left < truth.length; left++) {
      for (int right = 0; right < left; right++) {
        if (isHot(linkage, left) && isHot(linkage, right) && clusters[left] == clusters[right]) {
          assertThat(truth[left]).isEqualTo(truth[right]);
        }
      }
    }
    // The hot rows have lost contacts of their own; all others are linked as before.
    assertThat(ofOthers(linkage).precision())
        .isCloseTo(ofOthers(LINKAGE).precision(), within(0.01));
    assertThat(ofOthers(linkage).recall()).isCloseTo(ofOthers(LINKAGE).recall(), within(0.01));
  }

  private static Evaluation.Scores ofOthers(Linkage linkage) {
    int[] truth = PEOPLE.truth(linkage.records());
    int[] clusters = linkage.clusters();
    int[] others = IntStream.range(0, truth.length).filter(r -> !isHot(linkage, r)).toArray();
    return Evaluation.of(
            IntStream.of(others).map(r -> clusters[r]).toArray(),
            IntStream.of(others).map(r -> truth[r]).toArray())
        .pairwise();
  }

  private static boolean isHot(Linkage linkage, int record) {
    return Integer.parseInt(linkage.records().get(record).id().substring(1)) % 100 == 0;
  }

  @Test
  void reachesNearlyAllTruePairs() {
    assertThat(Evaluation.ceiling(LINKAGE::forEachPair, PEOPLE.truth(LINKAGE.records())))
        .isGreaterThan(0.97);
    assertThat(LINKAGE.reach().estimatedShare()).isBetween(0.9, 1.0);
  }

  @Test
  void acceptsTablesWithNextToNothing() {
    List<String> columns = List.of("name", "email");
    String[] row = {"Anna Lee", "anna@x.org"};

    assertThat(clusters(new Table("none", columns, List.of(), List.of()))).isEmpty();
    assertThat(clusters(new Table("one", columns, List.of("1"), List.<String[]>of(row))))
        .containsExactly(0);
    assertThat(
            clusters(
                new Table("two", columns, List.of("1", "2"), List.<String[]>of(row, row.clone()))))
        .hasSize(2);
  }

  private static int[] clusters(Table table) {
    return Linker.link(List.of(table), Map.of()).clusters();
  }

  private static Set<Set<String>> groups(Linkage linkage, Map<String, String> names) {
    Map<Integer, Set<String>> groups = new TreeMap<>();
    int[] clusters = linkage.clusters();
    for (int r = 0; r < clusters.length; r++) {
      String id = linkage.records().get(r).id();
      groups.computeIfAbsent(clusters[r], key -> new TreeSet<>()).add(names.getOrDefault(id, id));
    }
    return new HashSet<>(groups.values());
  }
}

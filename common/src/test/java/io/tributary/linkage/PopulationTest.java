package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PopulationTest {

  @Test
  void givesAModelOfASampleTheFrequenciesOfTheWhole() {
    InventedPeople people = new InventedPeople(5, 400);
    Linkage whole = Linker.link(List.of(people.table()), Map.of());
    List<LinkRecord> some = new ArrayList<>();
    for (LinkRecord record : whole.records()) {
      if ((Hash.of(record.id()) & 7) == 0) {
        some.add(record);
      }
    }
    Linkage sample = Linker.link(whole.schema(), some, Blocking.AUTOMATIC);
    double customers = sample.clusters().length == 0 ? 0 : distinct(sample.clusters());

    Model model =
        Population.model(
            sample.model(),
            customers / some.size(),
            counts(whole.schema().fields(), whole.records()));

    for (int f = 0; f < model.fields().size(); f++) {
      Frequencies expected = whole.model().frequencies().get(f);
      Frequencies counted = model.frequencies().get(f);
      boolean isEmpty = expected.keys().length == 0;
      if (isEmpty) {
        continue;
      }
      double ofSample = sample.model().frequencies().get(f).floor() / expected.floor();
      assertThat(ofSample).as("to a sample nothing is rare").isGreaterThan(2);
      assertThat(counted.floor() / expected.floor()).isBetween(0.33, 1.5);
      for (int k = 0; k < counted.keys().length; k++) {
        double share = expected.share(counted.keys()[k]);
        if (share > 8 * expected.floor()) {
          assertThat(counted.shares()[k] / share).isBetween(0.4, 2.5);
        }
      }
    }
  }

  private static long distinct(int[] clusters) {
    return java.util.Arrays.stream(clusters).distinct().count();
  }

  private static List<Population.Counts> counts(List<Field> fields, List<LinkRecord> records) {
    List<Map<Long, Double>> counts = new ArrayList<>();
    double[] filled = new double[fields.size() + 1];
    for (int f = 0; f <= fields.size(); f++) {
      counts.add(new TreeMap<>());
    }
    for (LinkRecord record : records) {
      Population.values(
          fields,
          record,
          (field, key, share) -> {
            counts.get(field).merge(key, share, Double::sum);
            filled[field] += share;
          });
    }
    List<Population.Counts> all = new ArrayList<>();
    for (int f = 0; f < filled.length; f++) {
      Map<Long, Double> frequent = new TreeMap<>(counts.get(f));
      frequent.values().removeIf(count -> count <= Population.leastCount());
      all.add(
          new Population.Counts(
              filled[f],
              frequent.keySet().stream().mapToLong(Long::longValue).toArray(),
              frequent.values().stream().mapToDouble(Double::doubleValue).toArray()));
    }
    return all;
  }
}

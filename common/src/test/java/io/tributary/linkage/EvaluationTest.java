package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  @Test
  void equalsCountingEveryPairAndRecord() {
    Random random = new Random(3);
    for (int run = 0; run < 50; run++) {
      int n = 1 + random.nextInt(40);
      int[] clusters = random.ints(n, 0, 8).toArray();
      int[] truth = random.ints(n, 0, 8).toArray();

      Evaluation evaluation = Evaluation.of(clusters, truth);

      double found = 0;
      double real = 0;
      double right = 0;
      double precision = 0;
      double recall = 0;
      for (int i = 0; i < n; i++) {
        double inCluster = 0;
        double inTruth = 0;
        double inBoth = 0;
        for (int j = 0; j < n; j++) {
          boolean together = clusters[i] == clusters[j];
          boolean same = truth[i] == truth[j];
          inCluster += together ? 1 : 0;
          inTruth += same ? 1 : 0;
          inBoth += together && same ? 1 : 0;
          if (i < j) {
            found += together ? 1 : 0;
            real += same ? 1 : 0;
            right += together && same ? 1 : 0;
          }
        }
        precision += inBoth / inCluster / n;
        recall += inBoth / inTruth / n;
      }
      assertThat(evaluation.pairwise().precision())
          .isCloseTo(found == 0 ? 1 : right / found, within(1e-12));
      assertThat(evaluation.pairwise().recall())
          .isCloseTo(real == 0 ? 1 : right / real, within(1e-12));
      assertThat(evaluation.bCubed().precision()).isCloseTo(precision, within(1e-12));
      assertThat(evaluation.bCubed().recall()).isCloseTo(recall, within(1e-12));
    }
  }

  @Test
  void showsTheErrorsThatCostMost() {
    EvaluationErrors errors =
        EvaluationErrors.of(
            List.of("a", "b", "c", "d"), new int[] {1, 1, 2, 3}, new int[] {1, 2, 3, 3}, 5);

    assertThat(errors.together()).containsExactly(List.of("a", "b"));
    assertThat(errors.apart()).containsExactly(List.of("c", "d"));
  }
}

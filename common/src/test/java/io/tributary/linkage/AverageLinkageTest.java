package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AverageLinkageTest {

  @Test
  void doesNotUniteTwoTightGroupsByOneStrongLink() {
    double[][] weights = new double[6][6];
    for (double[] row : weights) {
      Arrays.fill(row, -8);
    }
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        if (i / 3 == j / 3) {
          weights[i][j] = 12;
        }
      }
    }
    weights[2][3] = weights[3][2] = 9;

    assertThat(cluster(weights, 0)).containsExactly(0, 0, 0, 3, 3, 3);
  }

  @Test
  void manyPairsThatSpeakAgainstItUniteNothing() {
    double[][] weights = new double[80][80];
    for (int i = 0; i < 80; i++) {
      for (int j = 0; j < 80; j++) {
        weights[i][j] = i / 40 == j / 40 ? 12 : -4;
      }
    }

    assertThat(cluster(weights, 2)).containsOnly(0, 40);
  }

  @Test
  void equalsTheSlowSearchOverAllGroups() {
    Random random = new Random(11);
    for (int run = 0; run < 40; run++) {
      int n = 2 + random.nextInt(9);
      double[][] weights = new double[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
          weights[i][j] = weights[j][i] = random.nextDouble() * 8 - 1.5;
        }
      }

      assertThat(cluster(weights, 1)).containsExactly(slow(weights, 1));
    }
  }

  private static int[] cluster(double[][] weights, double cut) {
    int n = weights.length;
    int[] lefts = new int[n * n];
    int[] rights = new int[n * n];
    float[] known = new float[n * n];
    int pairs = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        lefts[pairs] = i;
        rights[pairs] = j;
        known[pairs++] = (float) weights[i][j];
      }
    }
    return AverageLinkage.cluster(
        n, pairs, lefts, rights, known, (i, j) -> (float) weights[i][j], cut);
  }

  private static int[] slow(double[][] weights, double cut) {
    int n = weights.length;
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i;
    }
    while (true) {
      double best = cut;
      int left = -1;
      int right = -1;
      for (int a = 0; a < n; a++) {
        for (int b = a + 1; b < n; b++) {
          double score = score(weights, labels, a, b);
          if (score >= best) {
            best = score;
            left = a;
            right = b;
          }
        }
      }
      if (left < 0) {
        return labels;
      }
      for (int i = 0; i < n; i++) {
        labels[i] = labels[i] == right ? left : labels[i];
      }
    }
  }

  private static double score(double[][] weights, int[] labels, int a, int b) {
    double sum = 0;
    double pairs = 0;
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < labels.length; j++) {
        if (labels[i] == a && labels[j] == b) {
          sum += (float) weights[i][j];
          pairs++;
        }
      }
    }
    return pairs == 0
        ? Double.NEGATIVE_INFINITY
        : sum / pairs + Math.min(5, Math.log(pairs) / Math.log(2));
  }
}

package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpectationTest {

  @Test
  void findsTheChancesThatMadeThePatterns() {
    double[][] match = {{0.1, 0.9}, {0.05, 0.95}, {0.3, 0.7}, {0.2, 0.8}};
    double[][] random = {{0.99, 0.01}, {0.95, 0.05}, {0.9, 0.1}, {0.98, 0.02}};
    Random dice = new Random(4);
    LongSums table = new LongSums();
    for (int i = 0; i < 60_000; i++) {
      double[][] chances = i % 5 == 0 ? match : random;
      long pattern = 0;
      for (int f = 0; f < chances.length; f++) {
        int level = dice.nextDouble() < chances[f][1] ? 1 : 0;
        pattern |= (long) (level + 1) << f * Comparisons.BITS;
      }
      table.add(pattern, 1);
    }

    Expectation expectation =
        new Expectation(Collections.nCopies(4, Set.of(FieldKind.IDENTIFIER)), random, random);
    expectation.run(List.of(PatternCounts.of(0, table)));

    for (int f = 0; f < match.length; f++) {
      assertThat(expectation.match()[f][1]).isCloseTo(match[f][1], within(0.03));
    }
  }

  @Test
  void doesNotTakeHouseholdsForCustomers() {
    double[][] customer = {{0.02, 0.98}, {0.02, 0.98}, {0.05, 0.95}, {0.05, 0.95}};
    double[][] household = {{0.97, 0.03}, {0.99, 0.01}, {0.02, 0.98}, {0.02, 0.98}};
    double[][] random = {{0.97, 0.03}, {0.99, 0.01}, {0.98, 0.02}, {0.99, 0.01}};
    Random dice = new Random(6);
    LongSums table = new LongSums();
    for (int i = 0; i < 60_000; i++) {
      // Four times as many pairs of a household as of one customer.
      double[][] chances = i % 20 == 0 ? customer : i % 20 < 5 ? household : random;
      long pattern = 0;
      for (int f = 0; f < chances.length; f++) {
        int level = dice.nextDouble() < chances[f][1] ? 1 : 0;
        pattern |= (long) (level + 1) << f * Comparisons.BITS;
      }
      table.add(pattern, 1);
    }

    Expectation expectation =
        new Expectation(
            List.of(
                Set.of(FieldKind.GIVEN_NAME),
                Set.of(FieldKind.BIRTH_DATE),
                Set.of(FieldKind.ADDRESS),
                Set.of(FieldKind.PHONE)),
            random,
            random);
    expectation.run(List.of(PatternCounts.of(0, table)));

    assertThat(expectation.match()[0][1]).isCloseTo(0.98, within(0.03));
    assertThat(expectation.match()[1][1]).isCloseTo(0.98, within(0.03));
    assertThat(expectation.household()[2][1]).isCloseTo(0.98, within(0.05));
  }

  /**
   * Two countries in one table: pairs of one country are more alike than random pairs, and are far
   * more than the pairs of a household.
   */
  @Test
  void doesNotTakePairsOfOneCountryForHouseholds() {
    double[][] customer = {{0.02, 0.98}, {0.02, 0.98}, {0.02, 0.98}, {0.2, 0.8}, {0, 1}};
    double[][] household = {{0.95, 0.05}, {0.99, 0.01}, {0.02, 0.98}, {0.9, 0.1}, {0, 1}};
    double[][] neighbours = {{0.95, 0.05}, {0.99, 0.01}, {0.96, 0.04}, {0.99, 0.01}, {0, 1}};
    double[][] random = {{0.98, 0.02}, {0.995, 0.005}, {0.998, 0.002}, {0.998, 0.002}, {0.5, 0.5}};
    Random dice = new Random(8);
    LongSums table = new LongSums();
    for (int i = 0; i < 100_000; i++) {
      int of = i % 100;
      double[][] chances = of < 1 ? customer : of < 8 ? household : of < 50 ? neighbours : random;
      long pattern = 0;
      for (int f = 0; f < chances.length; f++) {
        int level = dice.nextDouble() < chances[f][1] ? 1 : 0;
        pattern |= (long) (level + 1) << f * Comparisons.BITS;
      }
      table.add(pattern, 1);
    }

    Expectation expectation =
        new Expectation(
            List.of(
                Set.of(FieldKind.GIVEN_NAME),
                Set.of(FieldKind.BIRTH_DATE),
                Set.of(FieldKind.ADDRESS),
                Set.of(FieldKind.PHONE),
                Set.of(FieldKind.CATEGORY)),
            random,
            neighbours);
    expectation.run(List.of(PatternCounts.of(0, table)));

    assertThat(expectation.match()[0][1]).isCloseTo(0.98, within(0.04));
    assertThat(expectation.match()[1][1]).isCloseTo(0.98, within(0.04));
    assertThat(expectation.household()[2][1]).isCloseTo(0.98, within(0.03));
  }
}

package io.tributary.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.generate.PurchaseModel.Parameters;
import org.junit.jupiter.api.Test;

class PurchaseModelTest {
  private static final int CUSTOMERS = 20_000;

  /** Expected repeat purchases in t weeks: Fader, Hardie and Lee 2005, equation 9. */
  private static double expectedRepeats(Parameters m, double t) {
    double z = t / (m.alpha() + t);
    double bracket =
        1
            - Math.pow(m.alpha() / (m.alpha() + t), m.r())
                * hypergeometric(m.r(), m.b(), m.a() + m.b() - 1, z);
    return (m.a() + m.b() - 1) / (m.a() - 1) * bracket;
  }

  private static double hypergeometric(double a, double b, double c, double z) {
    double term = 1;
    double sum = 1;
    for (int n = 0; n < 20_000 && Math.abs(term) > 1e-14; n++) {
      term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
      sum += term;
    }
    return sum;
  }

  @Test
  void formulaGivesThePublishedValueForCdnow() {
    Parameters cdnow = new Parameters(0.2426, 4.4136, 0.7929, 2.4259, 6.25, 3.74, 15.44);
    assertThat(expectedRepeats(cdnow, 52)).isCloseTo(1.444, within(0.001));
  }

  @Test
  void buysAsOftenAsTheFormulaSays() {
    for (double weeks : new double[] {13, 52, 104}) {
      Dice dice = new Dice(5, 1);
      long repeats = 0;
      for (int i = 0; i < CUSTOMERS; i++) {
        repeats +=
            PurchaseModel.DEFAULT.repeats(PurchaseModel.DEFAULT.habit(dice), weeks, dice).size();
      }
      double expected = expectedRepeats(Parameters.DEFAULT, weeks);
      assertThat(repeats / (double) CUSTOMERS)
          .as("%s weeks", weeks)
          .isCloseTo(expected, within(expected * 0.04));
    }
  }

  @Test
  void spendsTheMeanOfTheModel() {
    Dice dice = new Dice(5, 2);
    double sum = 0;
    for (int i = 0; i < CUSTOMERS * 5; i++) {
      sum += PurchaseModel.DEFAULT.spend(PurchaseModel.DEFAULT.habit(dice), dice);
    }
    Parameters m = Parameters.DEFAULT;
    double expected = m.p() * m.v() / (m.q() - 1);
    assertThat(sum / (CUSTOMERS * 5)).isCloseTo(expected, within(expected * 0.03));
  }
}

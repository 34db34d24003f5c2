package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JaroWinklerTest {

  /** Winkler's own examples, as in "Overview of record linkage" (2006), table 6. */
  @ParameterizedTest
  @CsvSource({
    "shackleford, shackelford, 0.982",
    "dunningham, cunnigham, 0.896",
    "nichleson, nichulson, 0.956",
    "jones, johnson, 0.832",
    "massey, massie, 0.933",
    "abroms, abrams, 0.922",
    "hardin, martinez, 0.722",
    "itman, smith, 0.467",
    "jeraldine, geraldine, 0.926",
    "marhta, martha, 0.961",
    "michelle, michael, 0.921",
    "julies, julius, 0.933",
    "tanya, tonya, 0.880",
    "dwayne, duane, 0.840",
    "sean, susan, 0.805",
    "jon, john, 0.933",
    "jon, jan, 0.800"
  })
  void agreesWithWinklersTable(String left, String right, double similarity) {
    assertThat(JaroWinkler.similarity(left, right)).isCloseTo(similarity, within(0.0011));
    assertThat(JaroWinkler.similarity(right, left)).isCloseTo(similarity, within(0.0011));
  }

  @Test
  void isOneForEqualAndZeroForNothingInCommon() {
    assertThat(JaroWinkler.similarity("anna", "anna")).isEqualTo(1);
    assertThat(JaroWinkler.similarity("abc", "xyz")).isZero();
    assertThat(JaroWinkler.similarity("", "x")).isZero();
    assertThat(JaroWinkler.similarity("", "")).isEqualTo(1);
  }
}

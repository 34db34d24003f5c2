package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({
    "1250000.500000, VND, 1250001",
    "1250000.499999, VND, 1250000",
    "-1250000.500000, VND, -1250001",
    "99.5, JPY, 100",
    "10.005, USD, 10.01",
    "10.004999, USD, 10.00",
    "-10.005, EUR, -10.01",
    "1.2345, KWD, 1.235",
    "1, XAU, ",
    "1, vnd, ",
    "1, , ",
    ", USD, ",
  })
  void roundsToTheMinorUnit(BigDecimal amount, String currency, BigDecimal rounded) {
    assertThat(Money.round(amount, currency)).isEqualTo(rounded);
  }

  @Test
  void knowsTheMinorUnits() {
    assertThat(Money.minorDigits("VND")).isZero();
    assertThat(Money.minorDigits("USD")).isEqualTo(2);
    assertThat(Money.minorDigits("KWD")).isEqualTo(3);
    assertThat(Money.minorDigits("ABC")).isNull();
  }
}

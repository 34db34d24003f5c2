package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatesTest {

  @Test
  void knowsOneTypingError() {
    assertThat(Dates.isOneTypo(19810327, 19810327)).isTrue();
    assertThat(Dates.isOneTypo(19810327, 19810328)).isTrue();
    assertThat(Dates.isOneTypo(19810327, 18910327)).isTrue();
    assertThat(Dates.isOneTypo(19810327, 19820328)).isFalse();
    assertThat(Dates.isOneTypo(19810327, 19910329)).isFalse();
  }

  @Test
  void measuresDistance() {
    assertThat(Dates.isTransposed(19810305, 19810503)).isTrue();
    assertThat(Dates.equalParts(19810327, 19820327)).isEqualTo(2);
    assertThat(Dates.daysApart(20001231, 20010101)).isEqualTo(1);
    assertThat(Dates.daysApart(18568527, 18560527)).isPositive();
  }
}

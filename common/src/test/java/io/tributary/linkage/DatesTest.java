package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {

  @ParameterizedTest
  @CsvSource({
    "1981-03-27, false, 19810327",
    "19810327, false, 19810327",
    "27/03/1981, false, 19810327",
    "03/27/1981, true, 19810327",
    "1981-03-27T10:00:00, false, 19810327",
    "1856-85-27, false, 18568527",
    "soon, false, 0"
  })
  void readsUsualWritingsAndKeepsWrongDigits(String text, boolean monthFirst, int date) {
    assertThat(Dates.parse(text, monthFirst)).isEqualTo(date);
  }

  @Test
  void oneOddDateTurnsNoColumn() {
    assertThat(Dates.areMonthFirst(Stream.of("27/03/1981", "28/03/1981", "03/27/1981"))).isFalse();
    assertThat(Dates.areMonthFirst(Stream.of("27/03/1981", "03/28/1981", "03/27/1981"))).isTrue();
    assertThat(Dates.areMonthFirst(Stream.of("01/02/1981", "13/14/1981", "soon"))).isFalse();
  }

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

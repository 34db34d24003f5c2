package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.columns.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayFormatTest {
  private static final int TODAY = 20250701;
  private static final DayFormat DAY_FIRST = new DayFormat(false, TODAY);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1981-03-27 | 19810327",
        "19810327 | 19810327",
        "27/03/1981 | 19810327",
        "1981-03-27T10:00:00 | 19810327",
        "1981-03-27 10:00:00 | 19810327",
        "1856-85-27 | 18568527",
        "1985-3-4 | 19850304",
        "1985/12/4 | 19851204",
        "4.3.1985 | 19850304",
        "12-Mar-1985 | 19850312",
        "12-MAR-85 | 19850312",
        "12MAR1985 | 19850312",
        "12 March 1985 | 19850312",
        "1st Sept. 1985 | 19850901",
        "March 12, 1985 | 19850312",
        "Mar 12 1985 10:00 | 19850312",
        "1985-Mar-12 | 19850312",
        "12 tháng 3 năm 1985 | 19850312",
        "ngày 12 tháng 3, 1985 | 19850312",
        "12 thg 03 1985 | 19850312",
        "3/4/85 | 19850403",
        "13.12.99 | 19991213",
        "01-07-25 | 20250701",
        "02-07-25 | 19250702",
        "3/4/24 00:00 | 20240403",
        "soon | 0",
        "12 Marble 1985 | 0",
        "45.67.89 | 0",
        "12 34 56 | 0",
        "1/2-85 | 0",
        "85-03-04 | 0",
        "10:00:10 | 0",
        "0901234567 | 0",
        "3 Oak Road | 0",
      })
  void readsUsualWritingsAndKeepsWrongDigits(String text, int date) {
    assertThat(DAY_FIRST.parse(text)).isEqualTo(date);
    assertThat(DAY_FIRST.parse(Text.fold(text))).as("folded").isEqualTo(date);
  }

  @Test
  void theColumnSaysWhetherTheMonthComesFirst() {
    assertThat(monthFirst("27/03/1981", "28/03/1981", "03/27/1981")).isFalse();
    assertThat(monthFirst("27/03/1981", "03/28/1981", "03/27/1981")).isTrue();
    assertThat(monthFirst("01/02/1981", "13/14/1981", "soon")).isFalse();
    assertThat(monthFirst("3/4/85", "3/28/85", "12 March 1985")).isTrue();
    assertThat(new DayFormat(true, TODAY).parse("3/4/85")).isEqualTo(19850304);
    assertThat(new DayFormat(true, TODAY).parse("03/27/1981")).isEqualTo(19810327);
  }

  @Test
  void aTableIsReadAsOfADayAndWithoutOneHasNoShortYears() {
    Table table =
        new Table(
            "t",
            List.of("dob"),
            List.of("1", "2"),
            List.of(new String[] {"3/28/85"}, new String[] {"3/4/26"}));
    Schema schema =
        new Schema(
            List.of(new Field("birth_date", FieldKind.BIRTH_DATE)),
            Map.of("t", Map.of("dob", Role.BIRTH_DATE)));

    assertThat(RecordReader.read(schema, table, LocalDate.of(2025, 7, 1)))
        .extracting(record -> record.values()[0][0].text())
        .containsExactly("19850328", "19260304");
    assertThat(RecordReader.read(schema, table, LocalDate.of(2026, 3, 4)))
        .extracting(record -> record.values()[0][0].text())
        .containsExactly("19850328", "20260304");
    assertThat(RecordReader.read(schema, table).get(0).values()[0]).isEmpty();
  }

  private static boolean monthFirst(String... texts) {
    return DayFormat.of(Stream.of(texts), TODAY).isMonthFirst();
  }
}

package io.tributary.profile;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.tables.silver.CustomerRecords;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestRows;
import java.time.LocalDate;
import java.time.Period;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class AgeBandsTest {

  @Test
  void agreesWithTheCalendarOnEveryDayAroundABirthday(SparkSession spark) {
    LocalDate day = LocalDate.parse("2026-03-01");
    Map<String, String> expected = new TreeMap<>();
    TestRows rows = TestRows.of(CustomerRecords.TABLE);
    for (int year = 1905; year <= 2027; year++) {
      for (LocalDate born = LocalDate.of(year, 2, 27);
          born.getDayOfYear() < 63;
          born = born.plusDays(1)) {
        rows.row(CustomerRecords.RECORD_KEY, born.toString(), CustomerRecords.BIRTH_DATE, born);
        expected.put(born.toString(), band(Period.between(born, day)));
      }
    }
    Map<String, String> actual = new TreeMap<>();
    rows.in(spark)
        .select(col(CustomerRecords.RECORD_KEY), AgeBands.at(day, col(CustomerRecords.BIRTH_DATE)))
        .collectAsList()
        .forEach(row -> actual.put(row.getString(0), String.valueOf(row.getString(1))));
    assertThat(actual).isEqualTo(expected);
  }

  private static String band(Period age) {
    boolean isPlausible = !age.isNegative() && age.getYears() <= 110;
    int from = age.getYears() / 10 * 10;
    return isPlausible ? from + "-" + (from + 9) : "null";
  }
}

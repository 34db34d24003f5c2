package io.tributary.profile;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import io.tributary.tables.Types;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;

/** Ten-year bands of age: 20-29. */
final class AgeBands {

  /** Beyond it a birth date is a typing error or a placeholder. */
  private static final int OLDEST = 110;

  private AgeBands() {}

  /**
   * The band at a day; null for a birth date that is missing, in the future or more than 110 years
   * back. Who was born on 29 February is a year older on 1 March in a common year.
   */
  static Column at(LocalDate day, Column birthDate) {
    Column today = lit(Date.valueOf(day));
    Column hadBirthday = date_format(birthDate, "MMdd").leq(date_format(today, "MMdd"));
    Column age =
        year(today).minus(year(birthDate)).minus(when(hadBirthday, lit(0)).otherwise(lit(1)));
    Column from = floor(age.divide(lit(10))).multiply(lit(10));
    return when(
        age.between(0, OLDEST),
        concat(from.cast(Types.STRING), lit("-"), from.plus(lit(9)).cast(Types.STRING)));
  }
}

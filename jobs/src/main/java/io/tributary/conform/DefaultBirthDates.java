package io.tributary.conform;

import static org.apache.spark.sql.functions.array_append;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.tributary.job.JobReport;
import io.tributary.tables.silver.CustomerRecords;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Birth dates that say nothing: some system puts 1970-01-01 where nobody knows the day, a clerk the
 * first of January of the year that somebody looks like. They are found by their number, for no
 * list would hold them all: people are born on all days of some sixty years. Names are counted and
 * not records, for a guest who gets a new row with each order has one birth date.
 */
final class DefaultBirthDates {
  static final String FLAG = "BIRTH_DATE_DEFAULT";

  private static final double DAYS = 60 * 365.25;

  /** Far above what seasons, and bulges in the ages of customers, make of chance. */
  private static final int TIMES_CHANCE = 20;

  private static final long LEAST = 30;

  private DefaultBirthDates() {}

  /**
   * The records without such dates, which {@link CustomerRecords#QUALITY_FLAGS} tells instead.
   *
   * @param records live and deleted ones, one row each; read twice
   */
  static Dataset<Row> cleared(Dataset<Row> records, JobReport report) {
    // Bounded: at most one row for each day of the calendar.
    List<Row> days =
        records
            .where(col(CustomerRecords.BIRTH_DATE).isNotNull())
            .where(not(coalesce(col(CustomerRecords.IS_DELETED), lit(false))))
            .groupBy(col(CustomerRecords.BIRTH_DATE))
            .agg(count_distinct(named()), count(lit(1)))
            .collectAsList();
    double all = days.stream().mapToLong(day -> day.getLong(1)).sum();
    double most = Math.max(LEAST, TIMES_CHANCE * all / DAYS);
    List<Row> defaults = days.stream().filter(day -> day.getLong(1) > most).toList();
    if (defaults.isEmpty()) {
      return records;
    }
    report.count("records " + FLAG, defaults.stream().mapToLong(day -> day.getLong(2)).sum());
    Column isDefault =
        coalesce(
            col(CustomerRecords.BIRTH_DATE)
                .isin(defaults.stream().map(day -> day.getDate(0)).toArray()),
            lit(false));
    return records
        .withColumn(
            CustomerRecords.QUALITY_FLAGS,
            when(isDefault, array_append(col(CustomerRecords.QUALITY_FLAGS), lit(FLAG)))
                .otherwise(col(CustomerRecords.QUALITY_FLAGS)))
        .withColumn(
            CustomerRecords.BIRTH_DATE, when(not(isDefault), col(CustomerRecords.BIRTH_DATE)));
  }

  /** Whom a record is of, as far as it tells. */
  private static Column named() {
    return coalesce(col(CustomerRecords.NAME_KEY), col(CustomerRecords.RECORD_KEY));
  }
}

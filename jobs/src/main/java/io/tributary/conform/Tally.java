package io.tributary.conform;

import io.tributary.job.JobReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows counted for the report of a job. */
final class Tally {

  private Tally() {}

  /**
   * Counts rows as {@code what value}, for example {@code tickets UNVALUED}; a null value is not
   * counted.
   *
   * @param by a column of few values that name nobody: a source, a reason, a flag
   * @return the counts by value
   */
  static Map<String, Long> of(JobReport report, String what, Dataset<Row> rows, Column by) {
    // Bounded by the number of sources, reasons or flags.
    List<Row> counts = rows.where(by.isNotNull()).groupBy(by).count().collectAsList();
    Map<String, Long> byValue = new TreeMap<>();
    counts.forEach(row -> byValue.put(row.getString(0), row.getLong(1)));
    byValue.forEach((value, count) -> report.count(what + " " + value, count));
    return byValue;
  }
}

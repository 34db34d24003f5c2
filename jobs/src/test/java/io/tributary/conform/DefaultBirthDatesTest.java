package io.tributary.conform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.job.JobReport;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestRows;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class DefaultBirthDatesTest {
  private static final String EPOCH = "1970-01-01";
  private static final String NEW_YEAR = "1985-01-01";

  @Test
  void aDayOfFarTooManyRecordsIsNoBirthDate(SparkSession spark) {
    TestRows rows = TestRows.of(CustomerRecords.TABLE);
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      LocalDate day = LocalDate.of(1950, 1, 1).plusDays(random.nextInt(40 * 365));
      add(rows, "any:" + i, i % 3 == 0 ? null : day.toString(), false);
    }
    for (int i = 0; i < 31; i++) {
      add(rows, "epoch:" + i, EPOCH, false);
      add(rows, "deleted:" + i, "1990-05-05", true);
    }
    for (int i = 0; i < 40; i++) {
      add(rows, "year:" + i, NEW_YEAR, false);
    }
    for (int i = 0; i < 25; i++) {
      add(rows, "busy:" + i, "1980-08-08", false);
    }
    for (int i = 0; i < 60; i++) {
      add(rows, "guest:" + i, "1988-03-03", false, "le thu");
    }
    JobReport report = new JobReport();
    Dataset<Row> cleared = DefaultBirthDates.cleared(rows.in(spark), report);
    List<Row> found =
        cleared
            .selectExpr(
                "split(record_key, ':')[0] AS of",
                "birth_date IS NULL AS gone",
                "coalesce(array_contains(quality_flags, 'BIRTH_DATE_DEFAULT'), false) AS flagged")
            .where("of <> 'any'")
            .distinct()
            .orderBy("of")
            .collectAsList();
    assertThat(found)
        .extracting(Row::toString)
        .containsExactly(
            "[busy,false,false]",
            "[deleted,false,false]",
            "[epoch,true,true]",
            "[guest,false,false]",
            "[year,true,true]");
    assertThat(cleared.where("record_key LIKE 'any:%' AND birth_date IS NULL").count())
        .isBetween(667L, 670L);
    assertThat(report.counts().get("records BIRTH_DATE_DEFAULT")).isBetween(71L, 74L);
  }

  private static void add(TestRows rows, String key, String birthDate, boolean isDeleted) {
    add(rows, key, birthDate, isDeleted, null);
  }

  private static void add(
      TestRows rows, String key, String birthDate, boolean isDeleted, String name) {
    rows.row(
        CustomerRecords.RECORD_KEY, key,
        CustomerRecords.NAME_KEY, name,
        CustomerRecords.BIRTH_DATE, birthDate,
        CustomerRecords.QUALITY_FLAGS, List.of(),
        CustomerRecords.IS_DELETED, isDeleted);
  }
}

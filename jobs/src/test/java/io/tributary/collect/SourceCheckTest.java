package io.tributary.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.config.Settings;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class SourceCheckTest {
  private static final SourceContract CONTRACT =
      Settings.of(
              """
              source {
                kind = rates, path = "x/*", delivered-on = "yyyy-MM-dd", delivers = changes
                format = csv, owner = me, reject-threshold = 0.5
                fields { base_currency = from, quote_currency = to, rate_on = day, rate = rate }
                terms { basis = none, purposes = [], retention = 1d }
              }
              """)
          .bind("source", SourceContract.class);

  @Test
  void refusesWhatARunWouldRefuse(SparkSession spark, @TempDir Path directory) throws IOException {
    String good = "VND,USD,2026-11-08,0.00004\n";
    String bad = "VND,USD,2026-11-08,dear\n";
    TestLake lake = new TestLake(spark, directory);

    SourceCheck.Result half = check(lake, directory.resolve("half.csv"), good + bad);
    SourceCheck.Result most = check(lake, directory.resolve("most.csv"), good + bad + bad);
    SourceCheck.Result none = check(lake, directory.resolve("none.csv"), "");

    assertThat(half.refused()).isEmpty();
    assertThat(half.rejected()).isEqualTo(1);
    assertThat(most.refused())
        .hasValueSatisfying(
            why -> assertThat(why).contains("2 of 3 lines", "reject-threshold 0.5"));
    assertThat(most.reasons()).containsEntry("rate not-a-number", 2L);
    assertThat(none.refused()).isEmpty();
  }

  /** A run loads no ticket of which a line is broken, so a check counts its other lines too. */
  @Test
  void rejectsTheOtherLinesOfABrokenTicket(SparkSession spark, @TempDir Path directory)
      throws IOException {
    SourceContract lines =
        Settings.of(
                """
                source {
                  kind = tickets, path = "x/*", delivered-on = "yyyy-MM-dd", delivers = events
                  format = csv, natural-key = [ticket_no], owner = me, reject-threshold = 0.5
                  fields {
                    ticket_no = no, phone = phone, occurred_at { constant = "2026-11-08" }
                    kind { constant = SALE }, currency { constant = VND }
                  }
                  lines.fields { line_total = total }
                  terms { basis = none, purposes = [], retention = 1d }
                }
                """)
            .bind("source", SourceContract.class);
    TestLake lake = new TestLake(spark, directory);
    Path file = directory.resolve("lines.csv");
    Files.writeString(file, "no,phone,total\nA,1,5\nB,2,5\nA,1,dear\nA,1,6\nB,2,7\n");

    SourceCheck.Result result =
        SourceCheck.of(lake.files(), file.toUri().toString(), "till", lines, ZoneOffset.UTC, 5);

    assertThat(result.refused())
        .hasValueSatisfying(why -> assertThat(why).contains("3 of 5 lines"));
    assertThat(result.reasons())
        .isEqualTo(Map.of("total not-a-number", 1L, "other-line-rejected", 2L));
    assertThat(result.coverage()).containsEntry("phone", 2L);
    assertThat(result.sample()).extracting(row -> row.get("ticket_no")).containsExactly("B", "B");
  }

  private static SourceCheck.Result check(TestLake lake, Path file, String rows)
      throws IOException {
    Files.writeString(file, "from,to,day,rate\n" + rows, StandardCharsets.UTF_8);
    return SourceCheck.of(
        lake.files(), file.toUri().toString(), "rates", CONTRACT, ZoneOffset.UTC, 5);
  }
}

package io.tributary.conform;

import static io.tributary.conform.Delivered.asOf;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collect.CollectFiles;
import io.tributary.collect.ReplayRejects;
import io.tributary.collect.SourceContract;
import io.tributary.config.Settings;
import io.tributary.job.JobReport;
import io.tributary.tables.Table;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.silver.Sessions;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Hits that are mended late, when others of their source are gone after their retention. */
@ExtendWith(SparkExtension.class)
class ReplayedHitsTest {
  private static final String OLD = "2026-11-05";
  private static final String DAY = "2026-11-10";
  private static final SourceContract CONTRACT = contract("event = event");
  private static final SourceContract MENDED =
      contract("event { column = event, values { look = page_view }, unmapped = keep }");

  private static final Column COUNTS =
      expr("concat(lines, '=', loaded, '+', rejected, '+', duplicates)");

  @TempDir private Path directory;

  @Test
  void leavesTheVisitsWhoseHitsAreGone(SparkSession spark) throws IOException {
    TestLake lake = new TestLake(spark, directory);
    ConformConfig config = Delivered.config(directory, "conform.hits.keep = 3d");
    deliver(OLD, "page_view,%1$sT01:00:00Z,a\npage_view,%1$sT09:00:00Z,b\nlook,%1$sT10:00:00Z,c\n");
    lake.run(collect(), asOf(OLD));
    visits(lake, config, OLD);
    deliver(DAY, "page_view,%1$sT01:00:00Z,a\nlook,%1$sT02:00:00Z,b\n");
    lake.run(collect(), asOf(DAY));
    visits(lake, config, DAY);

    JobReport report = lake.run(new ReplayRejects("web", MENDED), asOf("2026-11-11"));
    visits(lake, config, "2026-11-11");

    List<String> all =
        List.of(
            "2026-11-05 01:00:00",
            "2026-11-05 09:00:00",
            "2026-11-10 01:00:00",
            "2026-11-10 02:00:00");
    assertThat(texts(lake, Sessions.TABLE, col(Sessions.STARTED_AT))).isEqualTo(all);
    assertThat(texts(lake, CollectedFiles.TABLE, COUNTS)).containsExactly("2=2+0+0", "3=2+1+0");
    assertThat(report.counts()).containsEntry("mended web", 1L);
    assertThat(report.notes()).singleElement().asString().startsWith("1 files of web stay");
    // A mended hit is as old as its file, and goes with it.
    assertThat(texts(lake, DeliveredRows.HITS, col(DeliveredRows.LOADED_AT)))
        .containsExactly("2026-11-10 17:00:00", "2026-11-10 17:00:00");
    visits(lake, config, "2026-11-15");
    assertThat(texts(lake, DeliveredRows.HITS, col(DeliveredRows.LOADED_AT))).isEmpty();
    assertThat(texts(lake, Sessions.TABLE, col(Sessions.STARTED_AT))).isEqualTo(all);
  }

  private static void visits(TestLake lake, ConformConfig config, String day) {
    lake.run(new ExpireHits(config), asOf(day));
    lake.run(new ConformVisits(config), asOf(day));
  }

  /** A column of a table as text, in order. */
  private static List<String> texts(TestLake lake, Table table, Column column) {
    return lake.lake()
        .read(table)
        .select(column.cast(Types.STRING).as("text"))
        .orderBy("text")
        .as(Encoders.STRING())
        .collectAsList();
  }

  private void deliver(String day, String rows) throws IOException {
    Path file = directory.resolve("landing/web/hits_" + day + ".csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "event,at,cookie\n" + rows.formatted(day), StandardCharsets.UTF_8);
  }

  private static CollectFiles collect() {
    return new CollectFiles(
        Map.of("web", CONTRACT),
        new CollectFiles.Config(Duration.ZERO, Duration.ofHours(2)),
        Clock.fixed(Instant.parse("2100-01-01T00:00:00Z"), ZoneOffset.UTC));
  }

  private static SourceContract contract(String event) {
    return Settings.of(
            """
            source {
              kind = hits, path = "web/*", delivered-on = "yyyy-MM-dd", delivers = events, format = csv
              natural-key = [], fields { %s, occurred_at = at, cookie = cookie }
              owner = "test", reject-threshold = 0.6
              terms { basis = consent, purposes = [analytics], retention = 30d }
            }
            """
                .formatted(event))
        .bind("source", SourceContract.class);
  }
}

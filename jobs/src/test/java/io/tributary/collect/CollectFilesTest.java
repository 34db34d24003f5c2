package io.tributary.collect;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.tributary.config.Settings;
import io.tributary.job.Job;
import io.tributary.job.JobFailure;
import io.tributary.job.JobReport;
import io.tributary.job.Run;
import io.tributary.tables.Table;
import io.tributary.tables.Tables;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.ops.Rejects;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class CollectFilesTest {
  private static final Instant AS_OF = Instant.parse("2026-11-08T17:00:00Z");
  private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");
  private static final Instant NEXT_NIGHT = AS_OF.plus(Duration.ofDays(1));
  private static final String CARDS =
      """
      kind = cards, path = "%1$s/*", delivered-on = "yyyy-MM-dd", delivers = %2$s
      format { %3$s }
      natural-key = [card]
      fields {
        card { column = card_no, namespace = loyalty }
        holder_name = name
        phone = phone
        issued_on { column = issued_on, formats = ["dd/MM/yyyy", "excel-serial", "dd/MM/yy"] }
      }
      owner = "test", reject-threshold = 0.6
      terms { basis = contract, purposes = [service], retention = 30d }
      """;

  private static final String CONSENTS =
      """
      kind = consents, path = "wishes/*", delivered-on = "yyyy-MM-dd", delivers = events
      format = csv, natural-key = [subject, decided_at], required = true
      fields {
        subject_type { constant = phone }
        subject = phone
        purpose { constant = marketing }
        channel { constant = sms }
        state { column = decision, values { yes = GRANTED %s } }
        decided_at = at
      }
      owner = "test"
      terms { basis = contract, purposes = [compliance], retention = 30d }
      """;

  private final Map<String, SourceContract> sources = new TreeMap<>();
  private Path landing;

  @Test
  void takesInWhatCanBeReadAndSaysWhyNotOfTheRest(SparkSession spark, @TempDir Path directory)
      throws IOException {
    landing = directory.resolve("landing");
    TestLake lake = new TestLake(spark, directory);
    declareSources();
    deliverGoodAndBadFiles();
    deliverParquet(spark, directory.resolve("parquet"));

    JobReport report = lake.run(job(), AS_OF);

    Map<String, String> outcomes = outcomes(lake);
    assertThat(outcomes)
        .containsEntry("csv/bom_2026-11-08.csv", "LOADED 2=2+0+0")
        .containsEntry("csv/sep_2026-11-08.csv", "LOADED 1=1+0+0")
        .containsEntry("csv/swapped_2026-11-08.csv", "LOADED 1=1+0+0")
        .containsEntry("csv/dirty_2026-11-08.csv", "LOADED 10=4+5+1")
        .containsEntry("csv/squeezed_2026-11-08.csv.zst", "LOADED 1=1+0+0")
        .containsEntry("all/part_2026-11-08.csv", "LOADED 2=1+1+0")
        .containsEntry("csv/header-only_2026-11-08.csv", "LOADED 0=0+0+0")
        .containsEntry("csv/empty_2026-11-08.csv", "LOADED 0=0+0+0")
        .containsEntry("csv/too-bad_2026-11-08.csv", "REFUSED 2=0+2+0")
        .containsEntry("csv/zz-copy_2026-11-08.csv", "DUPLICATE 2=0+0+2")
        .containsEntry("utf16/cards_2026-11-08.csv", "LOADED 1=1+0+0")
        .containsEntry("w1258/cards_2026-11-08.csv", "LOADED 1=1+0+0")
        .containsEntry("csv/tickets_2026-11-08.csv.gz", "LOADED 1=1+0+0")
        .containsEntry("csv/thẻ & #1 10:15_2026-11-08.csv", "LOADED 1=1+0+0")
        .containsEntry("pq/good [1]_2026-11-08.parquet", "LOADED 1=1+0+0")
        .doesNotContainKey("csv/tomorrow_2026-11-09.csv");
    assertThat(reasons(lake))
        .hasEntrySatisfying(
            "csv/missing_2026-11-08.csv", reason -> assertThat(reason).contains("card_no"))
        .hasEntrySatisfying(
            "csv/twice_2026-11-08.csv", reason -> assertThat(reason).contains("twice"))
        .hasEntrySatisfying(
            "csv/latin_2026-11-08.csv",
            reason -> assertThat(reason).contains("UTF-8", "windows-1258"))
        .hasEntrySatisfying(
            "csv/wide_2026-11-08.csv", reason -> assertThat(reason).contains("UTF-16LE"))
        .hasEntrySatisfying(
            "csv/book_2026-11-08.xlsx", reason -> assertThat(reason).contains("Save As"))
        .hasEntrySatisfying(
            "csv/cut_2026-11-08.csv.gz", reason -> assertThat(reason).contains("cut off"))
        .hasEntrySatisfying(
            "csv/folder_2026-11-08.csv", reason -> assertThat(reason).contains("directory"))
        .hasEntrySatisfying(
            "csv/link_2026-11-08.csv", reason -> assertThat(reason).contains("link"))
        .hasEntrySatisfying(
            "csv/mixed_2026-11-08.csv", reason -> assertThat(reason).contains("begins in UTF-8"))
        .hasEntrySatisfying(
            "pq/damaged_2026-11-08.parquet", reason -> assertThat(reason).contains("is damaged"))
        .hasEntrySatisfying(
            "pq/10:15_2026-11-08.parquet", reason -> assertThat(reason).contains("colon"))
        .hasEntrySatisfying(
            "csv/undated.csv", reason -> assertThat(reason).contains("delivery date"))
        .hasEntrySatisfying(
            "all/empty_2026-11-08.csv", reason -> assertThat(reason).contains("snapshot"))
        .hasEntrySatisfying(
            "csv/too-bad_2026-11-08.csv",
            reason -> assertThat(reason).contains("2 of 2", "issued_on not-a-date"));
    assertThat(rejects(lake, "csv/dirty_2026-11-08.csv"))
        .containsExactlyInAnyOrder(
            "3 issued_on:not-a-date",
            "4 card_no:required issued_on:not-a-date",
            "5 card_no:destroyed-by-spreadsheet",
            "7 null:too-many-columns",
            "8 null:too-few-columns");
    assertThat(values(lake, DeliveredRows.CARDS, "loyalty:C7"))
        .containsEntry("holder_name", "Nguyễn Văn Hòa")
        .containsEntry("issued_on", "2026-11-08");
    assertThat(values(lake, DeliveredRows.CARDS, "loyalty:B1"))
        .containsEntry("issued_on", "1998-02-01");
    assertThat(values(lake, DeliveredRows.CARDS, "loyalty:U1"))
        .containsEntry("holder_name", "Trần Thị Thúy");
    assertThat(values(lake, DeliveredRows.CARDS, "loyalty:W1"))
        .containsEntry("holder_name", "Trần Thị Thúy");
    assertThat(report.notes())
        .anyMatch(note -> note.startsWith("Snapshot all/part_2026-11-08.csv has 1 rejected line"))
        .anyMatch(note -> note.matches("Refused csv/too-bad_2026-11-08.csv: .* \\(ask test\\)"));
    assertThat(report.deferred())
        .extracting(JobFailure::category)
        .containsExactly(JobFailure.Category.INPUT);
    assertThat(report.deferred().get(0))
        .hasMessage(
            "Source must has no delivery yet. The source is required. To do: ask test to deliver a"
                + " file that matches must/*, and repeat the run.");
    assertEveryLineIsAccountedFor(lake);
  }

  @Test
  void commitsNothingWhenRunAgainAndFollowsWhatChanges(SparkSession spark, @TempDir Path directory)
      throws IOException {
    landing = directory.resolve("landing");
    TestLake lake = new TestLake(spark, directory);
    sources.put("log", contract(CARDS.formatted("log", "log", "type = csv")));
    sources.put("flat", contract(FLAT));
    deliver("log/a_2026-11-08.csv", HEADER + "C1,An,,01/02/2024\n");
    deliver("log/b_2026-11-08.csv", HEADER + "C9,Ba,,01/02/2024\nCX,Ba,,31/02/2024\n");
    deliver(
        "flat/orders_2026-11-08.csv",
        """
        order;line;qty;price;day
        O1;1;2;1.250.000,50;08/11/2026 10:00
        O2;1;1;59.000,00;08/11/2026 11:00
        O1;2;1;9.000,00;08/11/2026 10:00
        O1;2;1;9.000,00;08/11/2026 10:00
        O3;1;1;1,250,000.00;08/11/2026 12:00
        O3;2;1;5.000,00;08/11/2026 12:00
        """);

    // Lines without a number: two equal ones are two pieces, in each delivery of the ticket.
    sources.put(
        "till", contract(FLAT.replace("flat/*", "till/*").replace("line_no = line\n", "\n")));
    String pieces = "order;line;qty;price;day\n" + "O9;x;1;9.000,00;08/11/2026 10:00\n".repeat(2);
    deliver("till/a_2026-11-08.csv", pieces);
    deliver("till/b_2026-11-08.csv", pieces);

    lake.run(job(), AS_OF);
    Map<String, Long> versions = versions(lake);
    lake.run(job(), AS_OF);

    assertThat(versions(lake)).isEqualTo(versions);
    assertThat(outcomes(lake))
        .containsEntry("till/a_2026-11-08.csv", "LOADED 2=2+0+0")
        .containsEntry("till/b_2026-11-08.csv", "DUPLICATE 2=0+0+2");
    Row order =
        lake.lake()
            .read(DeliveredRows.TICKETS)
            .where(col(DeliveredRows.NATURAL_KEY).equalTo("O1"))
            .head();
    assertThat(order.<Long>getAs(DeliveredRows.LINE_NO)).isEqualTo(2);
    List<Map<String, String>> lines =
        order.getList(order.fieldIndex(DeliveredRows.BODY)).stream()
            .map(
                line ->
                    scala.jdk.javaapi.CollectionConverters.asJava(
                        (scala.collection.Map<String, String>) line))
            .toList();
    assertThat(lines)
        .containsExactly(
            Map.of("line_no", "1", "quantity", "2", "unit_price", "1250000.5"),
            Map.of("line_no", "2", "quantity", "1", "unit_price", "9000"));
    assertThat(outcomes(lake)).containsEntry("flat/orders_2026-11-08.csv", "LOADED 6=3+2+1");
    assertThat(rejects(lake, "flat/orders_2026-11-08.csv"))
        .containsExactlyInAnyOrder("6 price:undeclared-grouping", "7 null:other-line-rejected");

    deliver("log/a_2026-11-08.csv", HEADER + "C1,An,,01/02/2024\nC2,Bình,,01/02/2024\n");
    deliver("log/c_2026-11-09.csv", HEADER + "C9,Ba,,01/02/2024\nCX,Ba,,31/02/2024\n");
    deliver("log/b_2026-11-08.csv", "nonsense\n");
    lake.run(job(), NEXT_NIGHT);

    assertThat(keys(lake, DeliveredRows.CARDS)).containsExactlyInAnyOrder("C1", "C2", "C9");
    List<String> states =
        lake
            .lake()
            .read(CollectedFiles.TABLE)
            .orderBy(CollectedFiles.PATH, CollectedFiles.STATE)
            .collectAsList()
            .stream()
            .filter(row -> row.<String>getAs(CollectedFiles.SOURCE).equals("log"))
            .map(row -> row.getAs(CollectedFiles.PATH) + " " + row.getAs(CollectedFiles.STATE))
            .toList();
    assertThat(states)
        .containsExactly(
            "log/a_2026-11-08.csv LOADED",
            "log/a_2026-11-08.csv SUPERSEDED",
            "log/b_2026-11-08.csv REFUSED",
            "log/c_2026-11-09.csv LOADED");

    // The fixed contract mends what it rejected, and the refused file is tried again.
    sources.put(
        "log",
        contract(
            CARDS
                .formatted("log", "log", "type = csv")
                .replace("dd/MM/yyyy", "d/M/uuuu")
                .replace(
                    "issued_on { column",
                    "issued_on { values { \"31/02/2024\" = \"29/02/2024\" }, unmapped = keep, column")));
    lake.run(new ReplayRejects("log", sources.get("log")), NEXT_NIGHT);
    assertThat(keys(lake, DeliveredRows.CARDS)).containsExactlyInAnyOrder("C1", "C2", "C9", "CX");
    assertThat(rejects(lake, "log/b_2026-11-08.csv")).isEmpty();
    assertEveryLineIsAccountedFor(lake);
  }

  /** It may hold a withdrawal, whoever looks next. */
  @Test
  void aRefusedFileOfARequiredSourceIsMissedUntilItIsMendedOrTakenAway(
      SparkSession spark, @TempDir Path directory) throws IOException {
    landing = directory.resolve("landing");
    TestLake lake = new TestLake(spark, directory);
    sources.put(
        "must", contract("required = true\n" + CARDS.formatted("must", "events", "type = csv")));
    deliver("must/a_2026-11-08.csv", HEADER + "C1,An,,01/02/2024\n");
    deliver("must/b_2026-11-08.csv", "nonsense\n");
    deliver("must/c_2026-11-08.csv", "nothing\n");

    assertThat(lake.run(job(), AS_OF).deferred()).hasSize(2);
    assertThat(lake.run(job(), AS_OF).deferred()).hasSize(2);
    assertThat(lake.run(job().hourly(Set.of(Kind.CARDS)), NEXT_NIGHT).deferred()).hasSize(2);
    deliver("must/b_2026-11-08.csv", HEADER + "C2,An,,01/02/2024\n");
    assertThat(lake.run(job(), NEXT_NIGHT).deferred())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("must/c_2026-11-08.csv")
                    .hasMessageEndingWith(
                        "To do: ask test to deliver it again under the same name, or take it out of"
                            + " landing, and repeat the run."));
    Path again = landing.resolve("must/c_2026-11-08.csv");
    deliver("must/c_2026-11-08.csv", "nothin");
    Files.setLastModifiedTime(again, FileTime.from(NOW.plusMillis(1)));
    assertThat(lake.run(job(), NEXT_NIGHT).deferred()).as("it is being written").hasSize(1);
    deliver("must/c_2026-11-08.csv", "nothing else\n");
    assertThat(lake.run(job(), NEXT_NIGHT).deferred()).as("refused anew, once").hasSize(1);
    assertThat(lake.run(job(), NEXT_NIGHT).deferred()).as("once again").hasSize(1);
    Files.delete(again);
    assertThat(lake.run(job(), NEXT_NIGHT).deferred()).isEmpty();
  }

  /** Else a night would send to those whose withdrawal lies in it. */
  @Test
  void aRefusedDeliveryOfConsentsIsMissingUnderWhateverNameItComesAgain(
      SparkSession spark, @TempDir Path directory) throws IOException {
    landing = directory.resolve("landing");
    TestLake lake = new TestLake(spark, directory);
    sources.put("wishes", contract(CONSENTS.formatted("")));
    String wishes = "phone,decision,at\n0912345678,no,2026-11-08T10:00:00Z\n";
    deliver("wishes/a_2026-11-08.csv", wishes);
    deliver("wishes/b_2026-11-08.csv", wishes);

    assertThat(missing(lake.run(job(), AS_OF)))
        .containsExactly(
            "File wishes/a_2026-11-08.csv of the required source wishes was refused",
            "File wishes/b_2026-11-08.csv of the required source wishes was refused",
            "Source wishes has no delivery yet");
    deliver("wishes/c_2026-11-09.csv", wishes);
    Files.delete(landing.resolve("wishes/a_2026-11-08.csv"));
    Files.delete(landing.resolve("wishes/b_2026-11-08.csv"));
    assertThat(missing(lake.run(job(), NEXT_NIGHT)))
        .containsExactly(
            "File wishes/c_2026-11-09.csv of the required source wishes was refused",
            "Source wishes has no delivery yet");
    assertThat(outcomes(lake))
        .containsEntry("wishes/b_2026-11-08.csv", "REFUSED 1=0+0+1")
        .containsEntry("wishes/c_2026-11-09.csv", "REFUSED 1=0+0+1");
    assertThat(reasons(lake))
        .hasEntrySatisfying(
            "wishes/c_2026-11-09.csv",
            reason ->
                assertThat(reason)
                    .startsWith("same content as wishes/a_2026-11-08.csv, which was refused: 1 of")
                    .contains("decision not-allowed"));

    sources.put("wishes", contract(CONSENTS.formatted(", no = DENIED")));
    assertThat(lake.run(job(), NEXT_NIGHT).deferred()).isEmpty();
    assertThat(lake.lake().read(DeliveredRows.CONSENTS).count()).isOne();
    deliver("wishes/d_2026-11-09.csv", wishes);
    assertThat(lake.run(job(), NEXT_NIGHT).deferred()).isEmpty();
    assertThat(outcomes(lake)).containsEntry("wishes/d_2026-11-09.csv", "DUPLICATE 1=0+0+1");
    assertThat(lake.lake().read(DeliveredRows.CONSENTS).count()).isOne();
  }

  private static List<String> missing(JobReport report) {
    return report.deferred().stream()
        .map(failure -> String.valueOf(failure.getMessage()).split("\\. ", 2)[0])
        .sorted()
        .toList();
  }

  /** What runs in the first hours of a day misses no file of the night; the night itself does. */
  @Test
  void theFilesOfTheNightAreDueAtTwo(SparkSession spark, @TempDir Path directory)
      throws IOException {
    landing = directory.resolve("landing");
    TestLake lake = new TestLake(spark, directory);
    sources.put(
        "must",
        contract(
            "required = true, freshness = 1d\n" + CARDS.formatted("must", "events", "type = csv")));
    deliver("must/a_2026-11-07.csv", HEADER + "C1,An,,01/02/2024\n");
    CollectFiles hourly = job().hourly(Set.of(Kind.CARDS));

    assertThat(lake.run(hourly, AS_OF).deferred()).isEmpty();
    assertThat(lake.run(hourly, AS_OF.plus(Duration.ofHours(1))).deferred()).isEmpty();
    assertThat(lake.run(hourly, AS_OF.plus(Duration.ofHours(2))).deferred()).hasSize(1);
    assertThat(lake.run(job(), AS_OF).deferred()).hasSize(1);
    deliver("must/a_2026-11-08.csv", HEADER + "C2,An,,01/02/2024\n");
    assertThat(lake.run(hourly, AS_OF.plus(Duration.ofHours(2))).deferred()).isEmpty();
    assertThat(lake.run(job(), AS_OF).deferred()).isEmpty();
  }

  @Test
  void losesAndDoublesNothingWhenKilledAtTheLedger(SparkSession spark, @TempDir Path directory)
      throws IOException {
    landing = directory.resolve("landing");
    TestLake lake = new TestLake(spark, directory);
    sources.put("log", contract(CARDS.formatted("log", "log", "type = csv")));
    deliver("log/a_2026-11-08.csv", HEADER + "C1,An,,01/02/2024\nC2,Ba,,31/02/2024\n");
    assertThatThrownBy(() -> lake.run(killedAtTheLedger(job()), AS_OF))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("collected_files");
    assertThat(keys(lake, DeliveredRows.CARDS)).containsExactly("C1");

    // The content that was written without a ledger row never comes again.
    String grown = HEADER + "C3,An,,01/02/2024\nC4,Ba,,31/02/2024\nC5,Ba,,01/02/2024\n";
    deliver("log/a_2026-11-08.csv", grown);
    lake.run(job(), AS_OF);
    assertThat(keys(lake, DeliveredRows.CARDS)).containsExactlyInAnyOrder("C3", "C5");
    assertNoRowsWithoutLedger(lake);

    // A log that was taken in plain is known when it comes compressed.
    Files.delete(landing.resolve("log/a_2026-11-08.csv"));
    deliver("log/a_2026-11-08.csv.gz", gzip(grown));
    lake.run(job(), NEXT_NIGHT);
    assertThat(keys(lake, DeliveredRows.CARDS)).containsExactlyInAnyOrder("C3", "C5");
    assertThat(outcomes(lake)).containsEntry("log/a_2026-11-08.csv.gz", "DUPLICATE 3=0+0+3");

    SourceContract mended =
        contract(
            CARDS
                .formatted("log", "log", "type = csv")
                .replace(
                    "issued_on { column",
                    "issued_on { values { \"31/02/2024\" = \"29/02/2024\" }, unmapped = keep, column"));
    ReplayRejects replay = new ReplayRejects("log", mended);
    assertThatThrownBy(() -> lake.run(killedAtTheLedger(replay), NEXT_NIGHT))
        .isInstanceOf(IllegalStateException.class);
    assertThat(outcomes(lake)).containsEntry("log/a_2026-11-08.csv", "LOADED 3=2+1+0");
    lake.run(replay, NEXT_NIGHT);
    assertThat(outcomes(lake)).containsEntry("log/a_2026-11-08.csv", "LOADED 3=3+0+0");
    assertEveryLineIsAccountedFor(lake);
  }

  /** The job on a machine that dies when the ledger is to be written. */
  private static Job killedAtTheLedger(Job job) {
    return new Job() {
      @Override
      public Set<Table> reads() {
        Set<Table> tables = new HashSet<>(job.writes());
        tables.addAll(job.reads());
        return tables;
      }

      @Override
      public Set<Table> writes() {
        Set<Table> tables = new HashSet<>(job.writes());
        tables.remove(CollectedFiles.TABLE);
        return tables;
      }

      @Override
      public void run(Run run) {
        job.run(run);
      }
    };
  }

  private static void assertNoRowsWithoutLedger(TestLake lake) {
    List<Object> known =
        lake
            .lake()
            .read(CollectedFiles.TABLE)
            .select(CollectedFiles.FILE_ID)
            .collectAsList()
            .stream()
            .map(row -> row.get(0))
            .toList();
    for (Table table : List.of(DeliveredRows.CARDS, Rejects.TABLE)) {
      String id = table.equals(Rejects.TABLE) ? Rejects.FILE_ID : DeliveredRows.FILE_ID;
      assertThat(lake.lake().read(table).select(id).distinct().collectAsList())
          .as(table.name())
          .isNotEmpty()
          .allMatch(row -> known.contains(row.get(0)));
    }
  }

  private static final String HEADER = "card_no,name,phone,issued_on\n";

  private static final String FLAT =
      """
      kind = tickets, path = "flat/*", delivered-on = "yyyy-MM-dd", delivers = events
      format { type = csv, delimiter = ";" }
      natural-key = [ticket_no]
      fields {
        ticket_no = order
        kind { constant = SALE }
        currency { constant = VND }
        occurred_at { column = day, formats = ["dd/MM/yyyy HH:mm"] }
      }
      lines.fields {
        line_no = line
        quantity = qty
        unit_price { column = price, decimal = ",", grouping = "." }
      }
      owner = "test", reject-threshold = 0.6
      terms { basis = contract, purposes = [service], retention = 30d }
      """;

  private void declareSources() {
    sources.put("csv", contract(CARDS.formatted("csv", "events", "type = csv")));
    sources.put("all", contract(CARDS.formatted("all", "snapshot", "type = csv")));
    sources.put(
        "utf16", contract(CARDS.formatted("utf16", "events", "type = csv, encoding = UTF-16LE")));
    sources.put(
        "w1258",
        contract(CARDS.formatted("w1258", "events", "type = csv, encoding = windows-1258")));
    sources.put("pq", contract(CARDS.formatted("pq", "events", "type = parquet")));
    sources.put(
        "must", contract("required = true\n" + CARDS.formatted("must", "events", "type = csv")));
  }

  private void deliverGoodAndBadFiles() throws IOException {
    deliver(
        "csv/bom_2026-11-08.csv",
        "\uFEFF" + HEADER + "A1,\"An, \"\"Bé\"\"\nHai\",,01/02/2024\nA2,Ba,0912345678,\n");
    deliver(
        "csv/zz-copy_2026-11-08.csv",
        "\uFEFF" + HEADER + "A1,\"An, \"\"Bé\"\"\nHai\",,01/02/2024\nA2,Ba,0912345678,\n");
    deliver("csv/sep_2026-11-08.csv", "sep=;\ncard_no;name;phone;issued_on\nB1;An;;01/02/98\n");
    deliver("csv/swapped_2026-11-08.csv", "name,card_no,extra\nAn,B2,x\n");
    deliver(
        "csv/dirty_2026-11-08.csv",
        HEADER
            + "C7,Nguyễn Văn Hòa,,46334\n"
            + "C1,An,,31/02/2024\n"
            + ",An,,yesterday\n"
            + "8.93E+12,An,,01/02/2024\n"
            + "C2,An,9.12E+08,01/02/2024\n"
            + "C3,An,,01/02/2024,x,y\n"
            + "C4,An\n"
            + "C5,An,,01/02/2024\n"
            + "C5,An,,01/02/2024\n"
            + "C5,Bình,,01/02/2024\n");
    deliver("csv/header-only_2026-11-08.csv", HEADER);
    deliver("csv/empty_2026-11-08.csv", "");
    deliver("all/empty_2026-11-08.csv", HEADER);
    deliver("csv/too-bad_2026-11-08.csv", HEADER + "D1,An,,x\nD2,An,,x\n");
    deliver("csv/missing_2026-11-08.csv", "card,name\nA1,An\n");
    deliver("csv/twice_2026-11-08.csv", "card_no,name,name\nA1,An,An\n");
    deliver("csv/latin_2026-11-08.csv", text("T1", "windows-1258"));
    deliver("csv/wide_2026-11-08.csv", text("T2", "UTF-16LE"));
    deliver("utf16/cards_2026-11-08.csv", text("\uFEFF", "U1", "UTF-16LE"));
    deliver("w1258/cards_2026-11-08.csv", text("W1", "windows-1258"));
    deliver("csv/book_2026-11-08.xlsx", new byte[] {'P', 'K', 3, 4, 20, 0, 6, 0, 8, 0});
    byte[] zipped = gzip(HEADER + "G1,An,,01/02/2024\n");
    deliver("csv/tickets_2026-11-08.csv.gz", zipped);
    deliver("csv/cut_2026-11-08.csv.gz", Arrays.copyOf(zipped, zipped.length - 12));
    deliver("csv/squeezed_2026-11-08.csv.zst", zstd(HEADER + "Z1,An,,01/02/2024\n"));
    deliver("all/part_2026-11-08.csv", HEADER + "P1,An,,\nP2,An,,x\n");
    deliver("csv/folder_2026-11-08.csv/part-0.csv", HEADER);
    Path elsewhere = landing.resolveSibling("elsewhere.csv");
    Files.writeString(elsewhere, HEADER + "E1,An,,\n", StandardCharsets.UTF_8);
    Files.createSymbolicLink(landing.resolve("csv/link_2026-11-08.csv"), elsewhere);
    deliver("csv/undated.csv", HEADER);
    deliver("csv/thẻ & #1 10:15_2026-11-08.csv", HEADER + "N1,An,,\n");
    byte[] begin = (HEADER + "M1,Trần Thị,,\n".repeat(9_000)).getBytes(StandardCharsets.UTF_8);
    byte[] mixed = Arrays.copyOf(begin, begin.length + 1);
    mixed[begin.length] = (byte) 0xE0;
    deliver("csv/mixed_2026-11-08.csv", mixed);
    deliver("csv/tomorrow_2026-11-09.csv", HEADER);
  }

  /** One that is whole, and one whose pages are not what its footer says. */
  private void deliverParquet(SparkSession spark, Path written) throws IOException {
    spark
        .sql("SELECT 'PQ1' AS card_no, 'An' AS name, '' AS phone, '01/02/2024' AS issued_on")
        .coalesce(1)
        .write()
        .parquet(written.toString());
    byte[] whole;
    try (Stream<Path> parts = Files.list(written)) {
      Path part = parts.filter(path -> path.toString().endsWith(".parquet")).findFirst().get();
      whole = Files.readAllBytes(part);
    }
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, 4, 60, (byte) 0x5A);
    deliver("pq/good [1]_2026-11-08.parquet", whole);
    deliver("pq/damaged_2026-11-08.parquet", damaged);
    deliver("pq/10:15_2026-11-08.parquet", whole);
  }

  private static byte[] text(String card, String charset) {
    return text("", card, charset);
  }

  private static byte[] text(String mark, String card, String charset) {
    // windows-1258 writes tone marks behind the vowel.
    String name =
        charset.startsWith("UTF")
            ? "Trần Thị Thúy"
            : "Trâ\u0300n Thi\u0323 Thuy\u0301".replace("Thuy\u0301", "Thúy");
    return (mark + HEADER + card + "," + name + ",,01/02/2024\n")
        .getBytes(Charset.forName(charset));
  }

  private static byte[] zstd(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new ZstdOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private void deliver(String path, String text) throws IOException {
    deliver(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private void deliver(String path, byte[] bytes) throws IOException {
    Path file = landing.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private CollectFiles job() {
    return new CollectFiles(
        sources,
        new CollectFiles.Config(Duration.ZERO, Duration.ofHours(2)),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static SourceContract contract(String hocon) {
    return Settings.of("source {\n" + hocon + "\n}").bind("source", SourceContract.class);
  }

  private static Map<String, String> outcomes(TestLake lake) {
    Map<String, String> outcomes = new LinkedHashMap<>();
    for (Row row : lake.lake().read(CollectedFiles.TABLE).collectAsList()) {
      outcomes.put(
          row.getAs(CollectedFiles.PATH),
          row.getAs(CollectedFiles.STATE)
              + " "
              + row.getAs(CollectedFiles.LINES)
              + "="
              + row.getAs(CollectedFiles.LOADED)
              + "+"
              + row.getAs(CollectedFiles.REJECTED)
              + "+"
              + row.getAs(CollectedFiles.DUPLICATES));
    }
    return outcomes;
  }

  private static Map<String, String> reasons(TestLake lake) {
    Map<String, String> reasons = new TreeMap<>();
    for (Row row : lake.lake().read(CollectedFiles.TABLE).collectAsList()) {
      reasons.put(
          row.getAs(CollectedFiles.PATH), String.valueOf(row.<String>getAs(CollectedFiles.REASON)));
    }
    return reasons;
  }

  private static List<String> rejects(TestLake lake, String path) {
    return lake
        .lake()
        .read(Rejects.TABLE)
        .join(
            lake.lake()
                .read(CollectedFiles.TABLE)
                .where(col(CollectedFiles.PATH).equalTo(path))
                .select(CollectedFiles.FILE_ID),
            Rejects.FILE_ID)
        .collectAsList()
        .stream()
        .map(
            row ->
                row.getAs(Rejects.LINE_NO)
                    + " "
                    + row.<Row>getList(row.fieldIndex(Rejects.REASONS)).stream()
                        .map(reason -> reason.getString(0) + ":" + reason.getString(1))
                        .sorted()
                        .reduce((a, b) -> a + " " + b)
                        .orElse(""))
        .toList();
  }

  private static Map<String, String> values(TestLake lake, Table table, String card) {
    return lake.lake()
        .read(table)
        .where(col(DeliveredRows.VALUES).getItem("card").equalTo(card))
        .head()
        .getJavaMap(table.columns().indexOf(DeliveredRows.VALUES));
  }

  private static List<String> keys(TestLake lake, Table table) {
    return lake.lake().read(table).select(DeliveredRows.NATURAL_KEY).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static Map<String, Long> versions(TestLake lake) {
    Map<String, Long> versions = new TreeMap<>();
    Tables.ALL.forEach(table -> versions.put(table.qualifiedName(), lake.lake().version(table)));
    return versions;
  }

  /** Bronze and rejects hold exactly what the ledger says, file by file. */
  private static void assertEveryLineIsAccountedFor(TestLake lake) {
    Map<String, Long> rejected = new TreeMap<>();
    lake.lake()
        .read(Rejects.TABLE)
        .groupBy(Rejects.FILE_ID)
        .count()
        .collectAsList()
        .forEach(row -> rejected.put(row.getString(0), row.getLong(1)));
    Map<String, Long> loaded = new TreeMap<>();
    lake.lake()
        .read(DeliveredRows.CARDS)
        .groupBy(DeliveredRows.FILE_ID)
        .count()
        .collectAsList()
        .forEach(row -> loaded.put(row.getString(0), row.getLong(1)));
    for (Row file : lake.lake().read(CollectedFiles.TABLE).collectAsList()) {
      String id = file.getAs(CollectedFiles.FILE_ID);
      long lines = file.<Long>getAs(CollectedFiles.LINES);
      long loadedLines = file.<Long>getAs(CollectedFiles.LOADED);
      long rejectedLines = file.<Long>getAs(CollectedFiles.REJECTED);
      assertThat(lines)
          .isEqualTo(loadedLines + rejectedLines + file.<Long>getAs(CollectedFiles.DUPLICATES));
      if (file.getAs(CollectedFiles.STATE).equals("SUPERSEDED")) {
        assertThat(loaded).doesNotContainKey(id);
        assertThat(rejected).doesNotContainKey(id);
      } else {
        assertThat(rejected.getOrDefault(id, 0L)).isEqualTo(rejectedLines);
        if (!List.of("flat", "till").contains(file.<String>getAs(CollectedFiles.SOURCE))) {
          assertThat(loaded.getOrDefault(id, 0L)).isEqualTo(loadedLines);
        }
      }
    }
  }
}

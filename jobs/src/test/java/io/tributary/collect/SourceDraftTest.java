package io.tributary.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.config.Settings;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class SourceDraftTest {
  private static final String ORDERS =
      """
      Mã đơn hàng;Mã hàng;Số lượng;Đơn giá;Ngày đặt;SĐT
      DH1;SP1;1;1.250.000,00;08/11/2026 10:15;0912345678
      DH1;SP2;2;59.000,00;08/11/2026 10:15;0912345678
      DH2;SP1;một;1.250.000,00;25/11/2026 10:15;
      """;

  @Test
  void draftsAContractThatReadsTheFile(SparkSession spark, @TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("don_hang_2026-11-08.csv");
    Files.write(file, ORDERS.getBytes(Charset.forName("UTF-16LE")));
    TestLake lake = new TestLake(spark, directory);

    SourceDraft.Draft draft = SourceDraft.of(lake.files(), file.toString());

    assertThat(draft.name()).isEqualTo("don_hang");
    assertThat(draft.contract())
        .contains("kind = tickets", "path = \"don_hang/don_hang_*.csv\"", "encoding = UTF-16LE")
        .contains("delimiter = \";\"", "decimal = \",\", grouping = \".\"", "dd/MM/yyyy HH:mm");
    assertThat(draft.remarks()).anyMatch(remark -> remark.contains("'currency'"));

    String mended =
        draft
            .contract()
            .replace("kind { constant = \"\" }", "kind { constant = SALE }")
            .replace("currency { constant = \"\" }", "currency { constant = VND }");
    SourceContract contract = Settings.of("s {\n" + mended + "\n}").bind("s", SourceContract.class);
    SourceCheck.Result result =
        SourceCheck.of(lake.files(), file.toString(), draft.name(), contract, TestLake.ZONE, 1);

    assertThat(result.refused())
        .hasValueSatisfying(why -> assertThat(why).contains("1 of 3 lines"));
    assertThat(result.lines()).isEqualTo(3);
    assertThat(result.good()).isEqualTo(2);
    assertThat(result.reasons()).containsExactly(java.util.Map.entry("Số lượng not-a-number", 1L));
    assertThat(result.coverage()).containsEntry("phone", 2L);
    assertThat(result.sample().get(0)).containsEntry("occurred_at", "2026-11-08T03:15:00Z");
  }

  @Test
  void takesNoLineTotalForAUnitPrice(SparkSession spark, @TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("baskets_2026-11-08.csv");
    Files.writeString(
        file,
        """
        basket_id,product_id,quantity,sales_value,retail_disc,transaction_timestamp
        1,P1,2,3.00,0.50,2026-11-08T03:15:00Z
        """);

    SourceDraft.Draft draft =
        SourceDraft.of(new TestLake(spark, directory).files(), file.toString());

    assertThat(draft.contract())
        .contains("line_total = sales_value")
        .contains("# not found, one of CANCELLED, RETURN, SALE")
        .doesNotContain("discount");
    assertThat(draft.contract()).doesNotContain("unit_price");
    assertThat(bound(draft).lines()).isPresent();
  }

  @Test
  void draftsALogWithoutAnythingMissing(SparkSession spark, @TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("access_2026-11-08.log");
    Files.writeString(
        file,
        "192.0.2.1 - - [08/Nov/2026:10:05:03 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"Mozilla\"\n");
    TestLake lake = new TestLake(spark, directory);

    SourceDraft.Draft draft = SourceDraft.of(lake.files(), file.toString());
    SourceCheck.Result result =
        SourceCheck.of(lake.files(), file.toString(), draft.name(), bound(draft), TestLake.ZONE, 1);

    assertThat(result.good()).isEqualTo(1);
    assertThat(result.sample().get(0)).containsEntry("event", "page_view");
  }

  /** A person fills in what no column says, and nothing else. */
  @Test
  void aDraftLoadsEachSampleFile(SparkSession spark, @TempDir Path directory) throws IOException {
    TestLake lake = new TestLake(spark, directory);
    Path landing = Path.of(System.getProperty("project.root"), "data-samples/landing");
    List<Path> files;
    try (Stream<Path> found = Files.walk(landing)) {
      files = found.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
    SoftAssertions softly = new SoftAssertions();
    for (Path file : files) {
      SourceDraft.Draft draft = SourceDraft.of(lake.files(), file.toString());
      String whole =
          draft
              .contract()
              .replaceAll("constant = \"\" (} # not found, one of) (\\w+)", "constant = $2 $1 $2");
      SourceContract contract =
          Settings.of("s {\n" + whole + "\n}").bind("s", SourceContract.class);
      SourceCheck.Result result =
          SourceCheck.of(lake.files(), file.toString(), draft.name(), contract, TestLake.ZONE, 0);
      softly
          .assertThat(result.refused())
          .as("%s: %s%n%s", landing.relativize(file), result.reasons(), whole)
          .isEmpty();
    }
    softly.assertAll();
    assertThat(files).hasSizeGreaterThan(20);
  }

  /** Whether day or month comes first is never mixed; a broken value decides nothing. */
  @Test
  void guessesHowMostValuesAreWritten() {
    Kind.Rule day = new Kind.Rule(FieldType.DATE, Set.of(), false);
    List<String> days = new ArrayList<>(Collections.nCopies(40, "25/12/1990"));
    days.addAll(List.of("31/02/1990", "12/31/1990"));
    assertThat(ColumnGuess.writing(day, days)).isEqualTo("formats = [\"dd/MM/yyyy\"]");

    days.addAll(Collections.nCopies(20, "1990-12-25"));
    assertThat(ColumnGuess.writing(day, days)).isEqualTo("formats = [\"dd/MM/yyyy\", \"iso\"]");

    days.addAll(Collections.nCopies(20, "12/25/1990"));
    assertThat(ColumnGuess.writing(day, days))
        .isEqualTo("formats = [\"dd/MM/yyyy\", \"iso\"] # they do not read 22 of 82 values");
    assertThat(ColumnGuess.writing(day, List.of())).isEmpty();

    Kind.Rule amount = new Kind.Rule(FieldType.DECIMAL, Set.of(), false);
    assertThat(ColumnGuess.writing(amount, List.of("1.250.000", "59.000,50", "25,500,000")))
        .isEqualTo("decimal = \",\", grouping = \".\"");
    assertThat(ColumnGuess.writing(amount, List.of("1.5", "2.25", "3,5"))).isEmpty();

    Kind.Rule state = new Kind.Rule(FieldType.TEXT, Set.of("GRANTED", "DENIED"), false);
    assertThat(ColumnGuess.writing(state, List.of("GRANTED", "DENIED"))).isEmpty();
    assertThat(ColumnGuess.writing(state, List.of("Đồng ý", "withdrawn", "An Nguyen")))
        .isEqualTo(
            "values { \"withdrawn\" = DENIED, \"Đồng ý\" = GRANTED }"
                + " # 1 more words of the column are not mapped")
        .doesNotContain("An Nguyen");
  }

  private static SourceContract bound(SourceDraft.Draft draft) {
    return Settings.of("s {\n" + draft.contract() + "\n}").bind("s", SourceContract.class);
  }

  @Test
  void checksParquet(SparkSession spark, @TempDir Path directory) throws IOException {
    Path folder = directory.resolve("p");
    spark
        .sql(
            "SELECT 'k1' AS phone_sha256, 'A' AS category, 0.0001D AS score, '2026-11-08' AS as_of")
        .coalesce(1)
        .write()
        .parquet(folder.toString());
    SourceContract contract =
        Settings.definition(
            Path.of(System.getProperty("project.root"), "conf/sources/vendor_intent.conf"),
            SourceContract.class);
    TestLake lake = new TestLake(spark, directory);

    SourceCheck.Result result =
        SourceCheck.of(
            lake.files(), folder.toString(), "vendor_intent", contract, TestLake.ZONE, 5);

    assertThat(result.sample())
        .containsExactly(
            java.util.Map.of(
                "key_type", "phone_sha256",
                "subject_key", "k1",
                "as_of_on", "2026-11-08",
                "attribute.category", "A",
                "attribute.score", "0.0001"));
  }
}

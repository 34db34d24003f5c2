package io.tributary.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.config.Settings;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
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

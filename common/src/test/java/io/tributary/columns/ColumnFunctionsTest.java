package io.tributary.columns;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.crypto.Hmac;
import io.tributary.testing.SparkExtension;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The column functions give what their kernels give; every one of them runs in one Dataset. */
@ExtendWith(SparkExtension.class)
class ColumnFunctionsTest {

  private static final StructType SCHEMA =
      StructType.fromDDL(
          "email STRING, phone STRING, country STRING, recorded_on DATE, name STRING, province STRING, address STRING,"
              + " gender STRING, url STRING, amount DECIMAL(18,6), currency STRING");

  private static final Hmac HMAC =
      new Hmac("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));

  private static final List<String> ALLOWED = List.of("utm_*");

  private static final Row FULL =
      RowFactory.create(
          "Lan@Example.com; b@example.com",
          "0912345678 / 01682345679 / 0838251234",
          "VN",
          Date.valueOf("2016-01-31"),
          "Chị Trần Thị Thuý Q7",
          "TP.HCM",
          "12/3 Đ. Lê Lợi, Q.7",
          "Nữ",
          "https://lan@shop.example.com/u/0912345678?utm_source=đ&q=lan%40example.com",
          new BigDecimal("1250000.500000"),
          "VND");

  private static final Row EMPTY =
      RowFactory.create(null, null, null, null, null, null, null, null, null, null, null);

  private static List<Row> results(SparkSession spark) {
    return spark
        .createDataFrame(List.of(FULL, EMPTY), SCHEMA)
        .select(
            Text.clean(col("name")).as("clean"),
            Text.fold(col("name")).as("fold"),
            new IdentifierCells(Conf.phones())
                .read(
                    List.of("crm", "card"),
                    array(lit("shop:A:1"), lit(null)),
                    array(col("email"), lit("lan")),
                    array(col("phone")),
                    col("country"),
                    col("recorded_on"))
                .as("cells"),
            MapFields.of(map(lit("a"), col("name"), lit("b"), lit("2")), List.of("b", "a", "c"))
                .as("fields"),
            PersonNames.match(col("name"), col("country")).as("name_match"),
            PersonNames.display(col("name")).as("name_display"),
            PersonNames.split(col("name"), col("country")).as("name_split"),
            PersonNames.full(lit("Trần"), lit("Lan"), col("country")).as("name_full"),
            Conf.places().find(col("province")).as("place"),
            Addresses.display(col("address")).as("address_display"),
            Addresses.match(col("address"), col("country")).as("address_match"),
            Addresses.postalCode(lit(" ab1\u00a0 2cd")).as("postal_code"),
            Genders.normalise(col("gender")).as("gender"),
            Urls.scrub(col("url"), ALLOWED).as("url"),
            Urls.host(col("url")).as("host"),
            Urls.parameter(col("url"), lit("q")).as("q"),
            Urls.scrubText(col("phone")).as("scrubbed"),
            Keys.recordKey(lit("crm"), col("address"), col("url")).as("record_key"),
            Keys.hmac(HMAC, col("name"), col("currency")).as("hmac"),
            Money.round(col("amount"), col("currency")).as("money"))
        .collectAsList();
  }

  @Test
  void columnsGiveWhatTheirKernelsGive(SparkSession spark) {
    List<Row> results = results(spark);
    Row full = results.get(0);

    assertThat(full.<String>getAs("clean")).isEqualTo("Chị Trần Thị Thuý Q7");
    assertThat(full.<String>getAs("fold")).isEqualTo("chi tran thi thuy q7");
    Row cells = full.getAs("cells");
    assertThat(cells.getList(0))
        .isEqualTo(
            List.of(
                RowFactory.create("crm", "shop", "A:1"),
                RowFactory.create("email", "global", "lan@example.com"),
                RowFactory.create("email", "global", "b@example.com"),
                RowFactory.create("phone", "global", "+84912345678"),
                RowFactory.create("phone", "global", "+84382345679")));
    assertThat(cells.getList(1))
        .isEqualTo(List.of(RowFactory.create("email", "as-delivered", "lan")));
    assertThat(cells.getList(2)).isEqualTo(List.of("EMAIL_INVALID", "PHONE_AMBIGUOUS"));
    assertThat(full.<Row>getAs("fields"))
        .isEqualTo(RowFactory.create("2", FULL.getString(4), null));
    assertThat(full.<String>getAs("name_match")).isEqualTo("tran thi thuy");
    assertThat(full.<String>getAs("name_display")).isEqualTo("Chị Trần Thị Thuý Q7");
    assertThat(full.<Row>getAs("name_split")).isEqualTo(RowFactory.create("Trần", "Thị Thuý Q7"));
    assertThat(full.<String>getAs("name_full")).isEqualTo("Trần Lan");
    assertThat(full.<Row>getAs("place"))
        .isEqualTo(RowFactory.create("79", "Hồ Chí Minh", "Đông Nam Bộ"));
    assertThat(full.<String>getAs("address_display")).isEqualTo("12/3 Đ. Lê Lợi, Q.7");
    assertThat(full.<String>getAs("address_match")).isEqualTo("12/3 le loi quan 7");
    assertThat(full.<String>getAs("postal_code")).isEqualTo("AB1 2CD");
    assertThat(full.<String>getAs("gender")).isEqualTo("F");
    assertThat(full.<String>getAs("url")).isEqualTo("https://shop.example.com/u/_?utm_source=đ");
    assertThat(full.<String>getAs("host")).isEqualTo("shop.example.com");
    assertThat(full.<String>getAs("q")).isEqualTo("lan@example.com");
    assertThat(full.<String>getAs("scrubbed")).isEqualTo("_ / _ / _");
    assertThat(full.<String>getAs("record_key"))
        .isEqualTo(Keys.recordKey("crm", FULL.getString(6), FULL.getString(8)));
    assertThat(full.<String>getAs("hmac")).isEqualTo(HMAC.hex(FULL.getString(4), "VND"));
    assertThat(full.<BigDecimal>getAs("money")).isEqualTo(new BigDecimal("1250001.0000"));
    assertThat(full.schema().apply("money").dataType()).isEqualTo(Money.AMOUNT);
  }

  @Test
  void anEmptyRecordGivesNullsAndEmptyLists(SparkSession spark) {
    Row empty = results(spark).get(1);

    assertThat(empty.<Row>getAs("cells").getList(0))
        .isEqualTo(List.of(RowFactory.create("crm", "shop", "A:1")));
    assertThat(empty.<Row>getAs("name_split")).isEqualTo(RowFactory.create(null, null));
    assertThat(empty.<String>getAs("name_full")).isEqualTo("Lan Trần");
    List<String> others =
        List.of(
            "clean",
            "fold",
            "name_match",
            "name_display",
            "place",
            "address_display",
            "address_match",
            "gender",
            "url",
            "host",
            "q",
            "scrubbed",
            "record_key",
            "hmac",
            "money");
    assertThat(others).allSatisfy(column -> assertThat(empty.<Object>getAs(column)).isNull());
  }

  @Test
  void rowHashSeesEveryChange(SparkSession spark) {
    StructType schema = StructType.fromDDL("a STRING, b STRING, c DECIMAL(9,2), d TIMESTAMP");
    List<Row> rows =
        List.of(
            RowFactory.create("x", null, null, null),
            RowFactory.create(null, "x", null, null),
            RowFactory.create("", "x", null, null),
            RowFactory.create("x", "", null, null),
            RowFactory.create("-", "x", null, null),
            RowFactory.create("1:x", null, null, null),
            RowFactory.create("x", null, new BigDecimal("1.00"), null),
            RowFactory.create(
                "x", null, null, java.sql.Timestamp.valueOf("2026-11-09 00:00:00.000001")),
            RowFactory.create(
                "x", null, null, java.sql.Timestamp.valueOf("2026-11-09 00:00:00.000002")),
            RowFactory.create("x", null, null, null));

    List<Long> hashes =
        spark
            .createDataFrame(rows, schema)
            .select(Keys.rowHash(col("a"), col("b"), col("c"), col("d")))
            .collectAsList()
            .stream()
            .map(row -> row.getLong(0))
            .toList();

    assertThat(hashes.subList(0, 9)).doesNotHaveDuplicates();
    assertThat(hashes.get(9)).isEqualTo(hashes.get(0));
  }
}

package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.linkage.LinkRecord;
import io.tributary.tables.silver.ComparedContents;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestRows;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ComparedRecordsTest {
  private static final LinkCustomers.GivenNames NAMES =
      new LinkCustomers.GivenNames("VN", List.of("VN", "HU"));

  @Test
  void takesTheGivenNameWhereTheSettingsSayAndKnowsWhatChanged(SparkSession spark) {
    Dataset<Row> before =
        of(
            spark,
            null,
            "same, tran van minh, VN, 1 le loi, hue",
            "moved, nagy anna maria, HU, hue,",
            "new city, anna maria smith, US, 1 le loi, hue");
    Dataset<Row> last = contents(before).localCheckpoint();

    Dataset<Row> now =
        of(
            spark,
            last,
            "same, tran van minh, VN, 1 le loi, hue",
            "moved, nagy anna maria, HU,, hue",
            "new city, anna maria smith, US, 1 le loi, da nang",
            "new, le lan, VN, 2 le loi, hue");

    Map<String, String> names = new TreeMap<>();
    Map<String, Boolean> changed = new TreeMap<>();
    for (Row row : now.collectAsList()) {
      LinkRecord record = ComparedRecords.read(row);
      names.put(record.id(), text(record, 0) + "," + text(record, 1) + "," + text(record, 2));
      changed.put(record.id(), row.getBoolean(1));
    }
    assertThat(names)
        .containsEntry("same", "minh,tran,van")
        .containsEntry("moved", "maria,nagy,anna")
        .containsEntry("new city", "anna,smith,maria");
    assertThat(changed)
        .containsExactly(
            Map.entry("moved", true),
            Map.entry("new", true),
            Map.entry("new city", true),
            Map.entry("same", false));
  }

  /** As conform read it, so that the limits and the model agree with the record. */
  @Test
  void readsANameByTheCountryOfItsRecord(SparkSession spark) throws IOException {
    TestRows records = TestRows.of(CustomerRecords.TABLE);
    TestRows identifiers = TestRows.of(Identifiers.TABLE);
    named(records, identifiers, "sighting", null, List.of(), "minh", "tran");
    named(records, identifiers, "home", "VN", List.of(), "minh", "tran");
    named(records, identifiers, "abroad", "US", List.of(), "tran", "minh");
    named(records, identifiers, "unknown", null, List.of("COUNTRY_UNKNOWN"), "tran", "minh");
    Dataset<Row> all = records.in(spark);

    Map<String, String> names = new TreeMap<>();
    for (Row row : compared(spark, all, null).collectAsList()) {
      LinkRecord record = ComparedRecords.read(row);
      names.put(record.id(), text(record, 0) + "," + text(record, 1));
    }
    Map<String, String> limited = new TreeMap<>();
    Carriers.of(identifiers.in(spark), all, LinkCustomersTest.shippedRules())
        .collectAsList()
        .forEach(row -> limited.put(row.getAs("record_key"), row.getAs("given_name")));

    assertThat(names)
        .containsExactly(
            Map.entry("abroad", "tran,minh"),
            Map.entry("home", "minh,tran"),
            Map.entry("sighting", "minh,tran"),
            Map.entry("unknown", "tran,minh"));
    assertThat(limited)
        .containsExactly(
            Map.entry("abroad", "tran"),
            Map.entry("home", "minh"),
            Map.entry("sighting", "minh"),
            // Nobody knows which word it is: two brothers must not have one given name.
            Map.entry("unknown", "tran van minh"));
  }

  private static void named(
      TestRows records,
      TestRows identifiers,
      String key,
      @Nullable String country,
      List<String> flags,
      String given,
      String family) {
    records.row(
        "record_key", key,
        "name_key", "tran van minh",
        "given_name", given,
        "family_name", family,
        "country", country,
        "quality_flags", flags,
        "birth_date", "1990-01-01");
    identifiers.row(
        "record_key", key,
        "identifier_id", key,
        "type", "email",
        "value", key,
        "is_valid", true);
  }

  private static String text(LinkRecord record, int field) {
    return record.values()[field].length == 0 ? "" : record.values()[field][0].text();
  }

  /** Records as key, name, country, address, city, all born on one day. */
  private static Dataset<Row> of(SparkSession spark, Dataset<Row> last, String... records) {
    TestRows rows = TestRows.of(CustomerRecords.TABLE);
    for (String record : records) {
      String[] cells = record.split(",", -1);
      rows.row(
          "record_key",
          cells[0],
          "name_key",
          cells[1].strip(),
          "country",
          cells[2].strip(),
          "address_line",
          cells[3].isBlank() ? null : cells[3].strip(),
          "city",
          cells[4].isBlank() ? null : cells[4].strip(),
          "birth_date",
          "1990-01-01");
    }
    return compared(spark, rows.in(spark), last);
  }

  private static Dataset<Row> compared(
      SparkSession spark, Dataset<Row> records, @Nullable Dataset<Row> last) {
    return ComparedRecords.of(
            records,
            TestRows.of(Identifiers.TABLE).in(spark),
            TestRows.of(IdentifierStatus.TABLE).in(spark),
            last,
            NAMES)
        .orderBy(col("record_key"));
  }

  private static Dataset<Row> contents(Dataset<Row> compared) {
    return compared.select(ComparedContents.RECORD_KEY, ComparedContents.CONTENT_HASH);
  }
}

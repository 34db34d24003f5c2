package io.tributary.conform;

import io.tributary.config.Settings;
import io.tributary.tables.Table;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Bronze rows of one kind as collect writes them, and the ledger of their files. */
final class Delivered {
  private final Table kind;
  private final TestRows rows;
  private final Map<String, Long> lines = new TreeMap<>();

  private Delivered(Table kind) {
    this.kind = kind;
    this.rows = TestRows.of(kind);
  }

  static Delivered of(Table kind) {
    return new Delivered(kind);
  }

  /** One row of the source's file of a day. */
  Delivered row(String source, String key, String day, Map<String, String> values) {
    return row(source, key, day, values, List.of());
  }

  Delivered row(
      String source,
      String key,
      String day,
      Map<String, String> values,
      List<Map<String, String>> body) {
    String file = fileId(source, day);
    rows.row(
        DeliveredRows.SOURCE, source,
        DeliveredRows.NATURAL_KEY, key,
        DeliveredRows.FIELDS, values,
        DeliveredRows.VALUES, values,
        DeliveredRows.BODY, body,
        DeliveredRows.FILE_ID, file,
        DeliveredRows.LINE_NO, lines.merge(file, 1L, Long::sum),
        DeliveredRows.SOURCE_FILE, source + "/" + day,
        DeliveredRows.DELIVERED_ON, day,
        DeliveredRows.LOADED_AT, asOf(day),
        DeliveredRows.ROW_HASH, "h");
    return this;
  }

  /**
   * Writes the rows as collect does: in place of what the lake holds of their files.
   *
   * @param gone files that are taken back
   */
  Delivered into(TestLake lake, SparkSession spark, String... gone) {
    Set<String> files = new TreeSet<>(lines.keySet());
    files.addAll(List.of(gone));
    lake.writing(kind, 0).replaceKeys(kind, DeliveredRows.FILE_ID, files, rows.in(spark));
    return this;
  }

  static String fileId(String source, String day) {
    return source + "-" + day;
  }

  /** The end of a day in Ho Chi Minh City. */
  static Instant asOf(String day) {
    return Instant.parse(day + "T17:00:00Z");
  }

  /** Loaded files, given as source, day, source, day … */
  static Dataset<Row> files(SparkSession spark, String delivers, String... sourcesAndDays) {
    TestRows files = TestRows.of(CollectedFiles.TABLE);
    for (int i = 0; i < sourcesAndDays.length; i += 2) {
      files.row(
          CollectedFiles.FILE_ID,
          fileId(sourcesAndDays[i], sourcesAndDays[i + 1]),
          CollectedFiles.SOURCE,
          sourcesAndDays[i],
          CollectedFiles.DELIVERED_ON,
          sourcesAndDays[i + 1],
          CollectedFiles.DELIVERS,
          delivers,
          CollectedFiles.STATE,
          "LOADED",
          CollectedFiles.LOADED,
          1L);
    }
    return files.in(spark);
  }

  /** Name, value, name, value …; a null value is no entry. */
  static Map<String, String> values(String... namesAndValues) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        values.put(namesAndValues[i], namesAndValues[i + 1]);
      }
    }
    return new HashMap<>(values);
  }

  /** The settings as shipped, with a key of the test's own. */
  static ConformConfig config(Path directory, String... overrides) {
    Path root = Path.of(System.getProperty("project.root", "..")).toAbsolutePath();
    try {
      Path key = directory.resolve("pseudonyms.key");
      Files.writeString(key, "0123456789abcdef0123456789abcdef", StandardCharsets.UTF_8);
      String shipped = Files.readString(root.resolve("conf/conform.conf"), StandardCharsets.UTF_8);
      String own =
          "\nconform.key-file = \"%s\"\nconform.country.phones = \"%s\"\nconform.country.places = \"%s\"\n"
              .formatted(
                  key, root.resolve("conf/phones/VN.csv"), root.resolve("conf/places/VN.csv"));
      return Settings.of(shipped + own + String.join("\n", overrides))
          .bind("conform", ConformConfig.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

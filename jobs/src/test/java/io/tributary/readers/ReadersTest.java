package io.tributary.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.lake.Roots;
import io.tributary.tables.Table;
import io.tributary.tables.Tables;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.testing.PythonEnvironment;
import io.tributary.testing.SampleNights;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every open table, read by the engines that analysts use, is the table that we read. */
@Tag("full")
@ExtendWith(SampleNights.Extension.class)
class ReadersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ENGINES =
      List.of("deltalake", "polars", "pandas", "duckdb", "pyspark");

  private static final Path PAGE = SampleNights.ROOT.resolve("docs/readers.md");

  @Test
  void everyEngineReadsEveryOpenTable(SampleNights nights, @TempDir Path dir) throws Exception {
    Path scripts = Path.of(ReadersTest.class.getResource("readers.py").toURI()).getParent();
    Optional<Path> python = PythonEnvironment.python();
    assertThat(python.isPresent() || !"true".equals(System.getenv("CI")))
        .as("no Python environment in CI")
        .isTrue();
    assumeThat(python).as("NO PYTHON HERE: no other engine has read the tables").isPresent();
    // No night writes the table of looks.
    String customer =
        nights.lake().read(CustomerLinks.TABLE).head().getAs(CustomerLinks.CUSTOMER_ID);
    assertThat(nights.printed("customer", customer, "--show-pii").exitCode()).isZero();
    List<Table> tables = Tables.ALL.stream().filter(table -> !table.isRestricted()).toList();

    JsonNode answers =
        JSON.readTree(
            PythonEnvironment.output(
                List.of(python.orElseThrow().toString(), scripts.resolve("readers.py").toString()),
                question(nights.roots(), tables),
                dir.resolve("errors")));

    assertThat(tables).hasSizeGreaterThan(15).allMatch(table -> nights.lake().version(table) >= 0);
    assertThat(answers.fieldNames()).toIterable().containsAll(ENGINES);
    Map<String, List<String>> ours = new TreeMap<>();
    for (Table table : tables) {
      List<Row> rows = nights.lake().read(table).collectAsList();
      ours.put(table.qualifiedName(), RowChecksum.of(rows));
    }
    Map<String, Map<String, List<String>>> theirs = new LinkedHashMap<>();
    answers
        .fields()
        .forEachRemaining(
            engine -> theirs.put(engine.getKey(), checksums(engine.getValue().get("tables"))));
    theirs.forEach((engine, checksums) -> assertThat(checksums).as(engine).isEqualTo(ours));
    for (String engine : ENGINES) {
      assertThat(Files.readString(PAGE))
          .as("docs/readers.md names the version that was tested")
          .contains("| " + engine + " | " + answers.at("/" + engine + "/version").asText() + " |");
    }
    thePageHas(matrix(ours, theirs));
  }

  private static Map<String, List<String>> checksums(JsonNode tables) {
    Map<String, List<String>> checksums = new TreeMap<>();
    tables
        .fields()
        .forEachRemaining(
            table ->
                checksums.put(
                    table.getKey(),
                    List.of(table.getValue().get(0).asText(), table.getValue().get(1).asText())));
    return checksums;
  }

  /** A line for each table, a column for each engine. */
  private static String matrix(
      Map<String, List<String>> ours, Map<String, Map<String, List<String>>> theirs) {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add("| table | " + String.join(" | ", ENGINES) + " |");
    lines.add("|---|" + ":-:|".repeat(ENGINES.size()));
    ours.forEach(
        (table, checksum) ->
            lines.add(
                ENGINES.stream()
                    .map(engine -> checksum.equals(theirs.get(engine).get(table)) ? "✓" : "✗")
                    .collect(Collectors.joining(" | ", "| `" + table + "` | ", " |"))));
    return lines.toString();
  }

  private static void thePageHas(String matrix) throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf("| table |");
    int end = page.indexOf("\n\n", begin) + 1;
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, page.substring(0, begin) + matrix + page.substring(end));
      return;
    }
    assertThat(page.substring(begin, end))
        .as("docs/readers.md is stale: run ReadersTest with -Ddocs.update=true")
        .isEqualTo(matrix);
  }

  private static String question(Roots roots, List<Table> tables) throws Exception {
    List<Map<String, Object>> asked =
        tables.stream()
            .map(
                table -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("name", table.qualifiedName());
                  one.put("path", roots.path(table));
                  one.put(
                      "columns",
                      table.fields().stream()
                          .map(field -> List.of(field.name(), field.type().simpleString()))
                          .toList());
                  return one;
                })
            .toList();
    return JSON.writeValueAsString(Map.of("tables", asked, "jars", deltaJars()));
  }

  /** What PySpark lacks: our own Delta, so that nothing is downloaded. */
  private static String deltaJars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> Path.of(jar).getFileName().toString().startsWith("delta-"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}

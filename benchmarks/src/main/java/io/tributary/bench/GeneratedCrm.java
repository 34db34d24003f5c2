package io.tributary.bench;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import io.tributary.generate.Generator;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A CRM file of invented customers with their true customer in a column: {@code record_key, truth},
 * and what the CRM delivers beside its id. Customers have 0.93 rows in it on average, and live in
 * households.
 */
final class GeneratedCrm {
  private static final LocalDate NIGHT = LocalDate.of(2026, 11, 8);

  private GeneratedCrm() {}

  /** Makes the file, unless it is there. */
  static Path file(Path folder, long customers, Generator.Locale locale, long seed)
      throws IOException {
    Path made = folder.resolve("crm-" + locale + "-" + customers + "-" + seed + ".csv");
    if (Files.exists(made)) {
      return made;
    }
    System.err.println("Making " + made);
    Path work = Files.createDirectories(folder.resolve("generated"));
    new Generator().generate(new Generator.Options(customers, 1, seed, locale, work, NIGHT, 2));
    Path unfinished = folder.resolve("unfinished.csv");
    join(work, unfinished);
    Files.move(unfinished, made, StandardCopyOption.ATOMIC_MOVE);
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    return made;
  }

  /** The same file in which one row in a hundred has one phone and one e-mail. */
  static Path hot(Path clean) throws IOException {
    Path made = clean.resolveSibling("hot-" + clean.getFileName());
    int[] row = new int[1];
    try (BufferedReader reader = Files.newBufferedReader(clean);
        BufferedWriter writer = Files.newBufferedWriter(made)) {
      CsvParser parser = parser();
      parser.beginParsing(reader);
      CsvWriter csv = new CsvWriter(writer, new CsvWriterSettings());
      String[] header = parser.parseNext();
      csv.writeRow(header);
      int phone = java.util.List.of(header).indexOf("phone");
      int email = java.util.List.of(header).indexOf("email");
      for (String[] cells = parser.parseNext(); cells != null; cells = parser.parseNext()) {
        if (row[0]++ % 100 == 0) {
          cells[phone] = "0283822000";
          cells[email] = "noreply@store.com";
        }
        csv.writeRow(cells);
      }
    }
    return made;
  }

  private static void join(Path work, Path to) throws IOException {
    Map<String, String> truth = new HashMap<>();
    try (Stream<String> lines = Files.lines(work.resolve("truth/customers.csv"))) {
      lines
          .filter(line -> line.startsWith("crm:"))
          .map(line -> line.split(","))
          .forEach(cells -> truth.put(cells[0], cells[1]));
    }
    Path crm = work.resolve("landing/crm/customers_" + NIGHT + ".csv");
    UnaryOperator<String> key = id -> "crm:" + id;
    try (BufferedReader reader = Files.newBufferedReader(crm);
        BufferedWriter writer = Files.newBufferedWriter(to)) {
      CsvParser parser = parser();
      parser.beginParsing(reader);
      CsvWriter csv = new CsvWriter(writer, new CsvWriterSettings());
      String[] header = parser.parseNext();
      csv.writeRow(row("record_key", "truth", header));
      for (String[] cells = parser.parseNext(); cells != null; cells = parser.parseNext()) {
        // Rows that the generator broke on purpose have no truth; a repeated one counts once.
        String customer =
            cells.length == header.length && cells[0] != null
                ? truth.remove(key.apply(cells[0]))
                : null;
        if (customer != null) {
          csv.writeRow(row(key.apply(cells[0]), customer, cells));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String[] row(String key, String truth, String[] cells) {
    String[] row = new String[cells.length + 1];
    row[0] = key;
    row[1] = truth;
    System.arraycopy(cells, 1, row, 2, cells.length - 1);
    return row;
  }

  private static CsvParser parser() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setLineSeparator("\n");
    return new CsvParser(settings);
  }
}

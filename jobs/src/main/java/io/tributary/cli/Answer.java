package io.tributary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.job.JobFailure;
import io.tributary.report.Rows;
import java.io.PrintStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Rows as text. Instants are printed in UTC, whatever the machine's zone; CSV and JSON pass row by
 * row, so that an answer of any size can go to a file.
 */
final class Answer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Answer() {}

  /** Aligned columns and the number of rows; for people. */
  static void asTable(Dataset<Row> answer, PrintStream out) {
    TextTable table = new TextTable(answer.columns());
    List<Row> rows = answer.collectAsList();
    rows.forEach(row -> table.row(Rows.cells(row).stream().map(Answer::text).toArray()));
    out.println(table.render(""));
    out.println(rows.size() + (rows.size() == 1 ? " row" : " rows"));
  }

  /** A header and quoted cells where needed (RFC 4180, but lines end with LF); null is empty. */
  static void asCsv(Dataset<Row> answer, PrintStream out) {
    out.println(csv(List.of(answer.columns())));
    for (Iterator<Row> rows = answer.toLocalIterator(); rows.hasNext(); ) {
      out.println(csv(Rows.cells(rows.next())));
    }
  }

  /**
   * Members of a JSON object go by their names.
   *
   * @throws JobFailure CONFIG when two columns have the same one
   */
  static void requireDistinctNames(Dataset<Row> answer) {
    Set<String> names = new HashSet<>();
    for (String name : answer.columns()) {
      if (!names.add(name)) {
        throw JobFailure.config(
            "Two columns of the answer are called " + name,
            "an object in JSON keeps one of them",
            "name one otherwise with AS, or ask for a table or CSV");
      }
    }
  }

  /** An array with one object a row; see {@link #requireDistinctNames}. */
  static void asJson(Dataset<Row> answer, PrintStream out) {
    String before = "[";
    for (Iterator<Row> rows = answer.toLocalIterator(); rows.hasNext(); ) {
      out.print(before + json(Rows.of(rows.next())));
      before = ",\n ";
    }
    out.println(before.equals("[") ? "[]" : "]");
  }

  private static String csv(Collection<? extends @Nullable Object> cells) {
    return cells.stream().map(Answer::text).map(Answer::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String cell) {
    boolean isPlain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** A cell of {@link Rows}; null is empty. */
  static String text(@Nullable Object cell) {
    if (cell == null) {
      return "";
    }
    if (cell instanceof java.math.BigDecimal number) {
      return number.toPlainString();
    }
    return cell instanceof Map || cell instanceof List ? json(cell) : cell.toString();
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("No JSON: " + value.getClass(), e);
    }
  }
}

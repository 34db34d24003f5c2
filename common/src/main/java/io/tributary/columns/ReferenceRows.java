package io.tributary.columns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a small reference file under {@code conf/}: comma-separated without quoting, {@code
 * #} starts a comment line, the first other line names the columns.
 */
final class ReferenceRows {

  private ReferenceRows() {}

  /**
   * Every row as column name to trimmed text.
   *
   * @throws IllegalArgumentException if a wanted column is missing or a row has another number of
   *     cells
   */
  static List<Map<String, String>> parse(String csv, List<String> wanted) {
    List<String> names = List.of();
    List<Map<String, String>> rows = new ArrayList<>();
    int lineNo = 0;
    for (String line : csv.lines().toList()) {
      lineNo++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> cells = List.of(line.split(",", -1)).stream().map(String::strip).toList();
      if (names.isEmpty()) {
        names = header(cells, wanted);
      } else if (cells.size() != names.size()) {
        throw new IllegalArgumentException(
            "Line %d has %d cells; its header names %d: %s"
                .formatted(lineNo, cells.size(), names.size(), names));
      } else {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
          row.put(names.get(i), cells.get(i));
        }
        rows.add(row);
      }
    }
    return List.copyOf(rows);
  }

  private static List<String> header(List<String> names, List<String> wanted) {
    if (!names.containsAll(wanted)) {
      throw new IllegalArgumentException(
          "The columns are %s; needed are %s".formatted(names, wanted));
    }
    return names;
  }
}

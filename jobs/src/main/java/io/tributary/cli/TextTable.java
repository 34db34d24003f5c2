package io.tributary.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Aligned columns for a terminal: numbers to the right, all else to the left. */
final class TextTable {
  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... header) {
    this.header = List.of(header);
  }

  TextTable row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    rows.add(row);
    return this;
  }

  String render(String indent) {
    List<List<String>> all = new ArrayList<>();
    if (header.stream().anyMatch(name -> !name.isEmpty())) {
      all.add(header);
    }
    all.addAll(rows);
    int[] widths = new int[header.size()];
    boolean[] numeric = new boolean[header.size()];
    for (int column = 0; column < widths.length; column++) {
      int at = column;
      widths[column] = all.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
      numeric[column] =
          !rows.isEmpty() && rows.stream().allMatch(row -> row.get(at).matches("[-+]?[0-9.,]*%?"));
    }
    return all.stream()
        .map(row -> indent + line(row, widths, numeric).stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  private static String line(List<String> row, int[] widths, boolean[] numeric) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String padding = " ".repeat(widths[column] - row.get(column).length());
      line.append(numeric[column] ? padding + row.get(column) : row.get(column) + padding);
      line.append("  ");
    }
    return line.toString();
  }
}

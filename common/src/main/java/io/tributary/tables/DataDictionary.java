package io.tributary.tables;

import io.tributary.tables.Table.Field;
import io.tributary.tables.Table.Layer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * The data dictionary as a page: every table, what a row of it is, its key, and each column with
 * type, sensitivity and meaning. Made from the definitions alone, so it cannot say anything else.
 */
public final class DataDictionary {
  private static final List<Layer> ORDER =
      List.of(Layer.GOLD, Layer.SILVER, Layer.BRONZE, Layer.OPS);

  private DataDictionary() {}

  /** The page in Markdown; tables of a layer by name, columns in their order. */
  public static String markdown(List<Table> tables) {
    StringJoiner page = new StringJoiner("\n", "", "\n");
    page.add("# Data dictionary");
    page.add("");
    page.add("<!-- Made from the table definitions by DataDictionaryTest; do not edit. -->");
    page.add("");
    page.add(
        "Instants are UTC, days are days of the business time zone. **Restricted** tables hold");
    page.add(
        "direct identifiers and lie under the restricted root. Sensitivity of a column: *direct*");
    page.add(
        "identifies a human by itself, *pseudonym* means nothing without our tables or our key,");
    page.add(
        "empty is a property shared by many; *sensitive* is tracked behaviour, payment, health or");
    page.add(
        "exact place. Every table also has `_run`, the number of the run that last changed the row.");
    page.add("");
    for (Layer layer : ORDER) {
      List<Table> ofLayer =
          tables.stream()
              .filter(table -> table.layer() == layer)
              .sorted(Comparator.comparing(Table::name))
              .toList();
      if (!ofLayer.isEmpty()) {
        page.add("- **" + layer.folder() + "**: " + links(ofLayer));
      }
    }
    for (Layer layer : ORDER) {
      tables.stream()
          .filter(table -> table.layer() == layer)
          .sorted(Comparator.comparing(Table::name))
          .forEach(table -> describe(table, page));
    }
    return page.toString();
  }

  private static String links(List<Table> tables) {
    return tables.stream()
        .map(table -> "[" + table.name() + "](#" + anchor(table) + ")")
        .reduce((left, right) -> left + ", " + right)
        .orElse("");
  }

  /** As renderers of Markdown make it of the heading. */
  private static String anchor(Table table) {
    return table.qualifiedName().replace(".", "");
  }

  private static void describe(Table table, StringJoiner page) {
    page.add("");
    page.add("## " + table.qualifiedName());
    page.add("");
    page.add(table.row() + (table.isRestricted() ? " **Restricted.**" : ""));
    page.add("");
    page.add(
        "Key: "
            + (table.key().isEmpty() ? "none" : code(table.key()))
            + (table.partitionedBy().isEmpty()
                ? "."
                : "; partitioned by " + code(table.partitionedBy()) + "."));
    page.add("");
    page.add("| column | type | sensitivity | meaning |");
    page.add("|---|---|---|---|");
    for (Field field : table.fields()) {
      page.add(
          "| `"
              + field.name()
              + "` | "
              + field.type().simpleString()
              + " | "
              + sensitivity(field)
              + " | "
              + field.comment().replace("|", "\\|")
              + " |");
    }
  }

  private static String code(List<String> columns) {
    return "`" + String.join("`, `", columns) + "`";
  }

  private static String sensitivity(Field field) {
    String level =
        field.sensitivity() == Sensitivity.ATTRIBUTE
            ? ""
            : field.sensitivity().name().toLowerCase(Locale.ROOT);
    return field.isSensitive() ? (level + " sensitive").strip() : level;
  }
}

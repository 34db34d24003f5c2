package io.tributary.linkage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields by which the records of some tables are compared, and the columns that feed them.
 *
 * @param fields in the order of a record's values
 * @param roles for each table, by its name, the role of each column
 */
public record Schema(List<Field> fields, Map<String, Map<String, Role>> roles) {

  /** Recognises the columns of all tables; columns of one role feed one field. */
  public static Schema of(List<Table> tables, Map<String, Role> mapped) {
    Map<String, Map<String, Role>> roles = new LinkedHashMap<>();
    tables.forEach(table -> roles.put(table.name(), ColumnRecognition.recognise(table, mapped)));
    Map<String, FieldKind> fields = new LinkedHashMap<>();
    Set<Role> present = new LinkedHashSet<>();
    roles.values().forEach(columns -> present.addAll(columns.values()));
    if (present.stream().anyMatch(Role::isName)) {
      fields.put("given_name", FieldKind.GIVEN_NAME);
      fields.put("family_name", FieldKind.FAMILY_NAME);
      fields.put("other_names", FieldKind.OTHER_NAMES);
    }
    for (Map<String, Role> columns : roles.values()) {
      columns.forEach(
          (column, role) -> {
            if (role != Role.IGNORED && !role.isName()) {
              fields.putIfAbsent(fieldName(column, role), role.kind());
            }
          });
    }
    List<Field> chosen = new ArrayList<>();
    fields.forEach((name, kind) -> chosen.add(new Field(name, kind)));
    return new Schema(
        List.copyOf(chosen.subList(0, Math.min(chosen.size(), Comparisons.MOST))), roles);
  }

  /** Columns of a known role feed the field of this role; others one field each. */
  static String fieldName(String column, Role role) {
    return switch (role) {
      case IDENTIFIER, CATEGORY, DATE, TEXT, CITY, ADDRESS -> ColumnRecognition.plain(column);
      default -> role.label();
    };
  }
}

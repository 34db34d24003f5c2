package io.tributary.linkage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields by which the records of some tables are compared, and the columns that feed them.
 *
 * @param fields in the order of a record's values
 * @param roles for each table, by its name, the role of each column
 * @param leftOut fields that take no part because there are too many
 */
public record Schema(
    List<Field> fields, Map<String, Map<String, Role>> roles, List<String> leftOut) {

  public Schema(List<Field> fields, Map<String, Map<String, Role>> roles) {
    this(fields, roles, List.of());
  }

  /**
   * Recognises the columns of all tables; columns of one role feed one field. Of too many fields
   * those take part that a user stated, then those whose role was recognised, then others.
   */
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
    Set<String> chosen = chosen(fields, roles, mapped);
    List<Field> compared = new ArrayList<>();
    fields.forEach(
        (name, kind) -> {
          if (chosen.contains(name)) {
            compared.add(new Field(name, kind));
          }
        });
    return new Schema(
        List.copyOf(compared),
        roles,
        fields.keySet().stream().filter(name -> !chosen.contains(name)).toList());
  }

  private static Set<String> chosen(
      Map<String, FieldKind> fields,
      Map<String, Map<String, Role>> roles,
      Map<String, Role> mapped) {
    Set<String> stated = new HashSet<>();
    Set<String> recognised = new HashSet<>(Set.of("given_name", "family_name", "other_names"));
    roles
        .values()
        .forEach(
            columns ->
                columns.forEach(
                    (column, role) -> {
                      if (mapped.containsKey(column)) {
                        stated.add(fieldName(column, role));
                      } else if (role != Role.TEXT && role != Role.CATEGORY) {
                        recognised.add(fieldName(column, role));
                      }
                    }));
    return fields.keySet().stream()
        .sorted(
            Comparator.comparingInt(
                name -> stated.contains(name) ? 0 : recognised.contains(name) ? 1 : 2))
        .limit(Comparisons.MOST)
        .collect(Collectors.toSet());
  }

  /** Columns of a known role feed the field of this role; others one field each. */
  static String fieldName(String column, Role role) {
    return switch (role) {
      case IDENTIFIER, CATEGORY, DATE, TEXT, CITY, ADDRESS -> ColumnRecognition.plain(column);
      default -> role.label();
    };
  }
}

package io.tributary.linkage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
   * Recognises the columns of all tables; which of them feed one field, {@link ColumnFields} says.
   * Of too many fields those take part that a user stated, then those whose role was recognised,
   * then others.
   */
  public static Schema of(List<Table> tables, Map<String, Role> mapped) {
    Map<String, Map<String, Role>> roles = new LinkedHashMap<>();
    tables.forEach(table -> roles.put(table.name(), ColumnRecognition.recognise(table, mapped)));
    Map<String, FieldKind> fields = new LinkedHashMap<>();
    if (roles.values().stream().anyMatch(Schema::hasNames)) {
      fields.put("given_name", FieldKind.GIVEN_NAME);
      fields.put("family_name", FieldKind.FAMILY_NAME);
      fields.put("other_names", FieldKind.OTHER_NAMES);
    }
    Map<String, Map<String, String>> columnFields = ColumnFields.of(roles);
    Set<String> stated = new HashSet<>();
    Set<String> recognised = new HashSet<>(fields.keySet());
    columnFields.forEach(
        (table, columns) ->
            columns.forEach(
                (column, field) -> {
                  Role role =
                      Objects.requireNonNull(roles.get(table)).getOrDefault(column, Role.IGNORED);
                  fields.putIfAbsent(field, role.kind());
                  if (mapped.containsKey(column)) {
                    stated.add(field);
                  } else if (role != Role.TEXT && role != Role.CATEGORY) {
                    recognised.add(field);
                  }
                }));
    Set<String> chosen = chosen(fields.keySet(), stated, recognised);
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

  private static boolean hasNames(Map<String, Role> columns) {
    return columns.values().stream().anyMatch(Role::isName);
  }

  private static Set<String> chosen(
      Set<String> fields, Set<String> stated, Set<String> recognised) {
    return fields.stream()
        .sorted(
            Comparator.comparingInt(
                name -> stated.contains(name) ? 0 : recognised.contains(name) ? 1 : 2))
        .limit(Comparisons.MOST)
        .collect(Collectors.toSet());
  }
}

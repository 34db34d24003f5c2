package io.tributary.linkage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which field each column of some tables feeds: columns of a known role that of the role, whatever
 * their headers; other attributes one each, by their header.
 *
 * <p>Streets and towns are known roles of which a table may have several columns that mean
 * different things (two lines of an address, a suburb and a city). As long as no table has, they
 * are one field too. Else the headers say which meet which; a table's only such column whose header
 * is none of the several is taken for the one that is called as the role, or for the first.
 */
final class ColumnFields {
  private final Map<Role, List<String>> several = new LinkedHashMap<>();

  private ColumnFields(Map<String, Map<String, Role>> roles) {
    for (Map<String, Role> columns : roles.values()) {
      for (Role role : List.of(Role.ADDRESS, Role.CITY)) {
        if (columns.values().stream().filter(its -> its == role).count() > 1) {
          columns.forEach(
              (column, its) -> {
                if (its == role) {
                  several
                      .computeIfAbsent(role, key -> new ArrayList<>())
                      .add(ColumnRecognition.plain(column));
                }
              });
        }
      }
    }
  }

  /**
   * @param roles for each table the role of each column
   * @return for each table the name of the field of each column; none for names, which feed several
   *     fields, and for what takes no part
   */
  static Map<String, Map<String, String>> of(Map<String, Map<String, Role>> roles) {
    ColumnFields fields = new ColumnFields(roles);
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    roles.forEach(
        (table, columns) -> {
          Map<String, String> named = new LinkedHashMap<>();
          columns.forEach(
              (column, role) -> {
                if (role != Role.IGNORED && !role.isName()) {
                  named.put(column, fields.name(column, role));
                }
              });
          all.put(table, named);
        });
    return all;
  }

  private String name(String column, Role role) {
    String header = ColumnRecognition.plain(column);
    return switch (role) {
      case IDENTIFIER, CATEGORY, DATE, TEXT -> header;
      case ADDRESS, CITY -> {
        List<String> headers = several.getOrDefault(role, List.of());
        if (headers.contains(header)) {
          yield header;
        }
        yield headers.isEmpty() || headers.contains(role.label()) ? role.label() : headers.get(0);
      }
      default -> role.label();
    };
  }
}

package io.tributary.linkage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column of which less than half of the values can be read as what it is said to hold.
 *
 * @param role as a user stated it, as the column was recognised, or as its header says
 * @param taken the role that it has; where this is another one, its values did not fit its header
 * @param share of the filled cells that can be read
 */
public record UnreadColumn(String table, String column, Role role, Role taken, double share) {
  private static final double HALF = 0.5;
  private static final List<Role> WRITTEN_SOMEHOW =
      List.of(Role.BIRTH_DATE, Role.PHONE, Role.EMAIL);

  /**
   * @param tables of the schema
   * @param mapped columns whose role a user stated
   */
  public static List<UnreadColumn> of(List<Table> tables, Schema schema, Map<String, Role> mapped) {
    List<UnreadColumn> unread = new ArrayList<>();
    for (Table table : tables) {
      List<@Nullable String[]> rows = RowSample.of(table, ColumnRecognition.SAMPLE);
      Map<String, Role> roles = schema.roles().getOrDefault(table.name(), Map.of());
      for (int c = 0; c < table.columns().size(); c++) {
        String column = table.columns().get(c);
        Role taken = roles.getOrDefault(column, Role.IGNORED);
        List<String> values = ColumnRecognition.values(rows, c);
        if (taken != Role.IGNORED && !values.isEmpty()) {
          Role role = mapped.containsKey(column) ? taken : said(column).orElse(taken);
          double share = ColumnRecognition.share(values, value -> isRead(role, value));
          if (share < HALF) {
            unread.add(new UnreadColumn(table.name(), column, role, taken, share));
          }
        }
      }
    }
    return unread;
  }

  /** What a header says, if that is something whose values can be told from others. */
  private static Optional<Role> said(String column) {
    return Headers.roles(ColumnRecognition.plain(column)).stream()
        .filter(WRITTEN_SOMEHOW::contains)
        .findFirst();
  }

  private static boolean isRead(Role role, String value) {
    return !RecordReader.prepare(role, value, DayFormat.ANY).isEmpty();
  }
}

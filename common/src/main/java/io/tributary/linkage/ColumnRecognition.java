package io.tributary.linkage;

import io.tributary.columns.Countries;
import io.tributary.columns.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what the columns of a table hold, by their {@link Headers} and by their values. A column
 * that adds nothing to the others (empty, constant, a copy, a name written once more, the time at
 * which a row was written) takes no part.
 */
public final class ColumnRecognition {
  static final int SAMPLE = 5000;
  private static final int MOST_CATEGORIES = 60;
  private static final double MOSTLY = 0.8;
  private static final double NEARLY_ALWAYS = 0.95;

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
  private static final Pattern CODE = Pattern.compile("(?=.*\\d)[\\p{Alnum}:_./-]{5,}");
  private static final Pattern ROW_TIME =
      Pattern.compile(
          "(created|updated|modified|changed|inserted|loaded|deleted|exported|synced|last_update)"
              + "(_?(at|on|date|time|ts|by))?|is_deleted|row_(no|num|number)|ngay_(tao|cap_nhat)");
  private static final Pattern IDENTIFIER_NAME =
      Pattern.compile("(.*_)?(id|no|nr|number|code|card|key|uuid|account|ma|so)|.*_card|ma_.*");

  private ColumnRecognition() {}

  /**
   * The role of each column.
   *
   * @param mapped columns whose role a user stated; never questioned
   */
  public static Map<String, Role> recognise(Table table, Map<String, Role> mapped) {
    Map<String, Role> roles = new LinkedHashMap<>();
    List<@Nullable String[]> rows = RowSample.of(table, SAMPLE);
    for (int i = 0; i < table.columns().size(); i++) {
      String column = table.columns().get(i);
      Role stated = mapped.get(column);
      roles.put(column, stated != null ? stated : role(column, values(rows, i)));
    }
    takeWholeNames(table.columns(), rows, roles, mapped);
    ignoreCopies(table.columns(), rows, roles, mapped);
    return roles;
  }

  /**
   * A column of first names, or of last names, is one of whole names where most have several words
   * and there is no column of the other part.
   */
  private static void takeWholeNames(
      List<String> columns,
      List<@Nullable String[]> rows,
      Map<String, Role> roles,
      Map<String, Role> mapped) {
    boolean isParted =
        roles.containsValue(Role.FIRST_NAME) && roles.containsValue(Role.LAST_NAME)
            || roles.containsValue(Role.FULL_NAME);
    for (int i = 0; i < columns.size() && !isParted; i++) {
      String column = columns.get(i);
      boolean isPart = roles.get(column) == Role.FIRST_NAME || roles.get(column) == Role.LAST_NAME;
      if (isPart
          && !mapped.containsKey(column)
          && share(values(rows, i), name -> name.contains(" ")) >= MOSTLY) {
        roles.put(column, Role.FULL_NAME);
      }
    }
  }

  private static Role role(String column, List<String> values) {
    if (values.isEmpty() || new HashSet<>(values).size() == 1) {
      return Role.IGNORED;
    }
    String plain = plain(column);
    if (ROW_TIME.matcher(plain).matches()) {
      return Role.IGNORED;
    }
    return Headers.roles(plain).stream()
        .filter(role -> isPlausible(role, values))
        .findFirst()
        .orElseGet(() -> byContent(plain, values));
  }

  private static boolean isPlausible(Role role, List<String> values) {
    return switch (role) {
      case EMAIL -> share(values, value -> EMAIL.matcher(value).matches()) >= MOSTLY;
      case BIRTH_DATE -> share(values, ColumnRecognition::isDate) >= 0.5;
      case PHONE -> share(values, value -> digits(value) >= 6) >= 0.5;
      case FIRST_NAME, LAST_NAME, FULL_NAME ->
          share(values, value -> value.chars().anyMatch(Character::isLetter)) >= MOSTLY;
      // By the number of a table that the file does not hold, no name can be read.
      case COUNTRY -> share(values, value -> Countries.code(value) != null) >= 0.5;
      default -> true;
    };
  }

  private static Role byContent(String plain, List<String> values) {
    Set<String> distinct = new HashSet<>(values);
    if (share(values, value -> EMAIL.matcher(value).matches()) >= MOSTLY) {
      return Role.EMAIL;
    }
    if (share(values, ColumnRecognition::isDate) >= MOSTLY) {
      return plain.contains("birth") || plain.contains("dob") ? Role.BIRTH_DATE : Role.DATE;
    }
    if (plain.contains("phone") && share(values, value -> digits(value) >= 6) >= MOSTLY) {
      return Role.PHONE;
    }
    if (distinct.size() <= Math.min(MOST_CATEGORIES, values.size() / 10)) {
      return Role.CATEGORY;
    }
    boolean codes = share(values, value -> CODE.matcher(value).matches()) >= MOSTLY;
    if (codes
        && (distinct.size() > values.size() / 4 || IDENTIFIER_NAME.matcher(plain).matches())) {
      return Role.IDENTIFIER;
    }
    return plain.contains("address") || plain.contains("street") && averageWords(values) >= 2
        ? Role.ADDRESS
        : Role.TEXT;
  }

  /** A column whose values, or whose words of a name, stand in other columns too. */
  private static void ignoreCopies(
      List<String> columns,
      List<@Nullable String[]> rows,
      Map<String, Role> roles,
      Map<String, Role> mapped) {
    for (int i = columns.size() - 1; i >= 0; i--) {
      String column = columns.get(i);
      if (mapped.containsKey(column) || roles.get(column) == Role.IGNORED) {
        continue;
      }
      List<Integer> others = new ArrayList<>();
      for (int j = 0; j < columns.size(); j++) {
        Role other = roles.getOrDefault(columns.get(j), Role.IGNORED);
        if (j != i && (other.isName() || roles.get(column) == other) && other != Role.IGNORED) {
          others.add(j);
        }
      }
      boolean text = roles.get(column) == Role.TEXT;
      if (text && isMadeOf(rows, i, others) || isCopy(rows, i, others)) {
        roles.put(column, Role.IGNORED);
      }
    }
  }

  private static boolean isMadeOf(List<@Nullable String[]> rows, int column, List<Integer> others) {
    return !others.isEmpty()
        && shareOfRows(
                rows,
                column,
                row -> {
                  Set<String> words = new HashSet<>();
                  others.forEach(other -> words.addAll(words(row[other])));
                  return words.containsAll(words(row[column]));
                })
            >= NEARLY_ALWAYS;
  }

  private static boolean isCopy(List<@Nullable String[]> rows, int column, List<Integer> others) {
    return others.stream()
        .anyMatch(
            other ->
                shareOfRows(rows, column, row -> words(row[column]).equals(words(row[other])))
                    >= NEARLY_ALWAYS);
  }

  private static double shareOfRows(
      List<@Nullable String[]> rows, int column, Predicate<@Nullable String[]> rule) {
    int filled = 0;
    int fits = 0;
    for (@Nullable String[] row : rows) {
      if (row[column] != null) {
        filled++;
        fits += rule.test(row) ? 1 : 0;
      }
    }
    return filled == 0 ? 0 : (double) fits / filled;
  }

  private static List<String> words(@Nullable String cell) {
    return Text.words(Text.fold(cell));
  }

  static List<String> values(List<@Nullable String[]> rows, int column) {
    List<String> values = new ArrayList<>();
    for (@Nullable String[] row : rows) {
      String cell = Text.clean(row[column]);
      if (cell != null) {
        values.add(cell);
      }
    }
    return values;
  }

  static double share(List<String> values, Predicate<String> rule) {
    return (double) values.stream().filter(rule).count() / values.size();
  }

  private static boolean isDate(String value) {
    int date = DayFormat.ANY.parse(value);
    return date != 0 && Dates.year(date) >= 1000 && Dates.year(date) < 2200;
  }

  private static long digits(String value) {
    return value.chars().filter(Character::isDigit).count();
  }

  private static double averageWords(List<String> values) {
    return values.stream().mapToInt(value -> value.split(" ").length).average().orElse(0);
  }

  static String plain(String column) {
    String folded = Text.fold(column.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", "_"));
    return folded == null
        ? ""
        : folded
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{Nd}]+", "_")
            .replaceAll("^_|_$", "");
  }
}

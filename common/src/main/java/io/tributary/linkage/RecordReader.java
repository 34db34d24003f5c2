package io.tributary.linkage;

import io.tributary.columns.Addresses;
import io.tributary.columns.Countries;
import io.tributary.columns.PersonNames;
import io.tributary.columns.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.language.DoubleMetaphone;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the rows of a table for comparison. Equal texts share one prepared value, so that each
 * distinct text is normalised once.
 */
public final class RecordReader {
  /** Prepared texts of a field that are kept. */
  private static final int MOST_KEPT = 100_000;

  private static final int LEAST_PHONE_DIGITS = 7;
  private static final int NATIONAL_DIGITS = 9;
  private static final double SOME = 0.2;
  private static final int SAMPLE = 2000;
  private static final Pattern SEPARATORS = Pattern.compile("[/;,|]|\\bor\\b");
  private static final Set<String> TITLES = Set.of("mr", "mrs", "ms", "miss", "dr");
  private static final Set<String> MALE = Set.of("m", "male", "man", "nam", "mr", "1", "anh");
  private static final Set<String> FEMALE =
      Set.of("f", "female", "woman", "nu", "mrs", "ms", "chi");

  private static final String VIETNAM = "VN";

  private final Schema schema;
  private final Table table;
  private final Map<String, Integer> positions = new HashMap<>();

  /** For each column the position of the field that it feeds by itself, or -1. */
  private final int[] fields;

  private final List<Map<String, List<Value>>> prepared = new ArrayList<>();
  private final Map<String, Optional<String>> countries = new HashMap<>();
  private final DayFormat[] days;
  private final boolean isVietnamese;

  /**
   * Reads the rows of a table. How its days are written and which names are Vietnamese is seen from
   * the rows that it holds; a table without rows is a mere header: then days are ISO or have the
   * day first, and the country of each row says how its name is written. Years of two digits are
   * not read.
   */
  public RecordReader(Schema schema, Table table) {
    this(schema, table, 0);
  }

  private RecordReader(Schema schema, Table table, int today) {
    this.schema = schema;
    this.table = table;
    for (int i = 0; i < schema.fields().size(); i++) {
      positions.put(schema.fields().get(i).name(), i);
      prepared.add(new HashMap<>());
    }
    Map<String, String> names =
        ColumnFields.of(schema.roles()).getOrDefault(table.name(), Map.of());
    fields =
        table.columns().stream()
            .mapToInt(column -> positions.getOrDefault(names.getOrDefault(column, ""), -1))
            .toArray();
    days = new DayFormat[table.columns().size()];
    for (int c = 0; c < days.length; c++) {
      int column = c;
      boolean isDate = role(c) == Role.BIRTH_DATE || role(c) == Role.DATE;
      days[c] =
          DayFormat.of(
              isDate
                  ? table.rows().stream().map(row -> row[column]).flatMap(Stream::ofNullable)
                  : Stream.of(),
              today);
    }
    isVietnamese = namesLookVietnamese();
  }

  /** The records of a table, in the order of its rows; years of two digits are not read. */
  public static List<LinkRecord> read(Schema schema, Table table) {
    return read(new RecordReader(schema, table));
  }

  /**
   * The records of a table, in the order of its rows.
   *
   * @param today a year of two digits is the latest that has not begun after it
   */
  public static List<LinkRecord> read(Schema schema, Table table, LocalDate today) {
    return read(new RecordReader(schema, table, Dates.of(today)));
  }

  private static List<LinkRecord> read(RecordReader reader) {
    Table table = reader.table;
    List<LinkRecord> records = new ArrayList<>(table.rows().size());
    for (int i = 0; i < table.rows().size(); i++) {
      records.add(reader.read(table.ids().get(i), table.rows().get(i)));
    }
    return records;
  }

  /**
   * Prepares one row.
   *
   * @param row its cells in the order of the table's columns
   */
  public LinkRecord read(String id, @Nullable String[] row) {
    return new LinkRecord(id, table.name(), values(row));
  }

  private Role role(int column) {
    return schema
        .roles()
        .getOrDefault(table.name(), Map.of())
        .getOrDefault(table.columns().get(column), Role.IGNORED);
  }

  private boolean namesLookVietnamese() {
    int names = 0;
    int vietnamese = 0;
    List<@Nullable String[]> rows = RowSample.of(table, SAMPLE);
    for (int c = 0; c < table.columns().size(); c++) {
      if (role(c) == Role.FULL_NAME) {
        for (@Nullable String[] row : rows) {
          String name = row[c];
          if (name != null) {
            names++;
            vietnamese += Vietnamese.isName(name) ? 1 : 0;
          }
        }
      }
    }
    return names > 0 && vietnamese > SOME * names;
  }

  private Value[][] values(@Nullable String[] row) {
    List<Set<Value>> values = new ArrayList<>();
    schema.fields().forEach(field -> values.add(new LinkedHashSet<>()));
    String first = null;
    String last = null;
    String full = null;
    String country = null;
    for (int c = 0; c < row.length; c++) {
      String cell = row[c];
      Role role = role(c);
      if (cell == null || role == Role.IGNORED) {
        continue;
      }
      switch (role) {
        case FIRST_NAME -> first = first == null ? cell : first;
        case LAST_NAME -> last = last == null ? cell : last;
        case FULL_NAME -> full = full == null ? cell : full;
        default -> {
          country = role == Role.COUNTRY ? country(cell) : country;
          if (fields[c] >= 0) {
            values.get(fields[c]).addAll(prepared(fields[c], role, cell, days[c]));
          }
        }
      }
    }
    if (first != null || last != null || full != null) {
      name(first, last, full, country, values);
    }
    Value[][] all = new Value[values.size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.get(i).toArray(new Value[0]);
    }
    return all;
  }

  /** Null for what names no country: a name is then read by what it looks like. */
  private @Nullable String country(String cell) {
    return countries
        .computeIfAbsent(cell, text -> Optional.ofNullable(Countries.code(text)))
        .orElse(null);
  }

  private List<Value> prepared(int field, Role role, String cell, DayFormat format) {
    return kept(field).computeIfAbsent(cell, text -> prepare(role, text, format));
  }

  static List<Value> prepare(Role role, String cell, DayFormat format) {
    String folded = Text.fold(cell);
    if (folded == null) {
      return List.of();
    }
    return switch (role) {
      case PHONE -> phones(cell);
      case EMAIL -> folded.contains("@") ? List.of(Value.of(folded.replace(" ", ""))) : List.of();
      case BIRTH_DATE, DATE -> date(format.parse(folded));
      case GENDER -> List.of(Value.of(gender(folded)));
      case NATIONAL_ID, IDENTIFIER -> one(folded.replaceAll("[^\\p{L}\\p{Nd}]+", ""));
      case ADDRESS -> one(Addresses.match(cell, "VN"));
      case POSTAL_CODE -> one(folded);
      default -> one(String.join(" ", Text.words(folded)));
    };
  }

  private static List<Value> one(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : List.of(Value.of(text));
  }

  private static List<Value> date(int date) {
    if (date == 0) {
      return List.of();
    }
    String digits = String.valueOf(date);
    return List.of(new Value(digits, Hash.of(digits), new String[] {digits}, date, null));
  }

  private static List<Value> phones(String cell) {
    List<Value> phones = new ArrayList<>();
    for (String part : SEPARATORS.split(cell)) {
      String digits = part.indexOf('*') >= 0 ? "" : part.replaceAll("[^0-9]", "");
      if (digits.length() >= LEAST_PHONE_DIGITS && digits.chars().distinct().count() > 1) {
        phones.add(Value.of(digits.substring(Math.max(0, digits.length() - NATIONAL_DIGITS))));
      }
    }
    return phones;
  }

  private static String gender(String folded) {
    return MALE.contains(folded) ? "m" : FEMALE.contains(folded) ? "f" : folded;
  }

  private void name(
      @Nullable String first,
      @Nullable String last,
      @Nullable String full,
      @Nullable String country,
      List<Set<Value>> values) {
    boolean vietnamese =
        full != null
            && first == null
            && (country == null
                ? Vietnamese.isName(full) || isVietnamese && Vietnamese.mayBeName(full)
                : country.equals(VIETNAM));
    String region = vietnamese ? "VN" : null;
    List<String> given = words(first, region);
    List<String> family = words(last, region);
    List<String> rest = new ArrayList<>(words(full, region));
    if (given.isEmpty() && family.isEmpty()) {
      if (!rest.isEmpty()) {
        given = List.of(rest.remove(vietnamese ? rest.size() - 1 : 0));
      }
      if (!rest.isEmpty()) {
        family = List.of(rest.remove(vietnamese ? 0 : rest.size() - 1));
      }
    } else {
      rest.removeAll(given);
      rest.removeAll(family);
    }
    List<String> others = new ArrayList<>(given.subList(Math.min(1, given.size()), given.size()));
    others.addAll(rest);
    add("given_name", given.isEmpty() ? "" : given.get(0), values);
    add("family_name", String.join(" ", family), values);
    add("other_names", String.join(" ", others), values);
  }

  private static List<String> words(@Nullable String name, @Nullable String region) {
    if (region != null) {
      String match = PersonNames.match(name, region);
      return match == null ? List.of() : List.of(match.split(" "));
    }
    // Unlike there, digits stay: in these files they are typing errors inside a word.
    List<String> words = Text.words(Text.fold(name));
    int titles = 0;
    while (titles < words.size() - 1 && TITLES.contains(words.get(titles))) {
      titles++;
    }
    return words.subList(titles, words.size());
  }

  private void add(String fieldName, String text, List<Set<Value>> values) {
    Integer field = positions.get(fieldName);
    if (field != null && !text.isEmpty()) {
      values.get(field).addAll(kept(field).computeIfAbsent(text, key -> List.of(nameValue(key))));
    }
  }

  private Map<String, List<Value>> kept(int field) {
    Map<String, List<Value>> kept = prepared.get(field);
    if (kept.size() >= MOST_KEPT) {
      kept.clear();
    }
    return kept;
  }

  private static Value nameValue(String text) {
    String sound = new DoubleMetaphone().doubleMetaphone(text);
    return new Value(
        text, Hash.of(text), text.split(" "), 0, sound == null || sound.isEmpty() ? null : sound);
  }
}

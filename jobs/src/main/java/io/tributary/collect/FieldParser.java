package io.tributary.collect;

import io.tributary.collect.FieldMapping.Unmapped;
import io.tributary.tables.bronze.KindFields;
import java.io.Serializable;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes canonical text of one delivered field, or says which rule its value breaks. */
final class FieldParser implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Pattern SPREADSHEET_NUMBER =
      Pattern.compile("[+-]?\\d([.,]\\d+)?[eE]\\+?\\d{1,3}");
  private static final int MOST_DIGITS_OF_LONG = 18;
  private static final int FIRST_YEAR = 1850;
  private static final int LAST_YEAR = 2199;

  /** How far ahead a day with a year of two digits may lie; 80 years back is the other side. */
  private static final int YEARS_AHEAD = 20;

  private static final Map<String, String> BOOLEANS =
      Map.of("true", "true", "false", "false", "1", "true", "0", "false");

  private final String field;
  private final FieldType type;
  private final @Nullable String column;
  private final @Nullable String constant;
  private final boolean isRequired;
  private final boolean isTrimmed;
  private final HashMap<String, String> values;
  private final Unmapped unmapped;

  /** By their lower case, as the kind spells them; empty = any value. */
  private final HashMap<String, String> choices;

  private final List<TimeFormat> formats;
  private final DecimalSigns signs;
  private final ZoneId zone;
  private final @Nullable String namespace;
  private final HashSet<String> absent;

  /**
   * @param isRequired a row without a value is rejected
   */
  FieldParser(
      String field, Kind.Rule rule, FieldMapping mapping, boolean isRequired, Defaults defaults) {
    this.field = field;
    this.type = rule.type();
    this.column = mapping.column().orElse(null);
    this.constant = mapping.constant().orElse(null);
    this.isRequired = isRequired;
    this.isTrimmed = mapping.trim().orElse(true);
    this.values = new HashMap<>();
    mapping.values().forEach((from, to) -> values.put(composed(from), to));
    this.unmapped = mapping.unmapped().orElse(Unmapped.REJECT);
    this.choices = new HashMap<>();
    rule.choices().forEach(choice -> choices.put(choice.toLowerCase(Locale.ROOT), choice));
    this.formats =
        mapping.formats().isEmpty()
            ? List.of(TimeFormat.ISO)
            : mapping.formats().stream().map(TimeFormat::of).toList();
    this.signs =
        new DecimalSigns(
            mapping.decimal().orElse(".").charAt(0), mapping.grouping().orElse("\0").charAt(0));
    this.zone = defaults.zone();
    boolean isScoped = mapping.scoped().orElse(false);
    this.namespace = isScoped ? null : mapping.namespace().orElse(defaults.namespace());
    this.absent = new HashSet<>(defaults.absent());
  }

  /**
   * What holds for all fields of a source.
   *
   * @param absent values that mean "no value"
   */
  record Defaults(ZoneId zone, String namespace, Set<String> absent) {}

  /** The field of the kind. */
  String field() {
    return field;
  }

  /** The delivered column, or null for a constant. */
  @Nullable String column() {
    return column;
  }

  boolean isRequired() {
    return isRequired;
  }

  FieldType type() {
    return type;
  }

  /** The name under which a violation is reported: the column, else the field. */
  String reportedAs() {
    return column == null ? field : column;
  }

  /**
   * The canonical text of this field in a delivered row.
   *
   * @param deliveredOn tells the century of a year with two digits; null = the present one
   */
  Outcome parse(Map<String, String> delivered, @Nullable LocalDate deliveredOn) {
    String raw = column == null ? constant : delivered.get(column);
    if (raw == null) {
      return absent();
    }
    String text = composed(isTrimmed ? raw.strip() : raw);
    if (text.isEmpty() || absent.contains(text)) {
      String stated = values.get(text);
      return stated == null || stated.isEmpty() ? absent() : Outcome.of(stated);
    }
    return values.isEmpty() ? typed(text, deliveredOn) : mapped(text, deliveredOn);
  }

  /** The value without the namespace that this parser put in front of it. */
  String withoutNamespace(String canonical) {
    return type == FieldType.IDENTIFIER && namespace != null
        ? canonical.substring(namespace.length() + 1)
        : canonical;
  }

  /** Whether a spreadsheet showed a long number as {@code 8.93E+12}: its digits are lost. */
  static boolean isDestroyedBySpreadsheet(String text) {
    return SPREADSHEET_NUMBER.matcher(text).matches();
  }

  private Outcome absent() {
    return isRequired ? Outcome.breaks(Rules.REQUIRED) : Outcome.ABSENT;
  }

  private Outcome mapped(String text, @Nullable LocalDate deliveredOn) {
    String value = values.get(text);
    if (value != null) {
      return value.isEmpty() ? absent() : typed(value, deliveredOn);
    }
    if (choice(text) != null) {
      return typed(text, deliveredOn);
    }
    return switch (unmapped) {
      case REJECT -> Outcome.breaks(Rules.NOT_ALLOWED);
      case ABSENT -> absent();
      case KEEP -> typed(text, deliveredOn);
    };
  }

  private Outcome typed(String text, @Nullable LocalDate deliveredOn) {
    Outcome outcome =
        switch (type) {
          case TEXT, PHONE -> Outcome.of(text);
          case INTEGER -> integer(text);
          case DECIMAL -> signs.parse(text);
          case DATE -> date(text, latest(deliveredOn));
          case INSTANT -> instant(text, latest(deliveredOn));
          case BOOLEAN -> bool(text);
          case IDENTIFIER -> identifier(text);
          case SUBJECT -> whole(text);
        };
    if (choices.isEmpty() || outcome.value() == null) {
      return outcome;
    }
    String choice = choice(outcome.value());
    return choice == null ? Outcome.breaks(Rules.NOT_ALLOWED) : Outcome.of(choice);
  }

  /** The choice that a word is in any case, as the kind spells it. */
  private @Nullable String choice(String word) {
    return choices.get(word.toLowerCase(Locale.ROOT));
  }

  private static Outcome integer(String text) {
    boolean isNegative = text.startsWith("-");
    String digits = isNegative ? text.substring(1) : text;
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Outcome.breaks(Rules.NOT_A_WHOLE_NUMBER);
    }
    return digits.length() > MOST_DIGITS_OF_LONG
        ? Outcome.breaks(Rules.TOO_MANY_DIGITS)
        : Outcome.of(Long.toString(Long.parseLong(text)));
  }

  /** Nobody is born after the delivery; of other days a few lie ahead. */
  private @Nullable LocalDate latest(@Nullable LocalDate deliveredOn) {
    return deliveredOn == null || field.equals(KindFields.BIRTH_DATE)
        ? deliveredOn
        : deliveredOn.plusYears(YEARS_AHEAD);
  }

  private Outcome date(String text, @Nullable LocalDate latest) {
    for (TimeFormat format : formats) {
      Optional<LocalDate> day = format.day(text, latest);
      if (day.isPresent()) {
        return isPlausible(day.get().getYear())
            ? Outcome.of(day.get().toString())
            : Outcome.breaks(Rules.IMPLAUSIBLE_DATE);
      }
    }
    return Outcome.breaks(Rules.NOT_A_DATE);
  }

  private Outcome instant(String text, @Nullable LocalDate latest) {
    for (TimeFormat format : formats) {
      Optional<Instant> moment = format.instant(text, zone, latest);
      if (moment.isPresent()) {
        return isPlausible(moment.get().atOffset(ZoneOffset.UTC).getYear())
            ? Outcome.of(moment.get().truncatedTo(ChronoUnit.MILLIS).toString())
            : Outcome.breaks(Rules.IMPLAUSIBLE_DATE);
      }
    }
    return Outcome.breaks(Rules.NOT_A_TIME);
  }

  private static boolean isPlausible(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  private static Outcome bool(String text) {
    String value = BOOLEANS.get(text);
    return value == null ? Outcome.breaks(Rules.NOT_A_BOOLEAN) : Outcome.of(value);
  }

  private Outcome identifier(String text) {
    Outcome whole = whole(text);
    if (whole.rule() != null) {
      return whole;
    }
    if (namespace != null) {
      return Outcome.of(namespace + ":" + text);
    }
    int colon = text.indexOf(':');
    return colon > 0 && colon < text.length() - 1
        ? Outcome.of(text)
        : Outcome.breaks(Rules.NO_SCOPE);
  }

  private static Outcome whole(String text) {
    return isDestroyedBySpreadsheet(text)
        ? Outcome.breaks(Rules.DESTROYED_BY_SPREADSHEET)
        : Outcome.of(text);
  }

  private static String composed(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFC)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}

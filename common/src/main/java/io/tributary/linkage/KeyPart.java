package io.tributary.linkage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** A part of a value that records may have in common though the rest of it differs. */
enum KeyPart {
  /** All of it: of a phone the digits that are compared, of an address all words. */
  VALUE(kind -> true, KeyPart::whole),

  /** How a name sounds; the name itself if that says nothing. */
  SOUND(FieldKind::isName, value -> value.sound() == null ? value.text() : value.sound()),

  /** The first three letters or digits. */
  START(kind -> !kind.isDay(), value -> "s" + start(value.text())),

  YEAR(FieldKind::isDay, value -> "y" + Dates.year(value.number())),

  YEAR_MONTH(FieldKind::isDay, value -> "ym" + value.number() / 100),

  MONTH_DAY(FieldKind::isDay, value -> "md" + value.number() % 10000),

  YEAR_DAY(
      FieldKind::isDay,
      value -> "yd" + (Dates.year(value.number()) * 100 + Dates.day(value.number()))),

  /** Of an e-mail address what stands before the sign. */
  USER(
      kind -> kind == FieldKind.EMAIL,
      value -> EmailLevels.user(value.text(), value.text().indexOf('@'))),

  /** The part of a postal code that names the district. */
  AREA(kind -> kind == FieldKind.POSTAL_CODE, value -> "a" + PostalCodeLevels.area(value.text())),

  /** Each two neighbouring words. */
  WORDS(
      kind -> kind == FieldKind.ADDRESS || kind == FieldKind.TEXT,
      (kind, value) -> neighbours(value.words()));

  /** Later words of a long address make no key. */
  private static final int MOST_WORDS = 40;

  private static final int START_LETTERS = 3;

  private final Predicate<FieldKind> kinds;
  private final BiFunction<FieldKind, Value, List<String>> parts;

  KeyPart(Predicate<FieldKind> kinds, BiFunction<FieldKind, Value, List<String>> parts) {
    this.kinds = kinds;
    this.parts = parts;
  }

  KeyPart(Predicate<FieldKind> kinds, Function<Value, String> part) {
    this(kinds, (kind, value) -> List.of(part.apply(value)));
  }

  /** Whether values of a kind have such a part. */
  boolean isOf(FieldKind kind) {
    return kinds.test(kind);
  }

  /** The part in the form in which it makes keys; parts of one field differ by their first sign. */
  List<String> of(FieldKind kind, Value value) {
    return parts.apply(kind, value);
  }

  /** The parts that survive the usual errors: without further settings each is a key. */
  static List<KeyPart> automatic(FieldKind kind) {
    return switch (kind) {
      case GIVEN_NAME, FAMILY_NAME -> List.of(SOUND);
      case OTHER_NAMES, CATEGORY, GENDER -> List.of();
      case BIRTH_DATE, DATE -> List.of(VALUE, YEAR_MONTH, MONTH_DAY, YEAR_DAY, YEAR);
      case EMAIL -> List.of(VALUE, USER);
      case POSTAL_CODE -> List.of(VALUE, AREA);
      case ADDRESS -> List.of(WORDS);
      case PHONE, IDENTIFIER, TEXT -> List.of(VALUE);
    };
  }

  /** In settings: {@code year_month}. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static List<String> whole(FieldKind kind, Value value) {
    return List.of(
        switch (kind) {
          case BIRTH_DATE, DATE -> "d" + value.number();
          case PHONE -> PhoneLevels.tail(value.text());
          default -> value.text();
        });
  }

  private static String start(String text) {
    int letters = Math.min(START_LETTERS, text.codePointCount(0, text.length()));
    return text.substring(0, text.offsetByCodePoints(0, letters));
  }

  private static List<String> neighbours(String[] words) {
    if (words.length == 1) {
      return List.of(words[0]);
    }
    List<String> neighbours = new ArrayList<>();
    for (int i = 0; i + 1 < Math.min(words.length, MOST_WORDS); i++) {
      neighbours.add(words[i] + ' ' + words[i + 1]);
    }
    return neighbours;
  }
}

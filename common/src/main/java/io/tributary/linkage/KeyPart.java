package io.tributary.linkage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A part of a value that records may have in common though the rest of it differs. */
enum KeyPart {
  /** All of it: of a phone the digits that are compared, of an address all words. */
  VALUE {
    @Override
    boolean isOf(FieldKind kind) {
      return true;
    }

    @Override
    List<String> of(FieldKind kind, Value value) {
      return switch (kind) {
        case BIRTH_DATE, DATE -> List.of("d" + value.number());
        case PHONE -> List.of(PhoneLevels.tail(value.text()));
        default -> List.of(value.text());
      };
    }
  },

  /** How a name sounds; the name itself if that says nothing. */
  SOUND {
    @Override
    boolean isOf(FieldKind kind) {
      return kind.isName();
    }

    @Override
    List<String> of(FieldKind kind, Value value) {
      return List.of(value.sound() == null ? value.text() : value.sound());
    }
  },

  /** The first three letters or digits. */
  START {
    @Override
    boolean isOf(FieldKind kind) {
      return !kind.isDay();
    }

    @Override
    List<String> of(FieldKind kind, Value value) {
      String text = value.text();
      int end = text.offsetByCodePoints(0, Math.min(3, text.codePointCount(0, text.length())));
      return List.of("s" + text.substring(0, end));
    }
  },

  YEAR {
    @Override
    boolean isOf(FieldKind kind) {
      return kind.isDay();
    }

    @Override
    List<String> of(FieldKind kind, Value value) {
      return List.of("y" + Dates.year(value.number()));
    }
  },

  YEAR_MONTH {
    @Override
    boolean isOf(FieldKind kind) {
      return kind.isDay();
    }

    @Override
    List<String> of(FieldKind kind, Value value) {
      return List.of("ym" + value.number() / 100);
    }
  },

  MONTH_DAY {
    @Override
    boolean isOf(FieldKind kind) {
      return kind.isDay();
    }

    @Override
    List<String> of(FieldKind kind, Value value) {
      return List.of("md" + value.number() % 10000);
    }
  },

  YEAR_DAY {
    @Override
    boolean isOf(FieldKind kind) {
      return kind.isDay();
    }

    @Override
    List<String> of(FieldKind kind, Value value) {
      int date = value.number();
      return List.of("yd" + (Dates.year(date) * 100 + Dates.day(date)));
    }
  },

  /** Of an e-mail address what stands before the sign. */
  USER {
    @Override
    boolean isOf(FieldKind kind) {
      return kind == FieldKind.EMAIL;
    }

    @Override
    List<String> of(FieldKind kind, Value value) {
      return List.of(EmailLevels.user(value.text(), value.text().indexOf('@')));
    }
  },

  /** The part of a postal code that names the district. */
  AREA {
    @Override
    boolean isOf(FieldKind kind) {
      return kind == FieldKind.POSTAL_CODE;
    }

    @Override
    List<String> of(FieldKind kind, Value value) {
      return List.of("a" + PostalCodeLevels.area(value.text()));
    }
  },

  /** Each two neighbouring words. */
  WORDS {
    @Override
    boolean isOf(FieldKind kind) {
      return kind == FieldKind.ADDRESS || kind == FieldKind.TEXT;
    }

    @Override
    List<String> of(FieldKind kind, Value value) {
      String[] words = value.words();
      if (words.length == 1) {
        return List.of(words[0]);
      }
      List<String> neighbours = new ArrayList<>();
      for (int i = 0; i + 1 < Math.min(words.length, MOST_WORDS); i++) {
        neighbours.add(words[i] + ' ' + words[i + 1]);
      }
      return neighbours;
    }
  };

  /** Later words of a long address make no key. */
  private static final int MOST_WORDS = 40;

  /** Whether values of a kind have such a part. */
  abstract boolean isOf(FieldKind kind);

  /** The part in the form in which it makes keys; parts of one field differ by their first sign. */
  abstract List<String> of(FieldKind kind, Value value);

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
}

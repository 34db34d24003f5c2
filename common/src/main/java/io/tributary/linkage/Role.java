package io.tributary.linkage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a column of a file holds. */
public enum Role {
  FIRST_NAME,
  LAST_NAME,
  FULL_NAME,
  BIRTH_DATE,
  GENDER,
  ADDRESS,
  CITY,
  POSTAL_CODE,
  EMAIL,
  PHONE,
  NATIONAL_ID,
  COUNTRY,
  /** A number of one customer in some register: a card, an account. */
  IDENTIFIER,
  /** One of few values. */
  CATEGORY,
  /** A day that is no birth date. */
  DATE,
  /** Any other attribute. */
  TEXT,
  /** Takes no part. */
  IGNORED;

  /** The name under which users map a column: {@code birth_date}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> named(String label) {
    return List.of(values()).stream()
        .filter(role -> role.label().equals(label.strip().toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  boolean isName() {
    return this == FIRST_NAME || this == LAST_NAME || this == FULL_NAME;
  }

  FieldKind kind() {
    return switch (this) {
      case FIRST_NAME -> FieldKind.GIVEN_NAME;
      case LAST_NAME -> FieldKind.FAMILY_NAME;
      case FULL_NAME -> FieldKind.OTHER_NAMES;
      case BIRTH_DATE -> FieldKind.BIRTH_DATE;
      case GENDER -> FieldKind.GENDER;
      case ADDRESS -> FieldKind.ADDRESS;
      case POSTAL_CODE -> FieldKind.POSTAL_CODE;
      case EMAIL -> FieldKind.EMAIL;
      case PHONE -> FieldKind.PHONE;
      case NATIONAL_ID, IDENTIFIER -> FieldKind.IDENTIFIER;
      case COUNTRY, CATEGORY -> FieldKind.CATEGORY;
      case DATE -> FieldKind.DATE;
      case CITY, TEXT, IGNORED -> FieldKind.TEXT;
    };
  }
}

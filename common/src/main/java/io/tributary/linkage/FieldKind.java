package io.tributary.linkage;

/** What a field holds, which decides how two of its values are compared. */
public enum FieldKind {
  /** One given name. */
  GIVEN_NAME(false),
  /** One family name. */
  FAMILY_NAME(true),
  /** The words of a name between or beside them. */
  OTHER_NAMES(false),
  BIRTH_DATE(false),
  /** Any other day. */
  DATE(true),
  EMAIL(false),
  PHONE(true),
  /** A number that belongs to one customer. */
  IDENTIFIER(false),
  ADDRESS(true),
  POSTAL_CODE(true),
  /** One of few values. */
  CATEGORY(true),
  GENDER(false),
  /** Anything else: a city, an occupation. */
  TEXT(true);

  private final boolean isShared;

  FieldKind(boolean isShared) {
    this.isShared = isShared;
  }

  /** Whether members of one household tend to have one value. */
  public boolean isShared() {
    return isShared;
  }

  /** Whether it says where somebody lives, which all of a household have in common. */
  boolean isPlace() {
    return this == ADDRESS || this == POSTAL_CODE;
  }

  /** Whether members of one household differ in it, but the records of one customer seldom. */
  boolean tellsApart() {
    return this == GIVEN_NAME || this == BIRTH_DATE;
  }

  /** Whether a value belongs to one customer, or to few. */
  boolean isOwn() {
    return this == EMAIL || this == PHONE || this == IDENTIFIER;
  }

  boolean isDay() {
    return this == BIRTH_DATE || this == DATE;
  }

  boolean isName() {
    return this == GIVEN_NAME || this == FAMILY_NAME || this == OTHER_NAMES;
  }
}

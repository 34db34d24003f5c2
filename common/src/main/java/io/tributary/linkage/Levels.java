package io.tributary.linkage;

import java.util.List;

/** How well two values of a field agree. */
interface Levels {
  /** The levels, worst first; the last one is equality, which is decided by the values' texts. */
  List<String> names();

  /** The level of two values that are not equal. */
  int level(Value left, Value right);

  /** The level of a name that stands at another place in the other record; 0 = there is none. */
  default int elsewhere() {
    return 0;
  }

  static Levels of(FieldKind kind) {
    return switch (kind) {
      case GIVEN_NAME -> new NameLevels(true);
      case FAMILY_NAME -> new NameLevels(false);
      case BIRTH_DATE, DATE -> new DateLevels();
      case EMAIL -> new EmailLevels();
      case PHONE -> new PhoneLevels();
      case IDENTIFIER -> new IdentifierLevels();
      case ADDRESS -> new AddressLevels();
      case POSTAL_CODE -> new PostalCodeLevels();
      case CATEGORY, GENDER -> new CategoryLevels();
      case OTHER_NAMES, TEXT -> new TextLevels();
    };
  }
}

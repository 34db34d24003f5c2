package io.tributary.serve;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Customers for tests, given by the fields that matter. */
final class Members {

  private final Map<Field, List<String>> values = new EnumMap<>(Field.class);

  private Members() {}

  static Members of(Field field, String... values) {
    return new Members().and(field, values);
  }

  Members and(Field field, String... more) {
    values.put(field, List.of(more));
    return this;
  }

  Member member() {
    return new Member(
        values.getOrDefault(Field.EMAIL, List.of()),
        values.getOrDefault(Field.PHONE, List.of()),
        one(Field.GIVEN_NAME),
        one(Field.FAMILY_NAME),
        one(Field.ADDRESS_LINE),
        one(Field.CITY),
        one(Field.REGION),
        one(Field.POSTAL_CODE),
        one(Field.COUNTRY),
        birthDate(),
        one(Field.GENDER),
        one(Field.EXTERNAL_ID));
  }

  private String one(Field field) {
    List<String> given = values.getOrDefault(field, List.of());
    return given.isEmpty() ? null : given.get(0);
  }

  private LocalDate birthDate() {
    return values.containsKey(Field.BIRTH_YEAR)
            || values.containsKey(Field.BIRTH_MONTH)
            || values.containsKey(Field.BIRTH_DAY)
        ? LocalDate.of(
            number(Field.BIRTH_YEAR, 1988),
            number(Field.BIRTH_MONTH, 12),
            number(Field.BIRTH_DAY, 3))
        : null;
  }

  private int number(Field field, int otherwise) {
    String given = one(field);
    return given == null ? otherwise : Integer.parseInt(given);
  }
}

package io.tributary.serve;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a column of a destination format is filled from. */
public enum Field {
  EMAIL(Member::emails),
  PHONE(Member::phones),
  GIVEN_NAME(member -> one(member.givenName())),
  FAMILY_NAME(member -> one(member.familyName())),
  ADDRESS_LINE(member -> one(member.addressLine())),
  CITY(member -> one(member.city())),
  REGION(member -> one(member.region())),
  POSTAL_CODE(member -> one(member.postalCode())),
  COUNTRY(member -> one(member.country())),
  BIRTH_YEAR(member -> part(member.birthDate(), LocalDate::getYear, "%04d")),
  BIRTH_MONTH(member -> part(member.birthDate(), LocalDate::getMonthValue, "%02d")),
  BIRTH_DAY(member -> part(member.birthDate(), LocalDate::getDayOfMonth, "%02d")),
  GENDER(member -> one(member.gender())),
  EXTERNAL_ID(member -> one(member.externalId()));

  private final Function<Member, List<String>> values;

  Field(Function<Member, List<String>> values) {
    this.values = values;
  }

  /** The values of a customer, best first; none if unknown. */
  List<String> of(Member member) {
    return values.apply(member);
  }

  private static List<String> one(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  private static List<String> part(
      @Nullable LocalDate date, Function<LocalDate, Integer> part, String pattern) {
    return date == null
        ? List.of()
        : List.of(String.format(Locale.ROOT, pattern, part.apply(date)));
  }
}

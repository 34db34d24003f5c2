package io.tributary.profile;

import io.tributary.tables.silver.CustomerRecords;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fields whose golden values come from one record, and how it is chosen.
 *
 * @param fields columns of {@link CustomerRecords}, or one type of identifier
 * @param rules asked in order until one tells two candidates apart
 * @param keep how many candidates to keep, the golden one included
 */
record SurvivorshipRules(List<String> fields, List<Rule> rules, int keep) {

  /** A reason to prefer one candidate. */
  enum Rule {
    /** The more trusted source. */
    SOURCE_TRUST("source-trust"),
    /** The value stated last. */
    RECENCY("recency"),
    /** More of the fields filled, then the longer text. */
    COMPLETENESS("completeness");

    private final String text;

    Rule(String text) {
      this.text = text;
    }

    /** As in the settings and in the table. */
    String text() {
      return text;
    }
  }

  /** Fields of records. */
  static final List<String> RECORD_FIELDS =
      List.of(
          CustomerRecords.FULL_NAME,
          CustomerRecords.GIVEN_NAME,
          CustomerRecords.FAMILY_NAME,
          CustomerRecords.BIRTH_DATE,
          CustomerRecords.GENDER,
          CustomerRecords.ADDRESS_LINE,
          CustomerRecords.WARD,
          CustomerRecords.DISTRICT,
          CustomerRecords.CITY,
          CustomerRecords.REGION,
          CustomerRecords.POSTAL_CODE,
          CustomerRecords.COUNTRY);

  /** Types of identifiers at which a customer can be reached. */
  static final List<String> IDENTIFIER_FIELDS = List.of("email", "phone", "zalo", "facebook");

  SurvivorshipRules {
    for (String field : fields) {
      if (!RECORD_FIELDS.contains(field) && !IDENTIFIER_FIELDS.contains(field)) {
        throw new IllegalArgumentException(
            "no field '" + field + "'; fields are " + RECORD_FIELDS + " and " + IDENTIFIER_FIELDS);
      }
    }
    if (fields.isEmpty() || rules.isEmpty() || keep < 1) {
      throw new IllegalArgumentException("needs at least one field, one rule and keep = 1");
    }
    if (Set.copyOf(new HashSet<>(rules)).size() != rules.size()) {
      throw new IllegalArgumentException("names a rule twice");
    }
    if (fields.size() > 1 && fields.stream().anyMatch(IDENTIFIER_FIELDS::contains)) {
      throw new IllegalArgumentException("an identifier stands in a section of its own");
    }
  }

  boolean isIdentifier() {
    return IDENTIFIER_FIELDS.contains(fields.get(0));
  }
}

package io.tributary.conform;

import static java.util.Map.entry;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import io.tributary.columns.Addresses;
import io.tributary.columns.Countries;
import io.tributary.columns.Emails;
import io.tributary.columns.Genders;
import io.tributary.columns.PersonNames;
import io.tributary.columns.Phone.Flag;
import io.tributary.columns.Phones;
import io.tributary.columns.Places;
import io.tributary.columns.Text;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerRecordVersions;
import io.tributary.tables.silver.CustomerRecords;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Names, places, dates and contact points of delivered records in one form. */
final class NormalisedRecords {

  /** What could be read of the cells, as {@link CarriedIdentifiers#TYPE} in the order written. */
  static final String IDENTIFIERS = "identifiers";

  /** Contact cells that hold no usable value, in display form, for a steward. */
  static final String UNUSABLE = "unusable";

  static final String EMAIL_INVALID = "EMAIL_INVALID";

  private static final String PARSED = "_parsed";
  private static final String NAME = "_name";
  private static final String PLACE = "_place";
  private static final String ON = "_on";
  private static final String VIETNAM = "VN";
  private static final String SAYS_SOMETHING = "[\\p{L}\\p{Nd}]";

  /** The default of systems that demand a date of birth, and everything before it. */
  private static final LocalDate NO_BIRTH_DATE = LocalDate.of(1900, 1, 1);

  private NormalisedRecords() {}

  /**
   * The rows of {@link DeliveredRecords#of} with normalised values, {@code name_key}, {@code
   * region}, {@code quality_flags} and the constants above.
   */
  static Dataset<Row> of(Dataset<Row> delivered, Reference reference) {
    return parsed(delivered, reference)
        .withColumns(
            Map.of(
                CustomerRecords.QUALITY_FLAGS,
                flags(),
                IDENTIFIERS,
                concat(col(DeliveredRecords.SCOPED), emails(), phones()),
                UNUSABLE,
                unusable()))
        .withColumns(values())
        .drop(
            PARSED,
            NAME,
            PLACE,
            ON,
            DeliveredRecords.EMAILS,
            DeliveredRecords.PHONES,
            DeliveredRecords.SCOPED);
  }

  private static Dataset<Row> parsed(Dataset<Row> delivered, Reference reference) {
    Column country = col(CustomerRecords.COUNTRY);
    Column phones =
        transform(
            array_compact(col(DeliveredRecords.PHONES)),
            cell ->
                reference.phones().parse(cell, coalesce(country, lit(Phones.NO_COUNTRY)), col(ON)));
    return delivered
        .withColumns(
            Map.of(
                CustomerRecords.COUNTRY,
                country(reference),
                ON,
                Values.businessDay(col(CustomerRecordVersions.VALID_FROM), reference.zone())))
        .withColumns(
            Map.of(
                CustomerRecords.FULL_NAME,
                fullName(),
                PARSED,
                phones,
                PLACE,
                when(
                    country.equalTo(VIETNAM),
                    reference
                        .places()
                        .find(
                            coalesce(
                                col(CustomerRecords.CITY), col(CustomerRecords.ADDRESS_LINE))))))
        .withColumns(Map.of(NAME, PersonNames.split(col(CustomerRecords.FULL_NAME), country)));
  }

  /**
   * The country that is stated, else the default. One that cannot be read is null and not the
   * default: names and phones are then read by the habits of no country.
   */
  private static Column country(Reference reference) {
    Column stated = col(CustomerRecords.COUNTRY);
    return when(stated.rlike(SAYS_SOMETHING), Countries.code(stated))
        .otherwise(reference.country());
  }

  private static Column fullName() {
    return coalesce(
        PersonNames.display(col(CustomerRecords.FULL_NAME)),
        when(
            col(CustomerRecords.FAMILY_NAME)
                .isNotNull()
                .or(col(CustomerRecords.GIVEN_NAME).isNotNull()),
            PersonNames.full(
                col(CustomerRecords.FAMILY_NAME),
                col(CustomerRecords.GIVEN_NAME),
                col(CustomerRecords.COUNTRY))));
  }

  private static Map<String, Column> values() {
    return Map.ofEntries(
        entry(CustomerRecords.FAMILY_NAME, part(CustomerRecords.FAMILY_NAME, PersonNames.FAMILY)),
        entry(CustomerRecords.GIVEN_NAME, part(CustomerRecords.GIVEN_NAME, PersonNames.GIVEN)),
        entry(CustomerRecords.NAME_KEY, nameKey()),
        entry(
            CustomerRecords.BIRTH_DATE,
            when(not(isImplausibleBirth()), col(CustomerRecords.BIRTH_DATE))),
        entry(CustomerRecords.GENDER, Genders.normalise(col(CustomerRecords.GENDER))),
        entry(CustomerRecords.ADDRESS_LINE, Addresses.display(col(CustomerRecords.ADDRESS_LINE))),
        entry(CustomerRecords.WARD, Text.clean(col(CustomerRecords.WARD))),
        entry(CustomerRecords.DISTRICT, Text.clean(col(CustomerRecords.DISTRICT))),
        entry(
            CustomerRecords.CITY,
            coalesce(col(PLACE).getField(Places.NAME), Text.clean(col(CustomerRecords.CITY)))),
        entry(CustomerRecords.REGION, col(PLACE).getField(Places.REGION)),
        entry(CustomerRecords.POSTAL_CODE, upper(Text.clean(col(CustomerRecords.POSTAL_CODE)))));
  }

  private static Column part(String delivered, String split) {
    return coalesce(Text.clean(col(delivered)), col(NAME).getField(split));
  }

  private static Column nameKey() {
    return PersonNames.match(col(CustomerRecords.FULL_NAME), col(CustomerRecords.COUNTRY));
  }

  private static Column isImplausibleBirth() {
    return coalesce(
        col(CustomerRecords.BIRTH_DATE)
            .leq(NO_BIRTH_DATE)
            .or(col(CustomerRecords.BIRTH_DATE).gt(col(ON))),
        lit(false));
  }

  private static Column emails() {
    return flatten(
        transform(array_compact(col(DeliveredRecords.EMAILS)), CarriedIdentifiers::emails));
  }

  private static Column phones() {
    return CarriedIdentifiers.phones(flatten(col(PARSED)));
  }

  private static Column unusable() {
    Column cells = array_compact(col(DeliveredRecords.PHONES));
    Column phones =
        transform(
            filter(
                cells,
                (cell, position) ->
                    not(
                        exists(
                            col(PARSED).getItem(position),
                            phone -> phone.getField(Phones.E164).isNotNull()))),
            cell -> CarriedIdentifiers.asDelivered(CarriedIdentifiers.PHONE, cell));
    Column emails =
        transform(
            unreadableEmails(),
            cell -> CarriedIdentifiers.asDelivered(CarriedIdentifiers.EMAIL, cell));
    return concat(emails, phones);
  }

  private static Column unreadableEmails() {
    return filter(
        array_compact(col(DeliveredRecords.EMAILS)),
        cell -> size(Emails.all(cell)).equalTo(0).and(Text.clean(cell).isNotNull()));
  }

  /** What could not be used; never the value. */
  private static Column flags() {
    Column others =
        array_compact(
            array(
                when(size(unreadableEmails()).gt(0), EMAIL_INVALID),
                when(col(CustomerRecords.COUNTRY).isNull(), CustomerRecords.COUNTRY_UNKNOWN),
                when(
                    col(CustomerRecords.FULL_NAME).isNotNull().and(nameKey().isNull()),
                    "NAME_UNUSABLE"),
                when(isImplausibleBirth(), "BIRTH_DATE_IMPLAUSIBLE"),
                when(
                    Text.clean(col(CustomerRecords.GENDER))
                        .isNotNull()
                        .and(Genders.normalise(col(CustomerRecords.GENDER)).isNull()),
                    "GENDER_UNKNOWN"),
                when(
                    col(CustomerRecords.COUNTRY)
                        .equalTo(VIETNAM)
                        .and(Text.clean(col(CustomerRecords.CITY)).isNotNull())
                        .and(col(PLACE).isNull()),
                    "CITY_UNKNOWN")));
    return array_sort(array_distinct(concat(phoneFlags(flatten(col(PARSED))), others)))
        .cast(Types.STRINGS);
  }

  /**
   * {@code PHONE_DESTROYED} and the like, for each number that gives no identifier.
   *
   * @param parsed of type {@link Phones#TYPE}
   */
  static Column phoneFlags(Column parsed) {
    return transform(
        filter(
            parsed,
            phone -> not(phone.getField(Phones.FLAG).isin(Flag.OK.name(), Flag.MIGRATED.name()))),
        phone -> concat(lit("PHONE_"), phone.getField(Phones.FLAG)));
  }
}

package io.tributary.conform;

import static java.util.Map.entry;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_remove;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.when;

import io.tributary.columns.Addresses;
import io.tributary.columns.Countries;
import io.tributary.columns.Genders;
import io.tributary.columns.IdentifierCells;
import io.tributary.columns.PersonNames;
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

  /** What could be read of the cells, as {@link IdentifierCells#LIST} in the order written. */
  static final String IDENTIFIERS = "identifiers";

  /** Contact cells that hold no usable value, in display form, for a steward. */
  static final String UNUSABLE = "unusable";

  private static final String CELLS = "_cells";
  private static final String NAME = "_name";
  private static final String PLACE = "_place";
  private static final String GENDER = "_gender";
  private static final String ON = "_on";
  private static final String VIETNAM = "VN";
  private static final String SAYS_SOMETHING = "[\\p{L}\\p{Nd}]";
  private static final String NO_FLAG = "";

  /** The default of systems that demand a date of birth, and everything before it. */
  private static final LocalDate NO_BIRTH_DATE = LocalDate.of(1900, 1, 1);

  private NormalisedRecords() {}

  /**
   * The rows of {@link DeliveredRecords#of} with normalised values, {@code name_key}, {@code
   * region}, {@code quality_flags} and the constants above.
   */
  static Dataset<Row> of(Dataset<Row> delivered, Reference reference) {
    return read(delivered, reference)
        .withColumns(values())
        .drop(
            CELLS,
            NAME,
            PLACE,
            GENDER,
            ON,
            DeliveredRecords.EMAILS,
            DeliveredRecords.PHONES,
            DeliveredRecords.SCOPED);
  }

  /** Adds what several values rest on, so that each is computed once. */
  private static Dataset<Row> read(Dataset<Row> delivered, Reference reference) {
    Column country = col(CustomerRecords.COUNTRY);
    Column name = col(CustomerRecords.FULL_NAME);
    Column city = coalesce(col(CustomerRecords.CITY), col(CustomerRecords.ADDRESS_LINE));
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
                CELLS,
                reference
                    .cells()
                    .read(
                        DeliveredRecords.SCOPED_TYPES,
                        col(DeliveredRecords.SCOPED),
                        col(DeliveredRecords.EMAILS),
                        col(DeliveredRecords.PHONES),
                        coalesce(country, lit(Phones.NO_COUNTRY)),
                        col(ON)),
                PLACE,
                when(country.equalTo(VIETNAM), reference.places().find(city)),
                GENDER,
                Genders.normalise(col(CustomerRecords.GENDER))))
        .withColumns(
            Map.of(
                NAME,
                PersonNames.split(name, country),
                CustomerRecords.NAME_KEY,
                PersonNames.match(name, country)));
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
        entry(CustomerRecords.QUALITY_FLAGS, flags()),
        entry(IDENTIFIERS, col(CELLS).getField(IdentifierCells.IDENTIFIERS)),
        entry(UNUSABLE, col(CELLS).getField(IdentifierCells.UNUSABLE)),
        entry(CustomerRecords.FAMILY_NAME, part(CustomerRecords.FAMILY_NAME, PersonNames.FAMILY)),
        entry(CustomerRecords.GIVEN_NAME, part(CustomerRecords.GIVEN_NAME, PersonNames.GIVEN)),
        entry(
            CustomerRecords.BIRTH_DATE,
            when(not(isImplausibleBirth()), col(CustomerRecords.BIRTH_DATE))),
        entry(CustomerRecords.GENDER, col(GENDER)),
        entry(CustomerRecords.ADDRESS_LINE, Addresses.display(col(CustomerRecords.ADDRESS_LINE))),
        entry(CustomerRecords.WARD, Text.clean(col(CustomerRecords.WARD))),
        entry(CustomerRecords.DISTRICT, Text.clean(col(CustomerRecords.DISTRICT))),
        entry(
            CustomerRecords.CITY,
            coalesce(col(PLACE).getField(Places.NAME), Text.clean(col(CustomerRecords.CITY)))),
        entry(CustomerRecords.REGION, col(PLACE).getField(Places.REGION)),
        entry(CustomerRecords.POSTAL_CODE, Addresses.postalCode(col(CustomerRecords.POSTAL_CODE))));
  }

  private static Column part(String delivered, String split) {
    return coalesce(Text.clean(col(delivered)), col(NAME).getField(split));
  }

  private static Column isImplausibleBirth() {
    return coalesce(
        col(CustomerRecords.BIRTH_DATE)
            .leq(NO_BIRTH_DATE)
            .or(col(CustomerRecords.BIRTH_DATE).gt(col(ON))),
        lit(false));
  }

  /** What could not be used; never the value. */
  private static Column flags() {
    Column others =
        array(
            flag(CustomerRecords.COUNTRY_UNKNOWN, col(CustomerRecords.COUNTRY).isNull()),
            flag(
                "NAME_UNUSABLE",
                col(CustomerRecords.FULL_NAME)
                    .isNotNull()
                    .and(col(CustomerRecords.NAME_KEY).isNull())),
            flag("BIRTH_DATE_IMPLAUSIBLE", isImplausibleBirth()),
            flag(
                "GENDER_UNKNOWN",
                col(GENDER).isNull().and(Text.clean(col(CustomerRecords.GENDER)).isNotNull())),
            flag(
                "CITY_UNKNOWN",
                col(CustomerRecords.COUNTRY)
                    .equalTo(VIETNAM)
                    .and(col(PLACE).isNull())
                    .and(Text.clean(col(CustomerRecords.CITY)).isNotNull())));
    Column all = concat(col(CELLS).getField(IdentifierCells.FLAGS), others);
    // No array function with a lambda, nor array_compact: these are not compiled.
    return sort_array(array_distinct(array_remove(all, NO_FLAG))).cast(Types.STRINGS);
  }

  private static Column flag(String flag, Column isSet) {
    return when(isSet, flag).otherwise(NO_FLAG);
  }
}

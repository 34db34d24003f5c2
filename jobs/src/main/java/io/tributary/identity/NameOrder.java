package io.tributary.identity;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.silver.CustomerRecords;
import org.apache.spark.sql.Column;

/**
 * By which country's habits the name of a customer record is read: as it was conformed. A record
 * that states no country, such as a sighting, is of the default one; one whose country cannot be
 * read is of none, and its name in the order of most countries.
 */
final class NameOrder {
  private NameOrder() {}

  /** ISO 3166-1 alpha-2; null for none. */
  static Column country(LinkCustomers.GivenNames names) {
    Column isUnknown =
        array_contains(col(CustomerRecords.QUALITY_FLAGS), CustomerRecords.COUNTRY_UNKNOWN);
    return when(
        not(coalesce(isUnknown, lit(false))),
        coalesce(col(CustomerRecords.COUNTRY), lit(names.defaultCountry())));
  }

  /** Whether the given name is the last word of the whole name; else it is the first. */
  static Column isGivenNameLast(LinkCustomers.GivenNames names) {
    return coalesce(country(names).isin(names.lastIn().toArray()), lit(false));
  }
}

package io.tributary.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.Types;
import io.tributary.tables.gold.CustomerContacts;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerMetrics;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Brings together what is known of a customer: {@link Customers}. */
final class Profiles {
  private static final String BIRTH_DATE = "golden_birth_date";

  private final BuildProfiles.Config config;
  private final LocalDate businessDay;
  private final ZoneId zone;

  Profiles(BuildProfiles.Config config, LocalDate businessDay, ZoneId zone) {
    this.config = config;
    this.businessDay = businessDay;
    this.zone = zone;
  }

  /** One row a customer: how many live records, of how many sources, and whether with a card. */
  static Dataset<Row> recorded(Dataset<Row> linkedRecords) {
    return linkedRecords
        .groupBy(col(Customers.CUSTOMER_ID))
        .agg(
            count(lit(1)).as(Customers.RECORD_COUNT),
            size(collect_set(col(CustomerRecords.SOURCE)))
                .cast(Types.LONG)
                .as(Customers.SOURCE_COUNT),
            max(carries("card")).as(Customers.HAS_CARD),
            max(carries("account")).as(Customers.HAS_ACCOUNT));
  }

  private static Column carries(String type) {
    return exists(
        col(LinkedRecords.IDENTIFIERS),
        identifier -> identifier.getField(Identifiers.TYPE).equalTo(type));
  }

  /** One row a customer with the golden values that are no direct identifiers. */
  private static Dataset<Row> golden(Dataset<Row> contacts) {
    return contacts
        .where(col(CustomerContacts.RANK).equalTo(1))
        .groupBy(col(Customers.CUSTOMER_ID))
        .agg(
            value(CustomerRecords.BIRTH_DATE).as(BIRTH_DATE),
            value(CustomerRecords.GENDER).as(Customers.GENDER),
            value(CustomerRecords.CITY).as(Customers.CITY),
            value(CustomerRecords.REGION).as(Customers.REGION),
            value(CustomerRecords.COUNTRY).as(Customers.COUNTRY),
            value("email").isNotNull().as(Customers.HAS_EMAIL),
            value("phone").isNotNull().as(Customers.HAS_PHONE));
  }

  /** The one value at rank 1. */
  private static Column value(String field) {
    return max(when(col(CustomerContacts.FIELD).equalTo(field), col(CustomerContacts.VALUE)));
  }

  /**
   * @param recorded {@link #recorded}: every live customer
   * @param contacts the golden record
   * @param thirdParty {@link ThirdParty#ofCustomers}
   */
  Dataset<Row> of(
      Dataset<Row> recorded,
      Dataset<Row> contacts,
      Dataset<Row> thirdParty,
      Dataset<Row> metrics,
      Dataset<Row> ids) {
    return recorded
        .join(golden(contacts), Customers.CUSTOMER_ID, "left")
        .join(thirdParty, Customers.CUSTOMER_ID, "left")
        .join(metrics, Customers.CUSTOMER_ID, "left")
        .join(
            ids.select(CustomerIds.CUSTOMER_ID, CustomerIds.FOUNDED_AT),
            Customers.CUSTOMER_ID,
            "left")
        .select(
            col(Customers.CUSTOMER_ID),
            foundedOn().as(Customers.FOUNDED_ON),
            col(Customers.RECORD_COUNT),
            col(Customers.SOURCE_COUNT),
            ageBand().as(Customers.AGE_BAND),
            orThirdParty(col(Customers.GENDER), config.thirdPartyFallback().gender())
                .as(Customers.GENDER),
            col(Customers.CITY),
            col(Customers.REGION),
            col(Customers.COUNTRY),
            orElse(Customers.HAS_EMAIL, lit(false)),
            orElse(Customers.HAS_PHONE, lit(false)),
            orElse(Customers.HAS_CARD, lit(false)),
            orElse(Customers.HAS_ACCOUNT, lit(false)),
            col(Customers.FIRST_PURCHASE_AT),
            col(Customers.LAST_PURCHASE_AT),
            col(Customers.FIRST_PURCHASE_CHANNEL),
            col(Customers.LAST_VISIT_AT),
            orElse(Customers.ORDER_COUNT, lit(0L)),
            orElse(Customers.RETURN_COUNT, lit(0L)),
            orElse(Customers.NET_VALUE, lit(0).cast(Types.MONEY)),
            orElse(Customers.VALUE_CURRENCY, lit(config.reportingCurrency())),
            col(Customers.AVERAGE_ORDER_VALUE),
            orElse(Customers.VISIT_COUNT, lit(0L)),
            orElse(Customers.CART_COUNT, lit(0L)),
            orElse(Customers.SEARCH_COUNT, lit(0L)),
            col(Customers.LAST_CART_AT),
            col(Customers.RFM_RECENCY),
            col(Customers.RFM_FREQUENCY),
            col(Customers.RFM_MONETARY),
            // Without metrics nobody is a VIP; with them, null says that there was no rate.
            when(col(CustomerMetrics.ORDER_COUNT).isNull(), lit(false))
                .otherwise(col(Customers.IS_VIP))
                .as(Customers.IS_VIP),
            orElse(Customers.THIRD_PARTY, map().cast(Types.TEXTS)));
  }

  /** An as-of is the end of its day: midnight belongs to the day before. */
  private Column foundedOn() {
    Column lastMoment = col(CustomerIds.FOUNDED_AT).minus(expr("INTERVAL 1 MICROSECOND"));
    return to_date(from_utc_timestamp(lastMoment, zone.getId()));
  }

  private Column ageBand() {
    Column own = AgeBands.at(businessDay, to_date(col(BIRTH_DATE)));
    return orThirdParty(own, config.thirdPartyFallback().ageBand());
  }

  /** First-party before third-party. */
  private static Column orThirdParty(Column own, List<String> attributes) {
    Column value = own;
    for (String attribute : attributes) {
      value = coalesce(value, element_at(col(Customers.THIRD_PARTY), attribute));
    }
    return value;
  }

  private static Column orElse(String column, Column otherwise) {
    return coalesce(col(column), otherwise).as(column);
  }
}

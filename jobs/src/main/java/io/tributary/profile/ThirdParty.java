package io.tributary.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.Types;
import io.tributary.tables.gold.CustomerContacts;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.silver.ThirdPartyAttributes;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What vendors say of a customer. A vendor's row attaches by the SHA-256 of one of the customer's
 * e-mail addresses (trimmed, lower case) or phones (E.164), or by the golden postal code; it links
 * nobody. Of several rows for one attribute of one vendor: what is said of the customer before what
 * is said of the area, then the later one, then the one of the better contact point.
 */
final class ThirdParty {
  private static final String POSTAL_CODE = "postal_code";
  private static final String IS_PERSONAL = "is_personal";
  private static final String VALUE = "said";

  private ThirdParty() {}

  /** One row a customer of whom a vendor says something by the day: customer_id, third_party. */
  static Dataset<Row> ofCustomers(
      Dataset<Row> contacts, Dataset<Row> attributes, LocalDate businessDay) {
    Column preference =
        struct(
            not(col(ThirdPartyAttributes.KEY_TYPE).equalTo(POSTAL_CODE)).as(IS_PERSONAL),
            col(ThirdPartyAttributes.AS_OF_ON),
            negate(col(CustomerContacts.RANK)).as(CustomerContacts.RANK),
            col(VALUE));
    Column name =
        concat_ws(".", col(ThirdPartyAttributes.SOURCE), col(ThirdPartyAttributes.ATTRIBUTE));
    return keys(contacts)
        .join(
            attributes
                .where(col(ThirdPartyAttributes.VALUE).isNotNull())
                .where(
                    coalesce(
                        col(ThirdPartyAttributes.AS_OF_ON).leq(lit(Date.valueOf(businessDay))),
                        lit(true)))
                .withColumnRenamed(ThirdPartyAttributes.VALUE, VALUE),
            new String[] {ThirdPartyAttributes.KEY_TYPE, ThirdPartyAttributes.SUBJECT_KEY})
        .groupBy(col(Customers.CUSTOMER_ID), name.as(ThirdPartyAttributes.ATTRIBUTE))
        .agg(max_by(col(VALUE), preference).as(VALUE))
        .groupBy(col(Customers.CUSTOMER_ID))
        .agg(
            map_from_entries(
                    sort_array(
                        collect_list(struct(col(ThirdPartyAttributes.ATTRIBUTE), col(VALUE)))))
                .cast(Types.TEXTS)
                .as(Customers.THIRD_PARTY));
  }

  /** The keys under which a vendor may know the customer. */
  private static Dataset<Row> keys(Dataset<Row> contacts) {
    Column field = col(CustomerContacts.FIELD);
    Column value = col(CustomerContacts.VALUE);
    return contacts
        .where(
            field
                .isin("email", "phone")
                .or(field.equalTo(POSTAL_CODE).and(col(CustomerContacts.RANK).equalTo(1))))
        .select(
            col(CustomerContacts.CUSTOMER_ID),
            when(field.equalTo(POSTAL_CODE), POSTAL_CODE)
                .otherwise(concat_ws("_", field, lit("sha256")))
                .as(ThirdPartyAttributes.KEY_TYPE),
            when(field.equalTo(POSTAL_CODE), lower(value))
                .otherwise(sha2(value.cast("binary"), 256))
                .as(ThirdPartyAttributes.SUBJECT_KEY),
            col(CustomerContacts.RANK));
  }
}

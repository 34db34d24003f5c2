package io.tributary.privacy;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;

import io.tributary.tables.silver.Consents;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * For whom a subject speaks. A record speaks for its customer; an identifier for every customer of
 * whom a record carries it or did. A login speaks for the customer as a whole, because the customer
 * was logged in. An identifier that links nobody (a shop's phone, {@code noreply@}), that is not
 * valid, that is carried no more or that several customers carry or carried can forbid, as
 * everything can, but cannot grant: it does not say which of them agreed. Whoever withdrew by an
 * address that changed since has still withdrawn.
 */
final class ConsentSubjects {
  static final String IS_LOGIN = "is_login";
  static final String MAY_GRANT = "may_grant";

  private ConsentSubjects() {}

  /** Rows of subject_type, subject_key, customer_id, is_login, may_grant; each pair once. */
  static Dataset<Row> of(
      Dataset<Row> links, Dataset<Row> records, Dataset<Row> identifiers, Dataset<Row> status) {
    return ofRecords(links, records).union(ofIdentifiers(links, identifiers, status));
  }

  private static Dataset<Row> ofRecords(Dataset<Row> links, Dataset<Row> records) {
    Column isLogin = coalesce(col(CustomerRecords.KIND).equalTo("LOGIN"), lit(false));
    return links
        .join(
            records.select(CustomerRecords.RECORD_KEY, CustomerRecords.KIND),
            CustomerLinks.RECORD_KEY,
            "left")
        .select(
            lit("RECORD").as(Consents.SUBJECT_TYPE),
            col(CustomerLinks.RECORD_KEY).as(Consents.SUBJECT_KEY),
            col(CustomerLinks.CUSTOMER_ID),
            isLogin.as(IS_LOGIN),
            lit(true).as(MAY_GRANT));
  }

  private static Dataset<Row> ofIdentifiers(
      Dataset<Row> links, Dataset<Row> identifiers, Dataset<Row> status) {
    Dataset<Row> refused =
        status
            .where(not(col(IdentifierStatus.STATUS).equalTo("OK")))
            .select(col(IdentifierStatus.IDENTIFIER_ID), col(IdentifierStatus.STATUS));
    Column mayGrant =
        coalesce(col(Identifiers.IS_VALID), lit(false))
            .and(not(coalesce(col(Identifiers.IS_DELETED), lit(false))))
            .and(col(IdentifierStatus.STATUS).isNull());
    Column isOfOneCustomer =
        count(lit(1)).over(Window.partitionBy(col(Identifiers.IDENTIFIER_ID))).equalTo(1);
    return identifiers
        .join(links, Identifiers.RECORD_KEY)
        .join(refused, Identifiers.IDENTIFIER_ID, "left")
        .groupBy(col(Identifiers.IDENTIFIER_ID), col(CustomerLinks.CUSTOMER_ID))
        .agg(max(mayGrant).as(MAY_GRANT))
        .select(
            lit("IDENTIFIER").as(Consents.SUBJECT_TYPE),
            col(Identifiers.IDENTIFIER_ID).as(Consents.SUBJECT_KEY),
            col(CustomerLinks.CUSTOMER_ID),
            lit(false).as(IS_LOGIN),
            col(MAY_GRANT).and(isOfOneCustomer).as(MAY_GRANT));
  }
}

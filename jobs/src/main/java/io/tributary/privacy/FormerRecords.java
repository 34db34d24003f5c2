package io.tributary.privacy;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import io.tributary.tables.silver.Consents;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Records that are linked no more, because their source deleted them, with the customer whom they
 * belonged to last. What such a record denied, or an identifier that it carried, still holds for
 * that customer, and for whoever absorbed the customer since.
 */
final class FormerRecords {
  private static final String LAST = "last";
  private static final String ENDED_ID = "ended_id";

  private FormerRecords() {}

  /**
   * Rows of record_key, customer_id: of the records that have left, and that denied something or
   * carried an identifier by which somebody did.
   *
   * @param denials decisions, as {@link ConsentRules#denials} gives them
   * @param identifiers rows of {@link Identifiers}
   * @param events rows of {@link CustomerEvents}
   */
  static Dataset<Row> of(
      Dataset<Row> denials, Dataset<Row> identifiers, Dataset<Row> links, Dataset<Row> events) {
    Dataset<Row> byIdentifier =
        identifiers
            .join(
                denials.where(col(Consents.SUBJECT_TYPE).equalTo("IDENTIFIER")),
                col(Identifiers.IDENTIFIER_ID).equalTo(col(Consents.SUBJECT_KEY)),
                "left_semi")
            .select(Identifiers.RECORD_KEY);
    Dataset<Row> departed =
        denials
            .where(col(Consents.SUBJECT_TYPE).equalTo("RECORD"))
            .select(col(Consents.SUBJECT_KEY).as(CustomerLinks.RECORD_KEY))
            .union(byIdentifier)
            .distinct()
            .join(links, new String[] {CustomerLinks.RECORD_KEY}, "left_anti");
    return events
        .where(col(CustomerEvents.KIND).equalTo("LEFT"))
        .join(departed, new String[] {CustomerEvents.RECORD_KEY}, "left_semi")
        .groupBy(col(CustomerEvents.RECORD_KEY))
        .agg(max(struct(col(CustomerEvents.RUN_NO), col(CustomerEvents.CUSTOMER_ID))).as(LAST))
        .select(
            col(CustomerEvents.RECORD_KEY).as(CustomerLinks.RECORD_KEY),
            col(LAST).getField(CustomerEvents.CUSTOMER_ID).as(CustomerLinks.CUSTOMER_ID));
  }

  /** The customers that were absorbed, each with the one that took it in. */
  static Dataset<Row> absorbed(Dataset<Row> ids) {
    return ids.where(col(CustomerIds.STATE).equalTo("ABSORBED"))
        .select(col(CustomerIds.CUSTOMER_ID).as(ENDED_ID), col(CustomerIds.ABSORBED_INTO));
  }

  /** The former records whose customer was absorbed. */
  static Dataset<Row> ofAbsorbed(Dataset<Row> former, Dataset<Row> absorbed) {
    return former.join(
        absorbed, col(CustomerLinks.CUSTOMER_ID).equalTo(col(ENDED_ID)), "left_semi");
  }

  /** The former records, each of an absorbed customer one step on to whoever absorbed it. */
  static Dataset<Row> oneStepOn(Dataset<Row> former, Dataset<Row> absorbed) {
    return former
        .join(absorbed, col(CustomerLinks.CUSTOMER_ID).equalTo(col(ENDED_ID)), "left")
        .select(
            col(CustomerLinks.RECORD_KEY),
            coalesce(col(CustomerIds.ABSORBED_INTO), col(CustomerLinks.CUSTOMER_ID))
                .as(CustomerLinks.CUSTOMER_ID));
  }

  /** As subjects, they and what they carried: they can forbid, and not grant. */
  static Dataset<Row> subjects(
      Dataset<Row> former, Dataset<Row> records, Dataset<Row> identifiers) {
    return ofRecords(former, records).union(ofIdentifiers(former, identifiers));
  }

  private static Dataset<Row> ofIdentifiers(Dataset<Row> former, Dataset<Row> identifiers) {
    return identifiers
        .join(former, CustomerLinks.RECORD_KEY)
        .select(
            lit("IDENTIFIER").as(Consents.SUBJECT_TYPE),
            col(Identifiers.IDENTIFIER_ID).as(Consents.SUBJECT_KEY),
            col(CustomerLinks.CUSTOMER_ID),
            lit(false).as(ConsentSubjects.IS_LOGIN),
            lit(false).as(ConsentSubjects.MAY_GRANT))
        .distinct();
  }

  private static Dataset<Row> ofRecords(Dataset<Row> former, Dataset<Row> records) {
    return former
        .join(
            records.select(CustomerRecords.RECORD_KEY, CustomerRecords.KIND),
            new String[] {CustomerLinks.RECORD_KEY},
            "left")
        .select(
            lit("RECORD").as(Consents.SUBJECT_TYPE),
            col(CustomerLinks.RECORD_KEY).as(Consents.SUBJECT_KEY),
            col(CustomerLinks.CUSTOMER_ID),
            coalesce(col(CustomerRecords.KIND).equalTo("LOGIN"), lit(false))
                .as(ConsentSubjects.IS_LOGIN),
            lit(false).as(ConsentSubjects.MAY_GRANT));
  }
}

package io.tributary.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Usable identifiers of live records with source and customer: valid, still carried, neither
 * blocked nor hot. A shop's phone is nobody's contact point.
 */
final class LinkedIdentifiers {

  /** What a profile shows or tells of identifiers; cookies and devices take no part. */
  private static final List<String> TYPES = types();

  private LinkedIdentifiers() {}

  /** The columns of the identifier, source and customer_id. */
  static Dataset<Row> of(
      Dataset<Row> identifiers, Dataset<Row> status, Dataset<Row> linkedRecords) {
    Dataset<Row> refused =
        status
            .where(not(col(IdentifierStatus.STATUS).equalTo("OK")))
            .select(IdentifierStatus.IDENTIFIER_ID);
    return identifiers
        .where(col(Identifiers.TYPE).isin(TYPES.toArray()))
        .where(coalesce(col(Identifiers.IS_VALID), lit(false)))
        .where(not(coalesce(col(Identifiers.IS_DELETED), lit(false))))
        .join(refused, Identifiers.IDENTIFIER_ID, "left_anti")
        .join(
            linkedRecords.select(
                CustomerRecords.RECORD_KEY, CustomerRecords.SOURCE, CustomerLinks.CUSTOMER_ID),
            Identifiers.RECORD_KEY);
  }

  private static List<String> types() {
    List<String> types = new ArrayList<>(SurvivorshipRules.IDENTIFIER_FIELDS);
    types.add("card");
    types.add("account");
    return List.copyOf(types);
  }
}

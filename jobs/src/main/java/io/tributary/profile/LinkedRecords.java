package io.tributary.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Live records with their customer and their usable identifiers: valid, still carried, neither
 * blocked nor hot. A shop's phone is nobody's contact point.
 */
final class LinkedRecords {

  /** The usable identifiers of a record: type, namespace, value, rank, last_seen_at. */
  static final String IDENTIFIERS = "identifiers";

  /** What a profile shows or tells of identifiers; cookies and devices take no part. */
  private static final List<String> TYPES = types();

  private static final List<String> SHOWN =
      List.of(
          Identifiers.TYPE,
          Identifiers.NAMESPACE,
          Identifiers.VALUE,
          Identifiers.RANK,
          Identifiers.LAST_SEEN_AT);

  private LinkedRecords() {}

  /** One row a live record; everything that a profile is made of, but metrics and vendors. */
  static Dataset<Row> of(
      Dataset<Row> records, Dataset<Row> links, Dataset<Row> identifiers, Dataset<Row> status) {
    return records
        .where(not(coalesce(col(CustomerRecords.IS_DELETED), lit(false))))
        .select(columns(recordColumns()))
        .join(
            links.select(CustomerLinks.RECORD_KEY, CustomerLinks.CUSTOMER_ID),
            CustomerRecords.RECORD_KEY)
        .join(usable(identifiers, status), new String[] {Identifiers.RECORD_KEY}, "left");
  }

  /** One row an identifier with record_key, source and customer_id. */
  static Dataset<Row> identifiers(Dataset<Row> linkedRecords) {
    return linkedRecords
        .select(
            col(CustomerLinks.CUSTOMER_ID),
            col(CustomerRecords.SOURCE),
            col(CustomerRecords.RECORD_KEY),
            explode(col(IDENTIFIERS)).as("identifier"))
        .select(
            col(CustomerLinks.CUSTOMER_ID),
            col(CustomerRecords.SOURCE),
            col(CustomerRecords.RECORD_KEY),
            col("identifier.*"));
  }

  private static Dataset<Row> usable(Dataset<Row> identifiers, Dataset<Row> status) {
    Dataset<Row> refused =
        status
            .where(not(col(IdentifierStatus.STATUS).equalTo("OK")))
            .select(IdentifierStatus.IDENTIFIER_ID);
    return identifiers
        .where(col(Identifiers.TYPE).isin(TYPES.toArray()))
        .where(coalesce(col(Identifiers.IS_VALID), lit(false)))
        .where(not(coalesce(col(Identifiers.IS_DELETED), lit(false))))
        .join(refused, new String[] {Identifiers.IDENTIFIER_ID}, "left_anti")
        .groupBy(col(Identifiers.RECORD_KEY))
        .agg(collect_list(struct(columns(SHOWN))).as(IDENTIFIERS));
  }

  private static List<String> recordColumns() {
    return Stream.concat(
            Stream.of(
                CustomerRecords.RECORD_KEY, CustomerRecords.SOURCE, CustomerRecords.UPDATED_AT),
            SurvivorshipRules.RECORD_FIELDS.stream())
        .toList();
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }

  private static List<String> types() {
    List<String> types = new ArrayList<>(SurvivorshipRules.IDENTIFIER_FIELDS);
    types.add("card");
    types.add("account");
    return List.copyOf(types);
  }
}

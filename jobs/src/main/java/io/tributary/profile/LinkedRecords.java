package io.tributary.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Live records with their customer. */
final class LinkedRecords {

  private LinkedRecords() {}

  /** The columns of the record and customer_id. */
  static Dataset<Row> of(Dataset<Row> records, Dataset<Row> links) {
    return records
        .where(not(coalesce(col(CustomerRecords.IS_DELETED), lit(false))))
        .join(
            links.select(CustomerLinks.RECORD_KEY, CustomerLinks.CUSTOMER_ID),
            CustomerRecords.RECORD_KEY);
  }
}

package io.tributary.conform;

import static io.tributary.conform.Values.flag;
import static io.tributary.conform.Values.instant;
import static io.tributary.conform.Values.text;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import io.tributary.columns.IdentifierCells;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.bronze.KindFields;
import io.tributary.tables.silver.Transactions;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tickets and orders as they stand: the latest version of each, typed, before any money. */
final class Tickets {
  static final String SALE = "SALE";
  static final String RETURN = "RETURN";
  static final String CANCELLED = "CANCELLED";

  /** All identifiers on the ticket, as {@link IdentifierCells#LIST}. */
  static final String IDENTIFIERS = "identifiers";

  static final String ACCOUNT = "account";
  static final String CUSTOMER_NAME = "customer_name";
  static final String DELIVERED_ON = "delivered_on";
  static final String IS_REVENUE_SOURCE = "is_revenue_source";
  static final String BODY = "body";
  static final String TOTAL = "total";

  private static final String CELLS = "_cells";

  private static final List<String> SCOPED_TYPES =
      List.of(
          KindFields.CARD,
          KindFields.ACCOUNT,
          KindFields.PAYMENT,
          KindFields.COOKIE,
          KindFields.DEVICE);

  private Tickets() {}

  /**
   * One row for each ticket: the columns of {@link Transactions} up to {@code currency}, without
   * the record of an anonymous return, and the constants above.
   *
   * @param delivered rows of {@code bronze.tickets}
   * @param files rows of {@code ops.collected_files}
   */
  static Dataset<Row> of(Dataset<Row> delivered, Dataset<Row> files, Reference reference) {
    Column occurredAt = instant(KindFields.OCCURRED_AT);
    Column updatedAt = coalesce(instant(KindFields.UPDATED_AT), occurredAt);
    Column cells =
        reference
            .cells()
            .read(
                SCOPED_TYPES,
                array(SCOPED_TYPES.stream().map(Values::text).toArray(Column[]::new)),
                array(text(KindFields.EMAIL)),
                array(text(KindFields.PHONE)),
                lit(null).cast(Types.STRING),
                Values.businessDay(occurredAt, reference.zone()));
    return LatestVersions.of(LatestVersions.markAbsent(delivered, files), updatedAt)
        .withColumn(CELLS, cells)
        .select(
            Values.key().as(Transactions.TRANSACTION_ID),
            col(DeliveredRows.SOURCE).as(Transactions.SOURCE),
            lower(text(KindFields.CHANNEL)).as(Transactions.CHANNEL),
            text(KindFields.STORE_ID).as(Transactions.STORE_ID),
            text(KindFields.REGISTER_ID).as(Transactions.REGISTER_ID),
            coalesce(text(KindFields.TICKET_NO), text(KindFields.ORDER_ID))
                .as(Transactions.TICKET_NO),
            text(KindFields.ORDER_ID).as(Transactions.ORDER_ID),
            occurredAt.as(Transactions.OCCURRED_AT),
            Values.businessDay(occurredAt, reference.zone()).as(Transactions.BUSINESS_ON),
            updatedAt.as(Transactions.UPDATED_AT),
            kind().as(Transactions.KIND),
            lower(text(KindFields.STATUS)).as(Transactions.STATUS),
            lower(text(KindFields.TENDER)).as(Transactions.TENDER),
            concat(col(DeliveredRows.SOURCE), lit(":"), text(KindFields.RETURNS_NATURAL_KEY))
                .as(Transactions.RETURNS_TRANSACTION_ID),
            upper(text(KindFields.CURRENCY)).as(Transactions.CURRENCY),
            col(LatestVersions.IS_ABSENT).as(Transactions.IS_DELETED),
            coalesce(flag(KindFields.IS_REVENUE), lit(true)).as(IS_REVENUE_SOURCE),
            text(KindFields.ACCOUNT).as(ACCOUNT),
            text(KindFields.CUSTOMER_NAME).as(CUSTOMER_NAME),
            CarriedIdentifiers.union(col(CELLS).getField(IdentifierCells.IDENTIFIERS))
                .as(IDENTIFIERS),
            flags().as(Transactions.QUALITY_FLAGS),
            col(DeliveredRows.DELIVERED_ON).as(DELIVERED_ON),
            col(DeliveredRows.BODY).as(BODY),
            text(KindFields.TOTAL).try_cast(Types.UNIT_PRICE).as(TOTAL))
        .withColumn(
            Transactions.RECORD_KEY,
            CarriedIdentifiers.recordKey(
                reference.hmac(), col(Transactions.SOURCE), col(ACCOUNT), col(IDENTIFIERS)));
  }

  private static Column kind() {
    return when(lower(text(KindFields.STATUS)).equalTo("cancelled"), CANCELLED)
        .otherwise(coalesce(upper(text(KindFields.KIND)), lit(SALE)));
  }

  /** What could not be used of who bought; never the value. */
  private static Column flags() {
    Column found =
        coalesce(split(text(KindFields.QUALITY_FLAGS), ","), array().cast(Types.STRINGS));
    return sort_array(array_distinct(concat(found, col(CELLS).getField(IdentifierCells.FLAGS))));
  }
}

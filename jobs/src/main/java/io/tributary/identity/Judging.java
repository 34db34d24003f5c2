package io.tributary.identity;

import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.Carriers.TYPE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which values may link: all, or some of them, of which each is judged as among all. */
final class Judging {
  /**
   * Carriers, each with one of the values, that are looked at beside others: a hot value may be on
   * any number of records.
   */
  private static final long MOST = 1_000_000;

  private final Dataset<Row> carried;
  private final Dataset<Row> records;
  private final LinkCustomers.Config config;

  /**
   * @param identifiers rows of {@link Identifiers}
   * @param records rows of {@link CustomerRecords}
   */
  Judging(Dataset<Row> identifiers, Dataset<Row> records, LinkCustomers.Config config) {
    this.carried = identifiers.where(coalesce(col(Identifiers.IS_VALID), lit(false)));
    this.records = records;
    this.config = config;
  }

  /**
   * Some values, judged.
   *
   * @param rows of {@link IdentifierLimits#JUDGED}
   * @param carriers who carries them, or did: rows of record_key and identifier_id
   */
  record OfSome(Dataset<Row> rows, Dataset<Row> carriers) {}

  /** Rows of {@link IdentifierLimits#JUDGED} for all values. */
  Dataset<Row> ofAll() {
    return LinkCustomers.keep(judged(Carriers.of(carried, records, config)));
  }

  /**
   * Those of some values. A value is judged by its carriers, each of them by all that its record
   * carries, and a payment by whether anybody else has paid with it.
   *
   * @param values rows of identifier_id
   */
  OfSome of(Dataset<Row> values) {
    Dataset<Row> carriers =
        LinkCustomers.keep(
            Scope.inside(carried, IDENTIFIER_ID, values)
                .select(col(RECORD_KEY), col(IDENTIFIER_ID)));
    Dataset<Row> rows =
        carriers.count() > MOST ? Carriers.of(carried, records, config) : beside(carriers);
    return new OfSome(
        LinkCustomers.keep(judged(Scope.inside(rows, IDENTIFIER_ID, values))), carriers);
  }

  /** Rows of {@link Carriers}: some, with all that these records carry. */
  private Dataset<Row> beside(Dataset<Row> carriers) {
    Dataset<Row> ofCarriers = LinkCustomers.keep(Scope.inside(carried, RECORD_KEY, carriers));
    Dataset<Row> payments =
        Scope.inside(
            Scope.outside(payments(carried), RECORD_KEY, carriers),
            IDENTIFIER_ID,
            payments(ofCarriers).select(col(IDENTIFIER_ID)));
    return Carriers.of(
        ofCarriers.union(payments), Scope.inside(records, RECORD_KEY, carriers), config);
  }

  private Dataset<Row> judged(Dataset<Row> carriers) {
    return IdentifierLimits.judge(carriers, config.rules());
  }

  private Dataset<Row> payments(Dataset<Row> rows) {
    return rows.where(col(TYPE).equalTo(config.paymentType()));
  }

  /** The values that one of the records carries, or did, once or more: rows of identifier_id. */
  Dataset<Row> valuesOf(Dataset<Row> keys) {
    return Scope.inside(carried, RECORD_KEY, keys).select(col(IDENTIFIER_ID));
  }

  /**
   * The values of which a change of these records may change what is said: those that they carry,
   * and those of whoever is now known to have paid with a means that somebody else has, too. Rows
   * of identifier_id.
   */
  Dataset<Row> touchedBy(Dataset<Row> keys) {
    Dataset<Row> paid =
        payments(Scope.inside(carried, RECORD_KEY, keys)).select(col(IDENTIFIER_ID));
    // Of several payers beside these each was known to return before.
    Dataset<Row> payers =
        Scope.outside(Scope.inside(payments(carried), IDENTIFIER_ID, paid), RECORD_KEY, keys)
            .groupBy(col(IDENTIFIER_ID))
            .agg(min(col(RECORD_KEY)).as(RECORD_KEY), count(lit(1)).as("payers"))
            .where(col("payers").equalTo(1))
            .select(col(RECORD_KEY));
    return LinkCustomers.keep(valuesOf(keys.union(payers)).distinct());
  }
}

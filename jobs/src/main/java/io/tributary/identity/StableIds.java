package io.tributary.identity;

import static io.tributary.identity.Clusters.COMPONENT_ID;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.unix_date;

import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Gives each set of records the id it had. Memory is what the last links and {@code customer_ids}
 * say; a new id is derived from the most senior record of its set, and never while it is held.
 */
final class StableIds {
  static final String RECORD_KEY = CustomerLinks.RECORD_KEY;
  static final String CUSTOMER_ID = CustomerLinks.CUSTOMER_ID;

  /** STRUCT of first run, day of first delivery and key of a record: smaller = more senior. */
  static final String SENIORITY = "seniority";

  /** The customer that held the record in the last links. */
  static final String FORMER_ID = "former_id";

  static final String FORMER_LINKED_AT = "former_linked_at";
  static final String FOUNDER = CustomerIds.FOUNDING_RECORD_KEY;

  private static final int HEX_DIGITS = 20;

  private StableIds() {}

  /** Records in their sets: record_key, component_id, seniority, former id and link date. */
  static Dataset<Row> ranked(Dataset<Row> settled, Dataset<Row> records, Dataset<Row> lastLinks) {
    Dataset<Row> former =
        lastLinks.select(
            col(RECORD_KEY),
            col(CUSTOMER_ID).as(FORMER_ID),
            col(CustomerLinks.LINKED_AT).as(FORMER_LINKED_AT));
    return settled
        .join(records.select(col(RECORD_KEY), seniority().as(SENIORITY)), RECORD_KEY)
        .join(former, new String[] {RECORD_KEY}, "left")
        .select(
            col(RECORD_KEY),
            col(COMPONENT_ID),
            col(SENIORITY),
            col(FORMER_ID),
            col(FORMER_LINKED_AT));
  }

  private static Column seniority() {
    return struct(
        Clusters.firstRun().as("first_run"),
        coalesce(unix_date(col(CustomerRecords.FIRST_DELIVERED_ON)), lit(Integer.MAX_VALUE))
            .as("delivered_on"),
        col(CustomerRecords.RECORD_KEY).as("record_key"));
  }

  /**
   * Which set asks for which id: component_id, former_id, has_founder, id_seniority,
   * member_seniority, founded_run.
   */
  static Dataset<Row> claims(Dataset<Row> ranked, Dataset<Row> ids, Dataset<Row> records) {
    // An erased founder left its key only: then the run that founded the id stands for its rank.
    Column idSeniority =
        coalesce(
            col(SENIORITY),
            struct(
                col(CustomerIds.FOUNDED_RUN).as("first_run"),
                lit(Integer.MAX_VALUE).as("delivered_on"),
                col(FOUNDER).as("record_key")));
    Dataset<Row> founded =
        ids.join(
                records.select(col(RECORD_KEY), seniority().as(SENIORITY)),
                col(FOUNDER).equalTo(col(RECORD_KEY)),
                "left")
            .select(
                col(CUSTOMER_ID),
                col(FOUNDER),
                col(CustomerIds.FOUNDED_RUN),
                idSeniority.as("id_seniority"));
    return ranked
        .where(col(FORMER_ID).isNotNull())
        .join(founded, col(FORMER_ID).equalTo(col(CUSTOMER_ID)))
        .groupBy(
            col(COMPONENT_ID), col(FORMER_ID), col("id_seniority"), col(CustomerIds.FOUNDED_RUN))
        .agg(
            max(col(RECORD_KEY).equalTo(col(FOUNDER))).as("has_founder"),
            min(col(SENIORITY)).as("member_seniority"))
        .select(
            col(COMPONENT_ID),
            col(FORMER_ID),
            col("has_founder"),
            col("id_seniority"),
            col("member_seniority"),
            col(CustomerIds.FOUNDED_RUN));
  }

  /**
   * The id of each set: component_id, customer_id and the most senior record, which founds the id
   * if it is new.
   *
   * @param kept component_id and the customer_id it keeps
   */
  static Dataset<Row> customers(
      Dataset<Row> ranked, Dataset<Row> kept, Dataset<Row> ids, Dataset<Row> lastLinks) {
    Dataset<Row> held =
        ids.join(lastLinks.select(col(CUSTOMER_ID)).distinct(), CUSTOMER_ID)
            .groupBy(col(FOUNDER).as("holder"))
            .agg(collect_set(col(CUSTOMER_ID)).as("held"));
    Column senior = col("senior.record_key");
    return ranked
        .groupBy(col(COMPONENT_ID))
        .agg(min(col(SENIORITY)).as("senior"))
        .join(kept, new String[] {COMPONENT_ID}, "left")
        .join(held, senior.equalTo(col("holder")), "left")
        .select(
            col(COMPONENT_ID),
            coalesce(col(CUSTOMER_ID), newId(senior, col("held"))).as(CUSTOMER_ID),
            senior.as(FOUNDER));
  }

  /**
   * The first id of the founder that nobody holds: a founder that left its customer finds its first
   * id in use, a customer that comes back finds its own again.
   */
  private static Column newId(Column founder, Column heldOrNull) {
    Column held = coalesce(heldOrNull, array().cast(Types.STRINGS));
    Column candidates =
        transform(sequence(lit(0), size(held)), number -> derivedId(founder, number));
    return get(filter(candidates, id -> not(array_contains(held, id))), lit(0));
  }

  private static Column derivedId(Column founder, Column number) {
    return concat(
        lit("c"),
        substring(
            sha2(concat_ws("|", lit("customer"), number, founder).cast("binary"), 256),
            1,
            HEX_DIGITS));
  }
}

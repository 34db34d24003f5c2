package io.tributary.identity;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Which record carries which identifier, with what the limits need to know of the record. Deleted
 * carriers stay in, not live: on a shared device every login counts that ever appeared.
 */
final class Carriers {
  static final String RECORD_KEY = Identifiers.RECORD_KEY;
  static final String IDENTIFIER_ID = Identifiers.IDENTIFIER_ID;
  static final String TYPE = Identifiers.TYPE;
  static final String IS_LIVE = "is_live";
  static final String IS_BLOCKED = "is_blocked";

  /** The strongest other identifier of the record. */
  static final String STANDS_FOR = "stands_for";

  /** Whom the record is of, as far as it tells: its full name, or else {@link #STANDS_FOR}. */
  static final String PERSON = "person";

  /** The other payment of the record, if somebody has paid with it twice: a means, not an act. */
  static final String PAYER = "payer";

  /** Smallest and greatest login of the record. */
  static final String FIRST_LOGIN = "first_login";

  static final String LAST_LOGIN = "last_login";

  /** Match form of the given name. */
  static final String GIVEN_NAME = "given_name";

  static final String BIRTH_DATE = CustomerRecords.BIRTH_DATE;

  private Carriers() {}

  static Dataset<Row> of(
      Dataset<Row> identifiers, Dataset<Row> records, LinkCustomers.Config config) {
    WindowSpec record = Window.partitionBy(col(RECORD_KEY));
    return identifiers
        .where(coalesce(col(Identifiers.IS_VALID), lit(false)))
        .join(owners(records, config.givenNames()), RECORD_KEY)
        .select(
            col(RECORD_KEY),
            col(IDENTIFIER_ID),
            col(TYPE),
            col(GIVEN_NAME),
            col(CustomerRecords.NAME_KEY),
            col(BIRTH_DATE),
            col(Identifiers.FIRST_SEEN_AT),
            count(lit(1)).over(Window.partitionBy(col(IDENTIFIER_ID))).as("carriers"),
            isBlocked(config.rules()).as(IS_BLOCKED),
            not(coalesce(col(Identifiers.IS_DELETED), lit(false))).and(col("owns")).as(IS_LIVE))
        .select(
            col("*"),
            array_sort(collect_set(strong(config.rules())).over(record)).as("strong"),
            array_sort(collect_set(payment(config)).over(record)).as("payments"),
            min(login(config)).over(record).as(FIRST_LOGIN),
            max(login(config)).over(record).as(LAST_LOGIN))
        .select(
            col(RECORD_KEY),
            col(IDENTIFIER_ID),
            col(TYPE),
            col(IS_LIVE),
            col(IS_BLOCKED),
            strongestOther().as(STANDS_FOR),
            coalesce(
                    when(col(CustomerRecords.NAME_KEY).notEqual(""), col(CustomerRecords.NAME_KEY)),
                    strongestOther())
                .as(PERSON),
            otherPayment().as(PAYER),
            col(FIRST_LOGIN),
            col(LAST_LOGIN),
            oneGivenNameForOneName(),
            col(BIRTH_DATE),
            col(Identifiers.FIRST_SEEN_AT));
  }

  /**
   * A record without country may be read by the habits of another one: the same whole name is still
   * one given name.
   */
  private static Column oneGivenNameForOneName() {
    return min(col(GIVEN_NAME))
        .over(Window.partitionBy(col(IDENTIFIER_ID), col(CustomerRecords.NAME_KEY)))
        .as(GIVEN_NAME);
  }

  private static Dataset<Row> owners(Dataset<Row> records, LinkCustomers.GivenNames names) {
    Column words = split(col(CustomerRecords.NAME_KEY), " ");
    // Where nobody knows which word it is, the whole name: brothers would have one given name.
    Column given =
        when(NameOrder.country(names).isNull(), col(CustomerRecords.NAME_KEY))
            .when(NameOrder.isGivenNameLast(names), element_at(words, -1))
            .otherwise(get(words, lit(0)));
    return records.select(
        col(CustomerRecords.RECORD_KEY),
        not(coalesce(col(CustomerRecords.IS_DELETED), lit(false))).as("owns"),
        when(col(CustomerRecords.NAME_KEY).notEqual(""), given).as(GIVEN_NAME),
        col(CustomerRecords.NAME_KEY),
        col(BIRTH_DATE));
  }

  /** Whether a row of {@link Identifiers} counts: the record carries the value, and it is valid. */
  static Column isCarried() {
    return coalesce(col(Identifiers.IS_VALID), lit(false))
        .and(not(coalesce(col(Identifiers.IS_DELETED), lit(false))));
  }

  private static Column isBlocked(IdentifierRules rules) {
    return rules.of(col(TYPE), rule -> col(Identifiers.VALUE).isin(rule.blocked().toArray()));
  }

  private static Column strong(IdentifierRules rules) {
    Column isStrong = rules.of(col(TYPE), rule -> lit(rule.isStrong()));
    Column priority = rules.of(col(TYPE), rule -> lit(rule.priority()));
    return when(
        col(IS_LIVE).and(not(coalesce(col(IS_BLOCKED), lit(true)))).and(isStrong),
        struct(priority.as("priority"), col(IDENTIFIER_ID).as("id")));
  }

  private static Column strongestOther() {
    Column strongest = get(col("strong"), lit(0)).getField("id");
    return when(strongest.notEqual(col(IDENTIFIER_ID)), strongest)
        .otherwise(get(col("strong"), lit(1)).getField("id"));
  }

  /** A reference of one payment is on one record; a card or wallet that is kept comes back. */
  private static Column payment(LinkCustomers.Config config) {
    return when(
        col(IS_LIVE).and(col(TYPE).equalTo(config.paymentType())).and(col("carriers").gt(1)),
        col(IDENTIFIER_ID));
  }

  private static Column otherPayment() {
    Column first = get(col("payments"), lit(0));
    return when(first.notEqual(col(IDENTIFIER_ID)), first).otherwise(get(col("payments"), lit(1)));
  }

  private static Column login(LinkCustomers.Config config) {
    return when(col(TYPE).equalTo(config.loginType()), col(IDENTIFIER_ID));
  }
}

package io.tributary.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
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
import static org.apache.spark.sql.functions.xxhash64;

import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructType;

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

  /** Match form of the whole name. */
  static final String NAME = "name";

  /** Match form of the given name. */
  static final String GIVEN_NAME = "given_name";

  static final String BIRTH_DATE = CustomerRecords.BIRTH_DATE;

  /** What is only compared is a hash here, which is small. */
  static final StructType COLUMNS =
      new StructType()
          .add(RECORD_KEY, Types.STRING)
          .add(IDENTIFIER_ID, Types.STRING)
          .add(TYPE, Types.STRING)
          .add(IS_LIVE, Types.BOOLEAN)
          .add(IS_BLOCKED, Types.BOOLEAN)
          .add(PERSON, Types.LONG)
          .add(PAYER, Types.LONG)
          .add(STANDS_FOR, Types.LONG)
          .add(FIRST_LOGIN, Types.LONG)
          .add(LAST_LOGIN, Types.LONG)
          .add(NAME, Types.LONG)
          .add(GIVEN_NAME, Types.STRING)
          .add(BIRTH_DATE, Types.DAY)
          .add(Identifiers.FIRST_SEEN_AT, Types.INSTANT)
          .add(CustomerRecords.FIRST_RUN, Types.LONG);

  private static final String RETURNS = "returns";
  private static final String STRONG = "strong";
  private static final String PAYMENT = "payment";
  private static final String LOGIN = "login";
  private static final String SMALLEST = "smallest_";
  private static final String NEXT = "next_";

  private Carriers() {}

  /** Rows of {@link #COLUMNS}. */
  static Dataset<Row> of(
      Dataset<Row> identifiers, Dataset<Row> records, LinkCustomers.Config config) {
    IdentifierRules rules = config.rules();
    Dataset<Row> carried =
        returning(
                identifiers.where(coalesce(col(Identifiers.IS_VALID), lit(false))),
                config.paymentType())
            .join(owners(records, config.givenNames()), RECORD_KEY)
            .select(
                col(RECORD_KEY),
                col(IDENTIFIER_ID),
                col(TYPE),
                not(coalesce(col(Identifiers.IS_DELETED), lit(false))).and(col("owns")).as(IS_LIVE),
                isBlocked(rules).as(IS_BLOCKED),
                col(NAME),
                col(GIVEN_NAME),
                col(BIRTH_DATE),
                col(Identifiers.FIRST_SEEN_AT),
                col(CustomerRecords.FIRST_RUN),
                col(RETURNS));
    return ofRecord(
            carried.select(
                col("*"),
                strong(rules).as(STRONG),
                when(col(IS_LIVE).and(col(RETURNS)), col(IDENTIFIER_ID)).as(PAYMENT),
                when(col(TYPE).equalTo(config.loginType()), xxhash64(col(IDENTIFIER_ID)))
                    .as(LOGIN)))
        .select(
            col(RECORD_KEY),
            col(IDENTIFIER_ID),
            col(TYPE),
            col(IS_LIVE),
            col(IS_BLOCKED),
            hash(coalesce(col(NAME), strongestOther())).as(PERSON),
            hash(other(PAYMENT)).as(PAYER),
            hash(strongestOther()).as(STANDS_FOR),
            col(FIRST_LOGIN),
            col(LAST_LOGIN),
            hash(col(NAME)).as(NAME),
            col(GIVEN_NAME),
            col(BIRTH_DATE),
            col(Identifiers.FIRST_SEEN_AT),
            col(CustomerRecords.FIRST_RUN));
  }

  /** Whether a payment is on several records: a card or wallet that is kept, not one payment. */
  private static Dataset<Row> returning(Dataset<Row> identifiers, String paymentType) {
    Column isPayment = col(TYPE).equalTo(paymentType);
    Column carriers = count(lit(1)).over(Window.partitionBy(col(IDENTIFIER_ID)));
    return identifiers
        .where(not(isPayment))
        .withColumn(RETURNS, lit(false))
        .unionByName(identifiers.where(isPayment).withColumn(RETURNS, carriers.gt(1)));
  }

  /** With what the other identifiers of the record say. */
  private static Dataset<Row> ofRecord(Dataset<Row> carried) {
    WindowSpec record = Window.partitionBy(col(RECORD_KEY));
    return carried
        .select(
            col("*"),
            min(col(STRONG)).over(record).as(SMALLEST + STRONG),
            min(col(PAYMENT)).over(record).as(SMALLEST + PAYMENT),
            min(col(LOGIN)).over(record).as(FIRST_LOGIN),
            max(col(LOGIN)).over(record).as(LAST_LOGIN))
        .select(
            col("*"),
            next(STRONG).over(record).as(NEXT + STRONG),
            next(PAYMENT).over(record).as(NEXT + PAYMENT));
  }

  private static Column next(String column) {
    return min(when(col(column).notEqual(col(SMALLEST + column)), col(column)));
  }

  /** The smallest in the record that is not the row's own. */
  private static Column other(String column) {
    return when(col(SMALLEST + column).notEqual(col(IDENTIFIER_ID)), col(SMALLEST + column))
        .otherwise(col(NEXT + column));
  }

  private static Column hash(Column value) {
    return when(value.isNotNull(), xxhash64(value));
  }

  private static Dataset<Row> owners(Dataset<Row> records, LinkCustomers.GivenNames names) {
    Column words = split(col(CustomerRecords.NAME_KEY), " ");
    // Where nobody knows which word it is, the whole name: brothers would have one given name.
    Column given =
        when(NameOrder.country(names).isNull(), col(CustomerRecords.NAME_KEY))
            .when(NameOrder.isGivenNameLast(names), element_at(words, -1))
            .otherwise(get(words, lit(0)));
    Column hasName = col(CustomerRecords.NAME_KEY).notEqual("");
    return records.select(
        col(CustomerRecords.RECORD_KEY),
        not(coalesce(col(CustomerRecords.IS_DELETED), lit(false))).as("owns"),
        when(hasName, col(CustomerRecords.NAME_KEY)).as(NAME),
        when(hasName, given).as(GIVEN_NAME),
        col(BIRTH_DATE),
        Clusters.firstRun().as(CustomerRecords.FIRST_RUN));
  }

  /** Whether a row of {@link Identifiers} counts: the record carries the value, and it is valid. */
  static Column isCarried() {
    return coalesce(col(Identifiers.IS_VALID), lit(false))
        .and(not(coalesce(col(Identifiers.IS_DELETED), lit(false))));
  }

  private static Column isBlocked(IdentifierRules rules) {
    return coalesce(
        rules.of(col(TYPE), rule -> col(Identifiers.VALUE).isin(rule.blocked().toArray())),
        lit(false));
  }

  private static Column strong(IdentifierRules rules) {
    Column isStrong = rules.of(col(TYPE), rule -> lit(rule.isStrong()));
    Column priority = rules.of(col(TYPE), rule -> lit(rule.priority()));
    return when(
        col(IS_LIVE).and(not(col(IS_BLOCKED))).and(isStrong),
        struct(priority.as("priority"), col(IDENTIFIER_ID).as("id")));
  }

  private static Column strongestOther() {
    Column strongest = col(SMALLEST + STRONG).getField("id");
    return when(strongest.notEqual(col(IDENTIFIER_ID)), strongest)
        .otherwise(col(NEXT + STRONG).getField("id"));
  }
}

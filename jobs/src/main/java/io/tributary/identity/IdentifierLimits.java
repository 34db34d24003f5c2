package io.tributary.identity;

import static io.tributary.identity.Carriers.FIRST_LOGIN;
import static io.tributary.identity.Carriers.GIVEN_NAME;
import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.IS_BLOCKED;
import static io.tributary.identity.Carriers.IS_LIVE;
import static io.tributary.identity.Carriers.LAST_LOGIN;
import static io.tributary.identity.Carriers.PAYER;
import static io.tributary.identity.Carriers.PERSON;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.Carriers.STANDS_FOR;
import static io.tributary.identity.Carriers.TYPE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.silver.IdentifierStatus;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which identifiers may link, and why not the others. The customers on a value are told apart by
 * their full names, or without one by another identifier of theirs: a guest who gets a new CRM row
 * with each order is one. Those who pay are counted by themselves, for a phone that a cashier
 * enters in place of each customer's is on records with nothing else.
 */
final class IdentifierLimits {
  static final String OK = "OK";
  static final String HOT = "HOT";
  static final String BLOCKED = "BLOCKED";

  /** One name on more than so many times {@code max-carriers} accounts is that of nobody. */
  private static final int ACCOUNTS_OF_A_NAME = 10;

  private static final String SEVERAL_LOGINS = "several logins";
  private static final String TOO_MANY = "max-carriers";
  private static final String TOO_MANY_PAYERS = "max-carriers by payment";
  private static final String TOO_MANY_ACCOUNTS = "max-carriers by account";

  private static final String PERSONS = "persons";
  private static final String PAYERS = "payers";
  private static final String ACCOUNTS = "accounts";

  /** The smallest live carrier. */
  static final String SMALLEST_CARRIER = "smallest_carrier";

  /** Whether live carriers of the value have different given names and the type minds. */
  static final String IS_SHARED = "is_shared";

  private IdentifierLimits() {}

  /**
   * @param carriers rows of {@link Carriers}
   * @return columns of {@link IdentifierStatus}, {@link #SMALLEST_CARRIER} and {@link #IS_SHARED}
   */
  static Dataset<Row> judge(Dataset<Row> carriers, IdentifierRules rules) {
    Column reason = reason(rules);
    return carriers
        .groupBy(col(IDENTIFIER_ID), col(TYPE))
        .agg(
            max(col(IS_LIVE)).as(IS_LIVE),
            max(col(IS_BLOCKED)).as(IS_BLOCKED),
            count_distinct(when(col(IS_LIVE), col(PERSON))).as(PERSONS),
            count_distinct(when(col(IS_LIVE), col(PAYER))).as(PAYERS),
            count_distinct(when(col(IS_LIVE), col(STANDS_FOR))).as(ACCOUNTS),
            min(col(FIRST_LOGIN)).as(FIRST_LOGIN),
            max(col(LAST_LOGIN)).as(LAST_LOGIN),
            min(when(col(IS_LIVE), col(GIVEN_NAME))).as("first_name"),
            max(when(col(IS_LIVE), col(GIVEN_NAME))).as("last_name"),
            min(when(col(IS_LIVE), col(RECORD_KEY))).as(SMALLEST_CARRIER))
        .where(col(IS_LIVE))
        .select(
            col(IDENTIFIER_ID),
            col(TYPE),
            carrierCount(reason).as(IdentifierStatus.CARRIER_COUNT),
            status(reason).as(IdentifierStatus.STATUS),
            reason.as(IdentifierStatus.REASON),
            col(SMALLEST_CARRIER),
            rules
                .of(col(TYPE), rule -> lit(rule.sharedByName()))
                .and(col("first_name").notEqual(col("last_name")))
                .as(IS_SHARED));
  }

  /** The judged identifiers as rows of {@link IdentifierStatus}. */
  static Dataset<Row> table(Dataset<Row> judged) {
    return judged.select(
        col(IDENTIFIER_ID),
        col(TYPE),
        col(IdentifierStatus.CARRIER_COUNT),
        col(IdentifierStatus.STATUS),
        col(IdentifierStatus.REASON));
  }

  private static Column reason(IdentifierRules rules) {
    Column maxCarriers = rules.of(col(TYPE), rule -> lit(rule.maxCarriers()));
    Column oneLogin = rules.of(col(TYPE), rule -> lit(rule.oneLogin()));
    Column mostAccounts = maxCarriers.multiply(ACCOUNTS_OF_A_NAME);
    return when(col(IS_BLOCKED).isNull(), "type without a rule")
        .when(col(IS_BLOCKED), "blocked value")
        .when(oneLogin.and(col(FIRST_LOGIN).notEqual(col(LAST_LOGIN))), SEVERAL_LOGINS)
        .when(maxCarriers.gt(0).and(col(PERSONS).gt(maxCarriers)), TOO_MANY)
        .when(maxCarriers.gt(0).and(col(PAYERS).gt(maxCarriers)), TOO_MANY_PAYERS)
        .when(maxCarriers.gt(0).and(col(ACCOUNTS).gt(mostAccounts)), TOO_MANY_ACCOUNTS);
  }

  /** Whom the limit counted that was broken; where none was, those told apart by name. */
  private static Column carrierCount(Column reason) {
    return when(reason.equalTo(TOO_MANY_PAYERS), col(PAYERS))
        .when(reason.equalTo(TOO_MANY_ACCOUNTS), col(ACCOUNTS))
        .otherwise(greatest(col(PERSONS), lit(1L)));
  }

  private static Column status(Column reason) {
    return when(reason.isNull(), OK)
        .when(reason.isin(SEVERAL_LOGINS, TOO_MANY, TOO_MANY_PAYERS, TOO_MANY_ACCOUNTS), HOT)
        .otherwise(BLOCKED);
  }
}

package io.tributary.identity;

import static io.tributary.identity.Carriers.BIRTH_DATE;
import static io.tributary.identity.Carriers.GIVEN_NAME;
import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.Carriers.TYPE;
import static org.apache.spark.sql.functions.col;

import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

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

  /** The smallest live carrier. */
  static final String SMALLEST_CARRIER = "smallest_carrier";

  /** Whether live carriers of the value have different given names and the type minds. */
  static final String IS_SHARED = "is_shared";

  /** Whether no other live record carries the value: it links nobody then. */
  static final String IS_ALONE = "is_alone";

  /**
   * A live carrier of a value that may link, with what is said of the value; of any other value
   * only its smallest carrier.
   */
  static final StructType JUDGED =
      new StructType()
          .add(RECORD_KEY, Types.STRING)
          .add(IDENTIFIER_ID, Types.STRING)
          .add(TYPE, Types.STRING)
          .add(GIVEN_NAME, Types.STRING)
          .add(BIRTH_DATE, Types.DAY)
          .add(Identifiers.FIRST_SEEN_AT, Types.INSTANT)
          .add(IdentifierStatus.CARRIER_COUNT, Types.LONG)
          .add(IdentifierStatus.STATUS, Types.STRING)
          .add(IdentifierStatus.REASON, Types.STRING)
          .add(SMALLEST_CARRIER, Types.STRING)
          .add(IS_SHARED, Types.BOOLEAN)
          .add(IS_ALONE, Types.BOOLEAN)
          .add(CustomerRecords.FIRST_RUN, Types.LONG);

  private IdentifierLimits() {}

  /**
   * @param carriers rows of {@link Carriers}
   * @return rows of {@link #JUDGED}
   */
  static Dataset<Row> judge(Dataset<Row> carriers, IdentifierRules rules) {
    Map<String, CarriedValue.Rule> counted = new TreeMap<>();
    rules
        .types()
        .forEach(
            (type, rule) ->
                counted.put(
                    type,
                    new CarriedValue.Rule(
                        rule.maxCarriers(), rule.oneLogin(), rule.sharedByName())));
    FlatMapGroupsFunction<String, Row, Row> judge =
        (id, rows) -> {
          CarriedValue value = new CarriedValue(counted);
          rows.forEachRemaining(value::add);
          return value.judged();
        };
    return carriers
        .groupBy(col(IDENTIFIER_ID))
        .as(Encoders.STRING(), Encoders.row(Carriers.COLUMNS))
        .flatMapGroups(judge, Encoders.row(JUDGED));
  }

  /** The judged identifiers as rows of {@link IdentifierStatus}. */
  static Dataset<Row> table(Dataset<Row> judged) {
    return judged
        .where(col(RECORD_KEY).equalTo(col(SMALLEST_CARRIER)))
        .select(
            col(IDENTIFIER_ID),
            col(TYPE),
            col(IdentifierStatus.CARRIER_COUNT),
            col(IdentifierStatus.STATUS),
            col(IdentifierStatus.REASON));
  }
}

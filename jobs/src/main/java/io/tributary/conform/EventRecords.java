package io.tributary.conform;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_size;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.columns.IdentifierCells;
import io.tributary.columns.Keys;
import io.tributary.columns.PersonNames;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.KindFields;
import io.tributary.tables.silver.CustomerRecordVersions;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.Sessions;
import io.tributary.tables.silver.Transactions;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Logins and sightings: the records that events stand for. An <em>encounter</em> is one event that
 * shows identifiers of one record.
 */
final class EventRecords {
  static final String LOGIN = "LOGIN";
  static final String SIGHTING = "SIGHTING";

  /** Identifiers of the encounter, as {@link IdentifierCells#LIST}. */
  static final String IDENTIFIERS = "identifiers";

  static final String SEEN_FROM = "seen_from";
  static final String SEEN_UNTIL = "seen_until";
  static final String DELIVERED_ON = "delivered_on";
  static final String NAME = "name";

  private static final String ACCOUNT = "_account";
  private static final String SHOWN = "_shown";

  private EventRecords() {}

  /** Encounters on tickets (see {@link Tickets#of}). */
  static Dataset<Row> onTickets(Dataset<Row> tickets) {
    return tickets
        .where(col(Transactions.RECORD_KEY).isNotNull())
        .select(
            col(Transactions.RECORD_KEY).as(CustomerRecords.RECORD_KEY),
            source(col(Tickets.ACCOUNT), col(Transactions.SOURCE)),
            kind(col(Tickets.ACCOUNT)),
            col(Transactions.OCCURRED_AT).as(SEEN_FROM),
            col(Transactions.OCCURRED_AT).as(SEEN_UNTIL),
            col(Tickets.DELIVERED_ON).as(DELIVERED_ON),
            col(Tickets.CUSTOMER_NAME).as(NAME),
            col(Tickets.IDENTIFIERS).as(IDENTIFIERS));
  }

  /**
   * Encounters in visits (see {@link Visits#of}): one for the record of the visit, and if it saw
   * several accounts, one for each of them.
   */
  static Dataset<Row> inVisits(Dataset<Row> visits, Reference reference) {
    Column isShared = array_size(col(Visits.ACCOUNTS)).gt(1);
    // Without an account of its own an encounter is the visit's.
    Column visitItself = array(lit(null).cast(Types.STRING));
    Column accounts =
        when(isShared, concat(visitItself, col(Visits.ACCOUNTS)))
            .when(array_size(col(Visits.ACCOUNTS)).equalTo(1), col(Visits.ACCOUNTS))
            .otherwise(visitItself);
    Column recordKey =
        when(
                isShared.and(col(ACCOUNT).isNotNull()),
                CarriedIdentifiers.loginKey(reference.hmac(), col(ACCOUNT)))
            .otherwise(col(Sessions.RECORD_KEY));
    return visits
        .withColumn(ACCOUNT, explode(accounts))
        .select(
            recordKey.as(CustomerRecords.RECORD_KEY),
            source(col(ACCOUNT), col(Sessions.SOURCE)),
            kind(col(ACCOUNT)),
            col(Sessions.STARTED_AT).as(SEEN_FROM),
            col(Sessions.ENDED_AT).as(SEEN_UNTIL),
            col(Visits.DELIVERED_ON).as(DELIVERED_ON),
            lit(null).cast(Types.STRING).as(NAME),
            ownAndShared().as(IDENTIFIERS))
        .where(col(CustomerRecords.RECORD_KEY).isNotNull());
  }

  /** A record never carries the account of another login. */
  private static Column ownAndShared() {
    Column own = CarriedIdentifiers.scoped(KindFields.ACCOUNT, col(ACCOUNT));
    Column others =
        filter(
            col(Visits.IDENTIFIERS),
            one -> one.getField(Identifiers.TYPE).notEqual(KindFields.ACCOUNT));
    return CarriedIdentifiers.union(own, others);
  }

  /** Accounts that live CRM rows name: a login that nothing else has shown yet. */
  static Dataset<Row> onRecords(Dataset<Row> versions, Reference reference) {
    return versions
        .where(
            col(RecordVersions.IS_LATEST)
                .and(not(col(CustomerRecordVersions.IS_DELETED)))
                .and(not(col(LatestVersions.IS_ABSENT))))
        .withColumn(ACCOUNT, explode(col(NormalisedRecords.IDENTIFIERS)))
        .where(col(ACCOUNT).getField(Identifiers.TYPE).equalTo(KindFields.ACCOUNT))
        .select(
            CarriedIdentifiers.loginKey(
                    reference.hmac(),
                    col(ACCOUNT).getField(Identifiers.NAMESPACE),
                    col(ACCOUNT).getField(Identifiers.VALUE))
                .as(CustomerRecords.RECORD_KEY),
            col(ACCOUNT).getField(Identifiers.NAMESPACE).as(CustomerRecords.SOURCE),
            lit(LOGIN).as(CustomerRecords.KIND),
            col(CustomerRecordVersions.VALID_FROM).as(SEEN_FROM),
            col(CustomerRecordVersions.VALID_FROM).as(SEEN_UNTIL),
            col(CustomerRecordVersions.DELIVERED_ON).as(DELIVERED_ON),
            lit(null).cast(Types.STRING).as(NAME),
            array(col(ACCOUNT)).cast(IdentifierCells.LIST).as(IDENTIFIERS));
  }

  /** A login belongs to its namespace, whichever feed showed it. */
  private static Column source(Column account, Column source) {
    return coalesce(CarriedIdentifiers.namespace(account), source).as(CustomerRecords.SOURCE);
  }

  private static Column kind(Column account) {
    return when(account.isNotNull(), LOGIN).otherwise(SIGHTING).as(CustomerRecords.KIND);
  }

  /**
   * The stored logins and sightings that hits may have shown which are gone. A sighting is
   * remembered while a session shows it; what only a withdrawn ticket showed is not. Logins are all
   * remembered: a session under several accounts names none of them.
   *
   * @param stored rows of {@link CustomerRecords}
   * @param sessions rows of {@link Sessions}
   * @return some of the stored rows
   */
  static Dataset<Row> remembered(Dataset<Row> stored, Dataset<Row> sessions) {
    Dataset<Row> shown =
        sessions
            .select(col(Sessions.RECORD_KEY).as(SHOWN))
            .where(col(SHOWN).isNotNull())
            .distinct();
    Column isLogin = col(CustomerRecords.KIND).equalTo(LOGIN);
    return stored
        .where(isLogin.or(col(CustomerRecords.KIND).equalTo(SIGHTING)))
        .join(shown, col(CustomerRecords.RECORD_KEY).equalTo(col(SHOWN)), "left")
        .where(isLogin.or(col(SHOWN).isNotNull()))
        .drop(SHOWN);
  }

  /**
   * One row for each login and sighting: the columns of {@link CustomerRecords} but {@code
   * first_run}. What is remembered counts as seen, because the hits that showed it may be gone;
   * names come from tickets, which stay.
   *
   * @param memory see {@link #remembered}
   */
  static Dataset<Row> of(Dataset<Row> encounters, Dataset<Row> memory, Reference reference) {
    Column nothing = lit(null).cast(Types.STRING);
    Dataset<Row> remembered =
        memory.select(
            col(CustomerRecords.RECORD_KEY),
            col(CustomerRecords.SOURCE),
            col(CustomerRecords.KIND),
            col(CustomerRecords.UPDATED_AT).as(SEEN_UNTIL),
            col(CustomerRecords.FIRST_DELIVERED_ON).as(DELIVERED_ON),
            nothing.as(NAME));
    Dataset<Row> records =
        encounters
            .drop(IDENTIFIERS, SEEN_FROM)
            .unionByName(remembered)
            .groupBy(CustomerRecords.RECORD_KEY)
            .agg(
                min(CustomerRecords.SOURCE).as(CustomerRecords.SOURCE),
                min(CustomerRecords.KIND).as(CustomerRecords.KIND),
                min(DELIVERED_ON).as(CustomerRecords.FIRST_DELIVERED_ON),
                max(SEEN_UNTIL).as(CustomerRecords.UPDATED_AT),
                max(when(col(NAME).isNotNull(), struct(SEEN_UNTIL, NAME)))
                    .getField(NAME)
                    .as(CustomerRecords.FULL_NAME));
    return named(records, reference);
  }

  /** A name is read by the habits of the default country; no country is stated of the buyer. */
  private static Dataset<Row> named(Dataset<Row> records, Reference reference) {
    Column name = col(CustomerRecords.FULL_NAME);
    Column country = lit(reference.country());
    Column parts = PersonNames.split(name, country);
    Map<String, Column> values =
        Map.of(
            CustomerRecords.FULL_NAME,
            PersonNames.display(name),
            CustomerRecords.FAMILY_NAME,
            parts.getField(PersonNames.FAMILY),
            CustomerRecords.GIVEN_NAME,
            parts.getField(PersonNames.GIVEN),
            CustomerRecords.NAME_KEY,
            PersonNames.match(name, country),
            CustomerRecords.IS_DELETED,
            lit(false),
            CustomerRecords.QUALITY_FLAGS,
            array().cast(Types.STRINGS),
            CustomerRecords.CONTENT_HASH,
            Keys.hmac(reference.hmac(), Keys.rowHash(name).cast(Types.STRING)));
    List<String> stated = List.of(records.columns());
    return records.select(
        CustomerRecords.TABLE.fields().stream()
            .filter(field -> !field.name().equals(CustomerRecords.FIRST_RUN))
            .map(
                field ->
                    values
                        .getOrDefault(
                            field.name(),
                            stated.contains(field.name())
                                ? col(field.name())
                                : lit(null).cast(field.type()))
                        .as(field.name()))
            .toArray(Column[]::new));
  }
}

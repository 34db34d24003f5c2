package io.tributary.conform;

import static io.tributary.conform.Values.instant;
import static io.tributary.conform.Values.text;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import io.tributary.columns.IdentifierCells;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.bronze.KindFields;
import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.Consents;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** What customers decided, and how they answered: by contact point or by record. */
final class Decisions {
  static final String RECORD = "RECORD";
  static final String IDENTIFIER = "IDENTIFIER";

  static final String WITHOUT_SUBJECT = "without a readable subject: ";
  static final String DENIALS_WITHOUT_SUBJECT = "denials " + WITHOUT_SUBJECT;
  static final String WITHOUT_SCOPE = "without purpose or channel: ";

  private static final String DENIED = "DENIED";
  private static final String MARKETING = "marketing";
  private static final String CAMPAIGN = "campaign";
  private static final String OF_IDENTIFIER = "identifier_id";
  private static final String OWN_ID = "_own_id";
  private static final String OWN_KEY = "_own_key";
  private static final String POSITION = "_position";
  private static final int ID_HEX_DIGITS = 32;

  private static final List<String> SCOPED_TYPES =
      List.of(KindFields.CRM, KindFields.ACCOUNT, KindFields.CARD);

  private Decisions() {}

  /**
   * Every delivered row with {@code identifier_id}, the pseudonym of its subject; a cell with two
   * contact points is two rows, one whose subject cannot be read has null.
   *
   * @param delivered rows of {@code bronze.consents}
   */
  static Dataset<Row> subjects(Dataset<Row> delivered, Reference reference) {
    Column on = Values.businessDay(instant(KindFields.DECIDED_AT), reference.zone());
    Column subject = text(KindFields.SUBJECT);
    Column type = subjectType();
    Column cells =
        reference
            .cells()
            .read(
                SCOPED_TYPES,
                array(
                    SCOPED_TYPES.stream()
                        .map(scope -> when(type.equalTo(scope), subject))
                        .toArray(Column[]::new)),
                array(when(type.equalTo(IdentifierCells.EMAIL), subject)),
                array(when(type.equalTo(IdentifierCells.PHONE), subject)),
                lit(null).cast(Types.STRING),
                on);
    return delivered
        .withColumn("_one", explode_outer(cells.getField(IdentifierCells.IDENTIFIERS)))
        .withColumn(
            OF_IDENTIFIER,
            CarriedIdentifiers.id(
                reference.hmac(),
                col("_one").getField(Identifiers.NAMESPACE),
                col("_one").getField(Identifiers.TYPE),
                col("_one").getField(Identifiers.VALUE)))
        .drop("_one");
  }

  /** A campaign's file may name addresses without saying of which type. */
  private static Column subjectType() {
    return coalesce(
        lower(text(KindFields.SUBJECT_TYPE)),
        when(text(KindFields.SUBJECT).contains("@"), IdentifierCells.EMAIL)
            .otherwise(IdentifierCells.PHONE));
  }

  /**
   * Which record an identifier of a CRM, a card or a login stands for.
   *
   * @return {@code _own_id, _own_key}
   */
  static Dataset<Row> owners(Dataset<Row> records, Dataset<Row> identifiers) {
    Column isOwn =
        own(DeliveredRecords.CRM, KindFields.CRM)
            .or(own(DeliveredRecords.CARD, KindFields.CARD))
            .or(own(EventRecords.LOGIN, KindFields.ACCOUNT));
    return identifiers
        .as("i")
        .join(
            records.as("r"),
            col("i." + Identifiers.RECORD_KEY).equalTo(col("r." + CustomerRecords.RECORD_KEY)))
        .where(isOwn)
        .select(
            col("i." + Identifiers.IDENTIFIER_ID).as(OWN_ID),
            col("i." + Identifiers.RECORD_KEY).as(OWN_KEY));
  }

  private static Column own(String kind, String type) {
    return col("r." + CustomerRecords.KIND)
        .equalTo(kind)
        .and(col("i." + Identifiers.TYPE).equalTo(type));
  }

  /**
   * Decisions by subject. The subject is the record for ids of a CRM, cards and accounts (their
   * identifier while there is no such record yet), else the identifier. Of two decisions of one
   * subject at one time in one file the denial stands. One withdrawal by a campaign may be two
   * decisions, see {@link #purposes}.
   *
   * @param subjects see {@link #subjects}
   * @param owners see {@link #owners}
   * @return rows of {@link Consents}
   */
  static Dataset<Row> consents(Dataset<Row> subjects, Dataset<Row> owners, Reference reference) {
    Column isContact = subjectType().isin(IdentifierCells.EMAIL, IdentifierCells.PHONE);
    Column isRecord = col(OWN_KEY).isNotNull().and(isContact.equalTo(false));
    Dataset<Row> decisions =
        subjects
            .where(isDecision().and(col(OF_IDENTIFIER).isNotNull()).and(not(isOpen())))
            .join(owners, col(OF_IDENTIFIER).equalTo(col(OWN_ID)), "left")
            .select(
                when(isRecord, RECORD).otherwise(IDENTIFIER).as(Consents.SUBJECT_TYPE),
                when(isRecord, col(OWN_KEY)).otherwise(col(OF_IDENTIFIER)).as(Consents.SUBJECT_KEY),
                explode(purposes()).as(Consents.PURPOSE),
                channel().as(Consents.CHANNEL),
                decidedAt(reference).as(Consents.OCCURRED_AT),
                col(DeliveredRows.FILE_ID).as(Consents.FILE_ID),
                state().as(Consents.STATE),
                col(DeliveredRows.SOURCE).as(Consents.SOURCE),
                coalesce(lower(text(KindFields.METHOD)), when(isCampaign(), CAMPAIGN))
                    .as(Consents.METHOD),
                text(KindFields.EVIDENCE).as(Consents.EVIDENCE),
                text(KindFields.POLICY_VERSION).as(Consents.POLICY_VERSION),
                text(KindFields.PLACE).as(Consents.PLACE),
                col(DeliveredRows.LINE_NO));
    Column position =
        row_number()
            .over(
                Window.partitionBy(
                        Consents.TABLE.key().stream()
                            .map(org.apache.spark.sql.functions::col)
                            .toArray(Column[]::new))
                    .orderBy(col(Consents.STATE), col(DeliveredRows.LINE_NO)));
    return decisions
        .withColumn(POSITION, position)
        .where(col(POSITION).equalTo(1))
        .drop(POSITION, DeliveredRows.LINE_NO);
  }

  /**
   * Why a delivered row decides nothing though it should, with its source: a text for the report,
   * null where nothing is wrong.
   */
  static Column leftOut() {
    return concat(
        when(col(OF_IDENTIFIER).isNull().and(state().equalTo(DENIED)), DENIALS_WITHOUT_SUBJECT)
            .when(col(OF_IDENTIFIER).isNull(), WITHOUT_SUBJECT)
            .when(isDecision().and(isOpen()), WITHOUT_SCOPE),
        col(DeliveredRows.SOURCE));
  }

  private static Column isDecision() {
    return state().isNotNull();
  }

  /** As stated; but who unsubscribes or complains withdraws, whatever the source states. */
  private static Column state() {
    return when(isWithdrawal(), DENIED).otherwise(upper(text(KindFields.STATE)));
  }

  private static Column isWithdrawal() {
    return lower(text(KindFields.RESPONSE)).isin(CampaignResponses.WITHDRAWALS.toArray());
  }

  private static Column isCampaign() {
    return text(KindFields.RESPONSE).isNotNull();
  }

  /** A decision on nothing, or on no channel, says nothing that could be obeyed. */
  private static Column isOpen() {
    return purpose().isNull().or(channel().isNull());
  }

  private static Column purpose() {
    return coalesce(lower(text(KindFields.PURPOSE)), when(isCampaign(), MARKETING));
  }

  /**
   * What a decision is on. Who unsubscribes wants no more messages on the channel, whatever the
   * sender calls their purpose: that withdraws from it, and from marketing too.
   */
  private static Column purposes() {
    return array_distinct(array(purpose(), when(isWithdrawal(), MARKETING).otherwise(purpose())));
  }

  private static Column channel() {
    return lower(text(KindFields.CHANNEL));
  }

  /**
   * Responses to campaigns, each once.
   *
   * @param subjects see {@link #subjects}
   * @return rows of {@link CampaignResponses}
   */
  static Dataset<Row> responses(Dataset<Row> subjects, Reference reference) {
    Column key =
        concat_ws(
            "|",
            array(
                col(DeliveredRows.SOURCE),
                coalesce(text(KindFields.CAMPAIGN_ID), lit("")),
                coalesce(text(KindFields.MESSAGE_ID), lit("")),
                col(OF_IDENTIFIER),
                lower(text(KindFields.RESPONSE)),
                unix_micros(decidedAt(reference)).cast(Types.STRING)));
    return subjects
        .where(text(KindFields.RESPONSE).isNotNull().and(col(OF_IDENTIFIER).isNotNull()))
        .select(
            substring(sha2(key.cast("binary"), 256), 1, ID_HEX_DIGITS)
                .as(CampaignResponses.RESPONSE_ID),
            col(DeliveredRows.SOURCE).as(CampaignResponses.SOURCE),
            text(KindFields.CAMPAIGN_ID).as(CampaignResponses.CAMPAIGN_ID),
            channel().as(CampaignResponses.CHANNEL),
            col(OF_IDENTIFIER).as(CampaignResponses.IDENTIFIER_ID),
            lower(text(KindFields.RESPONSE)).as(CampaignResponses.RESPONSE),
            decidedAt(reference).as(CampaignResponses.RESPONDED_AT),
            Values.businessDay(decidedAt(reference), reference.zone())
                .as(CampaignResponses.BUSINESS_ON))
        .distinct();
  }

  /** A decision without a time is as old as its delivery. */
  private static Column decidedAt(Reference reference) {
    return coalesce(
        instant(KindFields.DECIDED_AT),
        Values.startOf(col(DeliveredRows.DELIVERED_ON), reference.zone()));
  }
}

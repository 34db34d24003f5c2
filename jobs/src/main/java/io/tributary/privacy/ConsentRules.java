package io.tributary.privacy;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.gold.CustomerConsents;
import io.tributary.tables.silver.Consents;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * From events to the state of a customer, for each purpose and channel by itself:
 *
 * <ol>
 *   <li>The latest event of a subject decides; of events at one moment the denial.
 *   <li>The latest decision of a login replaces all older decisions of the customer.
 *   <li>Of the decisions that stand, a denial wins over every grant.
 * </ol>
 *
 * A grant without a reference of evidence stays a grant and says so; of several standing grants one
 * with evidence decides. No event is no row, which means UNKNOWN.
 */
final class ConsentRules {
  private static final String IS_DENIED = "is_denied";
  private static final String DECISION = "decision";
  private static final String LAST_LOGIN_AT = "last_login_at";
  private static final String GRANT_COUNT = "grant_count";

  private ConsentRules() {}

  /**
   * Events that count: grants of listed sources and denials of any, where there is something to
   * decide.
   */
  static Dataset<Row> known(Dataset<Row> events, ResolveConsents.Config config) {
    return events.where(isKnown(config));
  }

  /** All other events. */
  static Dataset<Row> unknown(Dataset<Row> events, ResolveConsents.Config config) {
    return events.where(not(isKnown(config)));
  }

  private static Column isKnown(ResolveConsents.Config config) {
    return isDenied()
        .or(isOneOf(Consents.SOURCE, config.sources()))
        .and(isOneOf(Consents.PURPOSE, config.purposes()))
        .and(isOneOf(Consents.CHANNEL, config.channels()));
  }

  /** A state that is neither is a denial, because only a grant that was meant opens anything. */
  private static Column isDenied() {
    return not(coalesce(col(Consents.STATE).equalTo("GRANTED"), lit(false)));
  }

  private static Column isOneOf(String column, List<String> values) {
    return coalesce(col(column).isin(values.toArray()), lit(false));
  }

  /**
   * One row a subject, purpose and channel: its latest decision. A grant dated at or after the
   * as-of is not given yet; a denial counts as soon as it is delivered, whatever its date.
   */
  static Dataset<Row> decisions(Dataset<Row> events, Instant asOf) {
    Column isDenied = isDenied();
    Column hasEvidence =
        not(isDenied).and(not(coalesce(trim(col(Consents.EVIDENCE)), lit("")).equalTo("")));
    return events
        .where(isDenied.or(col(Consents.OCCURRED_AT).lt(lit(Timestamp.from(asOf)))))
        .groupBy(
            col(Consents.SUBJECT_TYPE),
            col(Consents.SUBJECT_KEY),
            col(Consents.PURPOSE),
            col(Consents.CHANNEL))
        .agg(
            // The greatest of a struct is the latest; at one moment the denial, then evidence.
            max(struct(
                    col(Consents.OCCURRED_AT),
                    isDenied.as(IS_DENIED),
                    hasEvidence.as(CustomerConsents.HAS_EVIDENCE),
                    col(Consents.SOURCE)))
                .as(DECISION))
        .select(
            col(Consents.SUBJECT_TYPE),
            col(Consents.SUBJECT_KEY),
            col(Consents.PURPOSE),
            col(Consents.CHANNEL),
            col(DECISION + ".*"));
  }

  /** The decisions that deny. */
  static Dataset<Row> denials(Dataset<Row> decisions) {
    return decisions.where(col(IS_DENIED));
  }

  /** One row a customer, purpose and channel on which a subject of the customer decided. */
  static Dataset<Row> resolved(Dataset<Row> decisions, Dataset<Row> subjects) {
    Column isLogin = col(ConsentSubjects.IS_LOGIN);
    Column decision = col(DECISION);
    WindowSpec customer =
        Window.partitionBy(
            col(CustomerConsents.CUSTOMER_ID),
            col(CustomerConsents.PURPOSE),
            col(CustomerConsents.CHANNEL));
    return decisions
        .join(subjects, new String[] {Consents.SUBJECT_TYPE, Consents.SUBJECT_KEY})
        .where(col(IS_DENIED).or(col(ConsentSubjects.MAY_GRANT)))
        .withColumn(LAST_LOGIN_AT, max(when(isLogin, col(Consents.OCCURRED_AT))).over(customer))
        .where(col(LAST_LOGIN_AT).isNull().or(col(Consents.OCCURRED_AT).geq(col(LAST_LOGIN_AT))))
        .groupBy(
            col(CustomerConsents.CUSTOMER_ID),
            col(CustomerConsents.PURPOSE),
            col(CustomerConsents.CHANNEL))
        .agg(
            max(struct(
                    col(IS_DENIED),
                    col(CustomerConsents.HAS_EVIDENCE),
                    col(Consents.OCCURRED_AT),
                    isLogin,
                    col(Consents.SOURCE)))
                .as(DECISION),
            count(when(not(col(IS_DENIED)), lit(1))).as(GRANT_COUNT))
        .select(
            col(CustomerConsents.CUSTOMER_ID),
            col(CustomerConsents.PURPOSE),
            col(CustomerConsents.CHANNEL),
            when(decision.getField(IS_DENIED), "DENIED")
                .otherwise("GRANTED")
                .as(CustomerConsents.STATE),
            concat(decision.getField(Consents.SOURCE), lit(": "), rule())
                .as(CustomerConsents.DECIDED_BY),
            decision.getField(Consents.OCCURRED_AT).as(CustomerConsents.DECIDED_AT),
            decision.getField(CustomerConsents.HAS_EVIDENCE).as(CustomerConsents.HAS_EVIDENCE));
  }

  private static Column rule() {
    Column decision = col(DECISION);
    return when(decision.getField(IS_DENIED).and(col(GRANT_COUNT).gt(0)), "strictest")
        .when(decision.getField(ConsentSubjects.IS_LOGIN), "login")
        .otherwise("latest");
  }
}

package io.tributary.identity;

import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.Carriers.TYPE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;

import io.tributary.graph.ConnectedComponents;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkEvidence;
import java.time.ZoneId;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The customers as sets of records: components of the evidence, cut where they break a limit. */
final class Clusters {
  static final String COMPONENT_ID = CustomerLinks.COMPONENT_ID;
  static final String BIRTH_DAY = "birth_day";
  static final String DAY = "day";
  private static final String IS_LINKED = "is_linked";

  private Clusters() {}

  /**
   * Live records with the label of their component, a birth day since 1970-01-01 and a name; a
   * record without evidence is its own.
   */
  static Dataset<Row> members(Dataset<Row> records, Dataset<Row> labels) {
    return records
        .where(not(coalesce(col(CustomerRecords.IS_DELETED), lit(false))))
        .join(labels, col(RECORD_KEY).equalTo(col(ConnectedComponents.NODE)), "left")
        .select(
            col(RECORD_KEY),
            coalesce(col(ConnectedComponents.COMPONENT), col(RECORD_KEY)).as(COMPONENT_ID),
            unix_date(col(CustomerRecords.BIRTH_DATE)).as(BIRTH_DAY),
            col(CustomerRecords.NAME_KEY),
            firstRun().as(CustomerRecords.FIRST_RUN),
            col(ConnectedComponents.NODE).isNotNull().as(IS_LINKED));
  }

  /** By which records are senior to others; the key decides among those of one run. */
  static Column firstRun() {
    return coalesce(col(CustomerRecords.FIRST_RUN), lit(Long.MAX_VALUE));
  }

  /** The members that evidence joins to others: only they may have to be parted. */
  static Dataset<Row> linked(Dataset<Row> members) {
    return members.where(col(IS_LINKED)).drop(IS_LINKED);
  }

  /** The ends of the evidence that links. */
  static Dataset<Row> edges(Dataset<Row> evidence) {
    return evidence
        .where(col(LinkEvidence.STATE).equalTo(Evidence.USED))
        .select(
            col(LinkEvidence.LEFT_KEY).as(ConnectedComponents.LEFT),
            col(LinkEvidence.RIGHT_KEY).as(ConnectedComponents.RIGHT));
  }

  /**
   * Values that count against a limit: record_key, type, identifier_id, and the business day on
   * which the record was first seen with it, since 1970-01-01.
   */
  static Dataset<Row> limited(Dataset<Row> linking, Limits limits, ZoneId zone) {
    Column firstSeen = from_utc_timestamp(col(Identifiers.FIRST_SEEN_AT), zone.getId());
    return linking
        .where(col(TYPE).isin(limits.types()))
        .select(
            col(RECORD_KEY), col(TYPE), col(IDENTIFIER_ID), unix_date(to_date(firstSeen)).as(DAY));
  }

  /**
   * The components that may break a limit or hold a pair that must stay apart: rows of
   * component_id. One with enough values to break a limit in a window is among them.
   *
   * @param members those of {@link #linked}
   * @param apart pairs of records, left_key and right_key
   */
  static Dataset<Row> broken(
      Dataset<Row> members, Dataset<Row> limited, Dataset<Row> apart, Limits limits) {
    Column isTooLarge = col("records").gt(limits.maxRecords());
    Column hasTwoBirthDays =
        lit(limits.oneBirthDate()).and(col("first_day").notEqual(col("last_day")));
    Dataset<Row> byRecords =
        members
            .groupBy(col(COMPONENT_ID))
            .agg(
                count(lit(1)).as("records"),
                min(col(BIRTH_DAY)).as("first_day"),
                max(col(BIRTH_DAY)).as("last_day"))
            .where(col("records").gt(1).and(isTooLarge.or(hasTwoBirthDays)))
            .select(col(COMPONENT_ID));
    Dataset<Row> byValues =
        limited
            .join(members, RECORD_KEY)
            .groupBy(col(COMPONENT_ID), col(TYPE))
            .agg(count_distinct(col(IDENTIFIER_ID)).as("count"))
            .where(col("count").gt(limits.unquestioned(col(TYPE))))
            .select(col(COMPONENT_ID));
    return byRecords.union(byValues).union(holding(apart, members)).distinct();
  }

  /** The components in which both records of a pair stand. */
  static Dataset<Row> holding(Dataset<Row> apart, Dataset<Row> members) {
    return apart
        .join(
            members.select(col(RECORD_KEY).as(LinkEvidence.LEFT_KEY), col(COMPONENT_ID)),
            LinkEvidence.LEFT_KEY)
        .join(
            members.select(
                col(RECORD_KEY).as(LinkEvidence.RIGHT_KEY), col(COMPONENT_ID).as("other")),
            LinkEvidence.RIGHT_KEY)
        .where(col(COMPONENT_ID).equalTo(col("other")))
        .select(col(COMPONENT_ID));
  }

  /** Every live record with the smallest record key of its customer. */
  static Dataset<Row> settled(Dataset<Row> members, Dataset<Row> broken, Dataset<Row> cut) {
    return members
        .join(broken, new String[] {COMPONENT_ID}, "left_anti")
        .select(col(RECORD_KEY), col(COMPONENT_ID))
        .union(cut.where(col(RECORD_KEY).isNotNull()).select(col(RECORD_KEY), col(COMPONENT_ID)));
  }
}

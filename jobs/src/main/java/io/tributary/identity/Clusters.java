package io.tributary.identity;

import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.Carriers.TYPE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;

import io.tributary.graph.ClusterLimit;
import io.tributary.graph.Clustering;
import io.tributary.graph.ConnectedComponents;
import io.tributary.graph.LinkGraph;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkEvidence;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** The customers as sets of records: components of the evidence, cut where they break a limit. */
final class Clusters {
  static final String COMPONENT_ID = CustomerLinks.COMPONENT_ID;
  static final String BIRTH_DAY = "birth_day";
  static final String DAY = "day";
  private static final String IS_LINKED = "is_linked";
  private static final String VALUES = "values";
  private static final String APART = "apart";

  private static final StructType CUT =
      new StructType()
          .add(RECORD_KEY, Types.STRING)
          .add(COMPONENT_ID, Types.STRING)
          .add(LinkEvidence.LEFT_KEY, Types.STRING)
          .add(LinkEvidence.RIGHT_KEY, Types.STRING)
          .add(LinkEvidence.RULE, Types.STRING)
          .add(LinkEvidence.REFUSED_BY, Types.STRING);

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
            col(ConnectedComponents.NODE).isNotNull().as(IS_LINKED));
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

  /**
   * Cuts the broken components, each as one {@link LinkGraph}.
   *
   * @return for each record its component_id (the smallest record key of its cluster), or for each
   *     piece of refused evidence its key and the limit; the other columns are null
   */
  static Dataset<Row> cut(
      Dataset<Row> members,
      Dataset<Row> limited,
      Dataset<Row> evidence,
      Dataset<Row> apart,
      Dataset<Row> broken,
      Limits limits) {
    Dataset<Row> inBroken = members.join(broken, COMPONENT_ID);
    Dataset<Row> values =
        limited
            .join(inBroken.select(RECORD_KEY), new String[] {RECORD_KEY}, "left_semi")
            .groupBy(col(RECORD_KEY))
            .agg(collect_list(struct(col(TYPE), col(IDENTIFIER_ID), col(DAY))).as(VALUES));
    Dataset<Row> cutMembers =
        inBroken
            .join(values, new String[] {RECORD_KEY}, "left")
            .select(col(COMPONENT_ID), col(RECORD_KEY), col(BIRTH_DAY), col(VALUES));
    Dataset<Row> links =
        evidence
            .where(col(LinkEvidence.STATE).equalTo(Evidence.USED))
            .join(inBroken, col(LinkEvidence.LEFT_KEY).equalTo(col(RECORD_KEY)))
            .select(
                col(COMPONENT_ID),
                col(LinkEvidence.LEFT_KEY),
                col(LinkEvidence.RIGHT_KEY),
                col(LinkEvidence.RULE),
                col(LinkEvidence.WEIGHT_LOG2),
                lit(false).as(APART))
            .union(apartIn(inBroken, apart));
    List<ClusterLimit> clusterLimits = limits.ofClusters();
    CoGroupFunction<String, Row, Row, Row> cluster = (key, m, l) -> cluster(m, l, clusterLimits);
    return byComponent(cutMembers).cogroup(byComponent(links), cluster, Encoders.row(CUT));
  }

  private static Dataset<Row> apartIn(Dataset<Row> inBroken, Dataset<Row> apart) {
    Dataset<Row> others = inBroken.select(col(RECORD_KEY).as("other"), col(COMPONENT_ID).as("its"));
    return apart
        .join(inBroken, col(LinkEvidence.LEFT_KEY).equalTo(col(RECORD_KEY)))
        .join(others, col(LinkEvidence.RIGHT_KEY).equalTo(col("other")))
        .where(col(COMPONENT_ID).equalTo(col("its")))
        .select(
            col(COMPONENT_ID),
            col(LinkEvidence.LEFT_KEY),
            col(LinkEvidence.RIGHT_KEY),
            lit("").as(LinkEvidence.RULE),
            lit(0.0).as(LinkEvidence.WEIGHT_LOG2),
            lit(true).as(APART));
  }

  /** Every live record with the smallest record key of its customer. */
  static Dataset<Row> settled(Dataset<Row> members, Dataset<Row> broken, Dataset<Row> cut) {
    return members
        .join(broken, new String[] {COMPONENT_ID}, "left_anti")
        .select(col(RECORD_KEY), col(COMPONENT_ID))
        .union(cut.where(col(RECORD_KEY).isNotNull()).select(col(RECORD_KEY), col(COMPONENT_ID)));
  }

  private static KeyValueGroupedDataset<String, Row> byComponent(Dataset<Row> rows) {
    MapFunction<Row, String> component = row -> row.getString(0);
    return rows.groupByKey(component, Encoders.STRING());
  }

  private static Iterator<Row> cluster(
      Iterator<Row> members, Iterator<Row> links, List<ClusterLimit> limits) {
    LinkGraph graph = new LinkGraph();
    members.forEachRemaining(row -> add(graph, row));
    links.forEachRemaining(row -> link(graph, row));
    Clustering clustering = graph.cluster(limits);
    return Stream.concat(
            clustering.members().map(Clusters::settled),
            clustering.refusals().map(Clusters::refused))
        .iterator();
  }

  private static void link(LinkGraph graph, Row row) {
    String left = row.getString(1);
    String right = row.getString(2);
    if (row.getBoolean(5)) {
      graph.apart(left, right);
    } else if (row.isNullAt(4)) {
      graph.always(left, right, row.getString(3));
    } else {
      graph.link(left, right, row.getString(3), row.getDouble(4));
    }
  }

  private static void add(LinkGraph graph, Row row) {
    String key = row.getString(1);
    graph.node(key);
    if (!row.isNullAt(2)) {
      graph.carries(key, BIRTH_DAY, Integer.toString(row.getInt(2)));
    }
    if (!row.isNullAt(3)) {
      row.<Row>getList(3).forEach(value -> carry(graph, key, value));
    }
  }

  private static void carry(LinkGraph graph, String key, Row value) {
    if (value.isNullAt(2)) {
      graph.carries(key, value.getString(0), value.getString(1));
    } else {
      graph.carries(key, value.getString(0), value.getString(1), value.getInt(2));
    }
  }

  private static Row settled(Clustering.Member member) {
    return RowFactory.create(member.key(), member.cluster(), null, null, null, null);
  }

  private static Row refused(Clustering.Refusal refusal) {
    return RowFactory.create(
        null, null, refusal.left(), refusal.right(), refusal.kind(), refusal.reason());
  }
}

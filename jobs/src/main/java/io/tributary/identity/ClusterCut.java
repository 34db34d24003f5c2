package io.tributary.identity;

import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.Carriers.TYPE;
import static io.tributary.identity.Clusters.BIRTH_DAY;
import static io.tributary.identity.Clusters.COMPONENT_ID;
import static io.tributary.identity.Clusters.DAY;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.tributary.graph.ClusterLimit;
import io.tributary.graph.Clustering;
import io.tributary.graph.LinkGraph;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.LinkEvidence;
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

/** Cuts the components that break a limit into clusters that do not. */
final class ClusterCut {
  private static final String VALUES = "values";
  private static final String APART = "apart";

  private static final StructType CUT =
      new StructType()
          .add(RECORD_KEY, Types.STRING)
          .add(COMPONENT_ID, Types.STRING)
          .add(LinkEvidence.LEFT_KEY, Types.STRING)
          .add(LinkEvidence.RIGHT_KEY, Types.STRING)
          .add(LinkEvidence.RULE, Types.STRING)
          .add(LinkEvidence.REFUSED_BY, Types.STRING)
          .add(LinkEvidence.IDENTIFIER_ID, Types.STRING)
          .add(LinkEvidence.WEIGHT_LOG2, Types.DOUBLE);

  private ClusterCut() {}

  /**
   * Cuts each broken component as one {@link LinkGraph}.
   *
   * @return for each record its component_id (the smallest record key of its cluster), for each
   *     piece of refused evidence its key and the limit, or for each that was {@link #isGathered
   *     gathered} its key, identifier_id and weight_log2; the other columns are null
   */
  static Dataset<Row> of(
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
            .select(
                col(COMPONENT_ID),
                col(RECORD_KEY),
                col(BIRTH_DAY),
                col(VALUES),
                col(CustomerRecords.FIRST_RUN));
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
                lit(false).as(APART),
                col(LinkEvidence.IDENTIFIER_ID))
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
            lit(true).as(APART),
            lit(null).cast(Types.STRING).as(LinkEvidence.IDENTIFIER_ID));
  }

  /**
   * Whether a row of {@link #of} is evidence that was not there: two records share a value with a
   * more senior one that had to refuse both.
   */
  static Column isGathered() {
    return col(LinkEvidence.LEFT_KEY).isNotNull().and(col(LinkEvidence.REFUSED_BY).isNull());
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
    Stream<Row> decided =
        Stream.concat(
            clustering.refusals().map(ClusterCut::refused),
            clustering.gathered().map(ClusterCut::gathered));
    return Stream.concat(clustering.members().map(ClusterCut::settled), decided).iterator();
  }

  private static void link(LinkGraph graph, Row row) {
    String left = row.getString(1);
    String right = row.getString(2);
    if (row.getBoolean(5)) {
      graph.apart(left, right);
    } else if (row.isNullAt(4)) {
      graph.always(left, right, row.getString(3));
    } else {
      graph.link(left, right, row.getString(3), row.getDouble(4), row.getString(6));
    }
  }

  private static void add(LinkGraph graph, Row row) {
    String key = row.getString(1);
    graph.node(key, row.getLong(4));
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
    return RowFactory.create(member.key(), member.cluster(), null, null, null, null, null, null);
  }

  private static Row refused(Clustering.Refusal refusal) {
    return RowFactory.create(
        null, null, refusal.left(), refusal.right(), refusal.kind(), refusal.reason(), null, null);
  }

  private static Row gathered(Clustering.Gathered link) {
    return RowFactory.create(
        null, null, link.left(), link.right(), link.kind(), null, link.value(), link.weight());
  }
}

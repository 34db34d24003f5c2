package io.tributary.identity;

import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.Carriers.TYPE;
import static io.tributary.identity.Clusters.BIRTH_DAY;
import static io.tributary.identity.Clusters.COMPONENT_ID;
import static io.tributary.identity.Clusters.DAY;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;

import io.tributary.graph.Clustering;
import io.tributary.graph.ConnectedComponents;
import io.tributary.tables.Types;
import io.tributary.tables.silver.LinkEvidence;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Proves that no customer breaks a limit after the sets that might were cut; a set in which no
 * limit could be in question was not cut, and is not measured. It measures the sets as they came
 * out, by another way than the cut: what a set uses of a limit is at most what the limit allows, or
 * what one record of it, or records that stewards linked, use by themselves. For pairs kept apart
 * there is no excuse.
 */
final class LimitCheck {
  static final String LIMIT = "limit";

  private static final String AT_MOST = "at_most";
  private static final String USED = "used";
  private static final String GROUP = "group";

  private final Limits limits;
  private final Dataset<Row> limited;
  private final Dataset<Row> apart;

  /**
   * @param limited rows of {@link Clusters#limited}
   * @param apart pairs of records that stewards keep apart
   */
  LimitCheck(Limits limits, Dataset<Row> limited, Dataset<Row> apart) {
    this.limits = limits;
    this.limited = limited;
    this.apart = apart;
  }

  /**
   * Fails the run before anything depends on a customer that breaks a limit.
   *
   * @param members rows of {@link Clusters#linked}, with birth days as {@link BirthDays} reads them
   * @param cut rows of {@link ClusterCut#of}
   * @param forced links of stewards
   */
  void require(
      Dataset<Row> members, Dataset<Row> cut, Dataset<Row> forced, ConnectedComponents components) {
    Dataset<Row> settled =
        cut.where(col(RECORD_KEY).isNotNull())
            .select(col(RECORD_KEY), col(COMPONENT_ID))
            .join(members.select(col(RECORD_KEY), col(BIRTH_DAY)), RECORD_KEY);
    List<Row> some = broken(grouped(settled, forced, components)).takeAsList(1);
    if (!some.isEmpty()) {
      throw new IllegalStateException(
          "A customer breaks a limit after it was cut: " + some.get(0).<String>getAs(LIMIT));
    }
  }

  /** The records with the smallest one that links of stewards within the set join them to. */
  static Dataset<Row> grouped(
      Dataset<Row> settled, Dataset<Row> forced, ConnectedComponents components) {
    if (forced.isEmpty()) {
      return settled.withColumn(GROUP, col(RECORD_KEY));
    }
    Dataset<Row> lefts =
        settled.select(col(RECORD_KEY).as(LinkEvidence.LEFT_KEY), col(COMPONENT_ID));
    Dataset<Row> rights =
        settled.select(col(RECORD_KEY).as(LinkEvidence.RIGHT_KEY), col(COMPONENT_ID));
    Dataset<Row> within =
        LinkCustomers.keep(
            forced
                .join(lefts, LinkEvidence.LEFT_KEY)
                .join(rights, new String[] {LinkEvidence.RIGHT_KEY, COMPONENT_ID}, "left_semi")
                .select(
                    col(LinkEvidence.LEFT_KEY).as(ConnectedComponents.LEFT),
                    col(LinkEvidence.RIGHT_KEY).as(ConnectedComponents.RIGHT)));
    return settled
        .join(
            components.label(within).labels(),
            col(RECORD_KEY).equalTo(col(ConnectedComponents.NODE)),
            "left")
        .select(
            col(RECORD_KEY),
            col(COMPONENT_ID),
            col(BIRTH_DAY),
            coalesce(col(ConnectedComponents.COMPONENT), col(RECORD_KEY)).as(GROUP));
  }

  /**
   * The sets that break a limit: component_id and limit.
   *
   * @param grouped rows of {@link #grouped}
   */
  Dataset<Row> broken(Dataset<Row> grouped) {
    Dataset<Row> carried = LinkCustomers.keep(carried(grouped));
    Dataset<Row> over = used(grouped, carried, COMPONENT_ID).where(col(USED).gt(col(AT_MOST)));
    Dataset<Row> alone =
        used(grouped, carried, GROUP)
            .groupBy(col(GROUP), col(LIMIT))
            .agg(max(col(USED)).as("alone"))
            .join(grouped.select(col(GROUP), col(COMPONENT_ID)).distinct(), GROUP)
            .groupBy(col(COMPONENT_ID), col(LIMIT))
            .agg(max(col("alone")).as("alone"));
    Column allowed = greatest(col(AT_MOST), coalesce(col("alone"), lit(0L)));
    return over.join(alone, new String[] {COMPONENT_ID, LIMIT}, "left")
        .where(col(USED).gt(allowed))
        .select(col(COMPONENT_ID), col(LIMIT))
        .union(
            Clusters.holding(apart, grouped)
                .distinct()
                .select(col(COMPONENT_ID), lit(Clustering.NEVER_LINK).as(LIMIT)));
  }

  /** Limited identifiers and birth days of the records, with the sets that these stand in. */
  private Dataset<Row> carried(Dataset<Row> grouped) {
    Dataset<Row> birthDays =
        grouped
            .where(col(BIRTH_DAY).isNotNull())
            .select(
                col(RECORD_KEY),
                lit(BIRTH_DAY).as(TYPE),
                col(BIRTH_DAY).cast(Types.STRING).as(IDENTIFIER_ID),
                lit(null).cast(Types.INT).as(DAY));
    return limited
        .union(birthDays)
        .join(grouped.select(col(RECORD_KEY), col(COMPONENT_ID), col(GROUP)), RECORD_KEY);
  }

  /** What each set of records uses of each limit: the set, limit, at_most, used. */
  private Dataset<Row> used(Dataset<Row> grouped, Dataset<Row> carried, String set) {
    Dataset<Row> used =
        grouped
            .groupBy(col(set))
            .agg(count(lit(1)).as(USED))
            .select(
                col(set),
                lit(Limits.MAX_RECORDS).as(LIMIT),
                lit((long) limits.maxRecords()).as(AT_MOST),
                col(USED))
            .union(
                carried
                    .groupBy(col(set), col(TYPE))
                    .agg(count_distinct(col(IDENTIFIER_ID)).as(USED))
                    .select(
                        col(set),
                        Limits.nameOf(col(TYPE)).as(LIMIT),
                        limits.atMost(col(TYPE)).cast(Types.LONG).as(AT_MOST),
                        col(USED))
                    .where(col(AT_MOST).isNotNull()));
    for (Map.Entry<String, Limits.Window> window : limits.windows().entrySet()) {
      used = used.union(usedWithin(carried, set, window.getKey(), window.getValue()));
    }
    return used;
  }

  private static Dataset<Row> usedWithin(
      Dataset<Row> carried, String set, String type, Limits.Window window) {
    WindowSpec stretch =
        Window.partitionBy(col(set)).orderBy(col(DAY)).rangeBetween(1L - window.days(), 0L);
    return carried
        .where(col(TYPE).equalTo(type).and(col(DAY).isNotNull()))
        .select(col(set), size(collect_set(col(IDENTIFIER_ID)).over(stretch)).as(USED))
        .groupBy(col(set))
        .agg(max(col(USED)).cast(Types.LONG).as(USED))
        .select(
            col(set),
            lit(window.name(type)).as(LIMIT),
            lit((long) window.atMost()).as(AT_MOST),
            col(USED));
  }
}

package io.tributary.identity;

import static io.tributary.identity.Clusters.COMPONENT_ID;
import static io.tributary.identity.StableIds.CUSTOMER_ID;
import static io.tributary.identity.StableIds.FORMER_ID;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.tributary.graph.ConnectedComponents;
import io.tributary.identity.ClaimSettlement.Claim;
import io.tributary.identity.ClaimSettlement.Seniority;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerIds;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/**
 * Settles all claims. Nearly every set asks for one id that nobody else asks for; the others fall
 * into small groups that share sets or ids, each settled by one call of {@link ClaimSettlement}.
 */
final class Claims {
  private static final StructType KEPT =
      new StructType().add(COMPONENT_ID, Types.STRING).add(CUSTOMER_ID, Types.STRING);

  private Claims() {}

  /** The claims with {@code is_contested}. */
  static Dataset<Row> judge(Dataset<Row> claims) {
    Column ofSet = count(lit(1)).over(Window.partitionBy(col(COMPONENT_ID)));
    Column forId = count(lit(1)).over(Window.partitionBy(col(FORMER_ID)));
    return claims.select(col("*"), ofSet.gt(1).or(forId.gt(1)).as("is_contested"));
  }

  /**
   * The ids that sets keep: component_id, customer_id.
   *
   * @param judged rows of {@link #judge}
   */
  static Dataset<Row> kept(Dataset<Row> judged, ConnectedComponents components) {
    Dataset<Row> contested = judged.where(col("is_contested"));
    // Hashes as nodes: two groups that fell together by a collision are settled side by side, with
    // the result that each has alone.
    Column set = xxhash64(lit("set"), col(COMPONENT_ID));
    Column id = xxhash64(lit("id"), col(FORMER_ID));
    Dataset<Row> groups =
        components
            .label(
                contested.select(
                    set.as(ConnectedComponents.LEFT), id.as(ConnectedComponents.RIGHT)))
            .labels();
    Dataset<Row> grouped =
        contested
            .join(groups, set.equalTo(col(ConnectedComponents.NODE)))
            .select(
                col(ConnectedComponents.COMPONENT),
                col(COMPONENT_ID),
                col(FORMER_ID),
                col("has_founder"),
                col("id_seniority"),
                col("member_seniority"),
                col(CustomerIds.FOUNDED_RUN));
    MapFunction<Row, Long> group = row -> row.getLong(0);
    FlatMapGroupsFunction<Long, Row, Row> settle = (key, rows) -> settle(rows);
    return judged
        .where(col("is_contested").equalTo(false))
        .select(col(COMPONENT_ID), col(FORMER_ID).as(CUSTOMER_ID))
        .union(
            grouped.groupByKey(group, Encoders.LONG()).flatMapGroups(settle, Encoders.row(KEPT)));
  }

  private static Iterator<Row> settle(Iterator<Row> rows) {
    List<Claim> claims = new ArrayList<>();
    rows.forEachRemaining(
        row ->
            claims.add(
                new Claim(
                    row.getString(1),
                    row.getString(2),
                    row.getBoolean(3),
                    seniority(row.getStruct(4)),
                    row.getLong(6),
                    seniority(row.getStruct(5)))));
    return ClaimSettlement.settle(claims).entrySet().stream()
        .<Row>map(kept -> RowFactory.create(kept.getKey(), kept.getValue()))
        .iterator();
  }

  private static Seniority seniority(Row row) {
    return new Seniority(row.getLong(0), row.getInt(1), row.getString(2));
  }
}

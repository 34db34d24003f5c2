package io.tributary.metrics;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerMetrics;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Recency, frequency and monetary scores of 1 to 5 by quintile over the customers with a purchase.
 *
 * <p>The four cuts of a measure are its discrete percentiles at 20, 40, 60 and 80 %: the smallest
 * value that at least that share of the customers does not exceed. A score is one more than the
 * number of cuts that lie below the value. So equal values have equal scores, and with many ties a
 * score may stay empty: where three of five customers bought once, they score 1 and nobody scores 2
 * or 3. Recency is the business day of the last purchase (two purchases of one day are equally
 * recent), frequency the number of orders, monetary the lifetime value.
 */
final class RfmScores {

  private static final Column RECENCY =
      unix_date(col(Purchases.LAST_PURCHASE_ON)).cast(Types.DOUBLE);
  private static final Column FREQUENCY = col(CustomerMetrics.ORDER_COUNT).cast(Types.DOUBLE);

  /** Exact for comparison: two digits after the point, and the same conversion on both sides. */
  private static final Column MONETARY = col(CustomerMetrics.NET_VALUE).cast(Types.DOUBLE);

  private RfmScores() {}

  /**
   * The totals with the three scores; null for a customer without a sale.
   *
   * @param totals used twice, so worth keeping
   */
  static Dataset<Row> of(Dataset<Row> totals) {
    Column hasPurchase = col(CustomerMetrics.ORDER_COUNT).gt(0);
    Dataset<Row> cuts =
        totals
            .where(hasPurchase)
            .select(RECENCY.as("r"), FREQUENCY.as("f"), MONETARY.as("m"))
            .agg(cuts("r").as("r_cuts"), cuts("f").as("f_cuts"), cuts("m").as("m_cuts"));
    List<Column> columns = new ArrayList<>();
    for (String column : totals.columns()) {
      columns.add(col(column));
    }
    columns.add(when(hasPurchase, score(RECENCY, "r_cuts")).as(CustomerMetrics.RFM_RECENCY));
    columns.add(when(hasPurchase, score(FREQUENCY, "f_cuts")).as(CustomerMetrics.RFM_FREQUENCY));
    columns.add(when(hasPurchase, score(MONETARY, "m_cuts")).as(CustomerMetrics.RFM_MONETARY));
    return totals.crossJoin(broadcast(cuts)).select(columns.toArray(new Column[0]));
  }

  /** Counts distinct values, of which there are few however many customers there are. */
  private static Column cuts(String measure) {
    return expr(
        "percentile_disc(array(0.2D, 0.4D, 0.6D, 0.8D)) WITHIN GROUP (ORDER BY " + measure + ")");
  }

  private static Column score(Column value, String cuts) {
    return size(filter(col(cuts), cut -> cut.lt(value))).plus(lit(1)).cast(Types.INT);
  }
}

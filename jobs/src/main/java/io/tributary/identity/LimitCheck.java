package io.tributary.identity;

import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.Carriers.TYPE;
import static io.tributary.identity.Clusters.COMPONENT_ID;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Proves after each run that no customer breaks a limit. It asks the question once more of the sets
 * as they came out; sets that broke none before they were cut need no second look.
 */
final class LimitCheck {
  private LimitCheck() {}

  /**
   * The sets that break a limit, but for those that may: a record that exceeds one by itself, and a
   * link that a steward forced.
   *
   * @param cut rows of {@link Clusters#cut}
   * @param forced record_key of both ends of links that stewards forced
   */
  static Dataset<Row> broken(
      Dataset<Row> cut,
      Dataset<Row> members,
      Dataset<Row> limited,
      Dataset<Row> apart,
      Dataset<Row> forced,
      Limits limits) {
    Dataset<Row> settled =
        cut.where(col(RECORD_KEY).isNotNull())
            .select(col(RECORD_KEY), col(COMPONENT_ID))
            .join(members.select(col(RECORD_KEY), col(Clusters.BIRTH_DAY)), RECORD_KEY);
    Dataset<Row> excessive =
        limited
            .groupBy(col(RECORD_KEY), col(TYPE))
            .agg(count_distinct(col(IDENTIFIER_ID)).as("count"))
            .where(Clusters.isOverLimit(limits))
            .select(col(RECORD_KEY));
    Dataset<Row> excused =
        settled
            .join(excessive.union(forced), new String[] {RECORD_KEY}, "left_semi")
            .select(col(COMPONENT_ID));
    return Clusters.broken(settled, limited, apart, limits)
        .join(excused, new String[] {COMPONENT_ID}, "left_anti");
  }

  /** Fails the run before anything depends on a customer that breaks a limit. */
  static void require(Dataset<Row> broken) {
    List<Row> some = broken.takeAsList(1);
    if (!some.isEmpty()) {
      throw new IllegalStateException("A customer breaks a limit after it was cut");
    }
  }
}

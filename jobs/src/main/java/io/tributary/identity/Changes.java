package io.tributary.identity;

import static io.tributary.identity.Carriers.RECORD_KEY;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.tributary.lake.Lake;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkEvidence;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which records may be another customer than when customers were last linked. */
final class Changes {
  /**
   * So many keys of records, and those of their values, fit the memory of the driver and each task.
   */
  static final long MOST = 250_000;

  private static final String IS_LINK = "is_link";

  private final Lake lake;
  private final double mostShare;

  /**
   * @param mostShare of the records; when more changed, all are decided anew
   */
  Changes(Lake lake, double mostShare) {
    this.lake = lake;
    this.mostShare = mostShare;
  }

  /**
   * Records that are new or of which anything changed, and those that stewards decided on: rows of
   * record_key. What is withdrawn stays in the tables as deleted; where records are missing without
   * a trace, nobody knows what else they were part of.
   *
   * @param run that linked customers last
   * @param decisions those of stewards that stand; evidence has those that stood in that run
   * @return empty if they are too many, or records are missing
   */
  Optional<Dataset<Row>> since(long run, Dataset<Row> decisions) {
    Dataset<Row> changed =
        LinkCustomers.keep(
            lake.readChanges(CustomerRecords.TABLE, run)
                .select(col(RECORD_KEY))
                .union(lake.readChanges(Identifiers.TABLE, run).select(col(RECORD_KEY)))
                .union(Decisions.ends(decisions))
                .union(
                    Decisions.ends(
                        lake.read(LinkEvidence.TABLE)
                            .where(col(LinkEvidence.KIND).equalTo(Decisions.STEWARD))))
                .distinct());
    Dataset<Row> records = lake.read(CustomerRecords.TABLE);
    if (changed.count() > Math.min(MOST, mostShare * records.count())) {
      return Optional.empty();
    }
    Dataset<Row> live = records.where(not(coalesce(col(CustomerRecords.IS_DELETED), lit(false))));
    Dataset<Row> both = keys(live, false).union(keys(lake.read(CustomerLinks.TABLE), true));
    Row others =
        Scope.outside(both, RECORD_KEY, changed)
            .agg(count_if(not(col(IS_LINK))), count_if(col(IS_LINK)))
            .head();
    return others.getLong(0) == others.getLong(1) ? Optional.of(changed) : Optional.empty();
  }

  private static Dataset<Row> keys(Dataset<Row> rows, boolean isLink) {
    return rows.select(col(RECORD_KEY), lit(isLink).as(IS_LINK));
  }
}

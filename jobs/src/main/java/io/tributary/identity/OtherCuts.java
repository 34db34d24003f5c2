package io.tributary.identity;

import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.substring_index;

import io.tributary.lake.Lake;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkDecisions;
import io.tributary.tables.silver.LinkEvidence;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The customers that another {@code model.link-from} would give: what the model said of each pair
 * in the last run is followed from another weight on; identifiers, decisions of stewards and limits
 * are what they are. Nothing is compared and nothing is written.
 *
 * <p>All cuts are one graph: each is a copy of it, whose keys begin with the cut. It holds the
 * records that evidence joins to others at the lowest cut, which are few of all.
 */
public final class OtherCuts {
  /** The cut: DOUBLE, bits. */
  public static final String CUT = "cut";

  private static final String MARK = ":";

  private final Lake lake;
  private final LinkCustomers.Config config;
  private final ZoneId zone;

  public OtherCuts(Lake lake, LinkCustomers.Config config, ZoneId zone) {
    this.lake = lake;
    this.config = config;
    this.zone = zone;
  }

  /**
   * @param cuts in bits, none below {@code review-from}: of weaker pairs no evidence is kept
   * @return {@link #CUT}, record_key and component_id, one for each customer at a cut; a live
   *     record that is missing is a customer of its own at each
   */
  public Dataset<Row> at(List<Double> cuts) {
    Dataset<Row> records =
        lake.read(CustomerRecords.TABLE)
            .select(
                RECORD_KEY,
                CustomerRecords.IS_DELETED,
                CustomerRecords.BIRTH_DATE,
                CustomerRecords.NAME_KEY);
    Dataset<Row> carriers = keep(carriers());
    Dataset<Row> pairs = keep(said());
    Dataset<Row> decisions = keep(Decisions.evidence(lake.read(LinkDecisions.TABLE), records));
    Dataset<Row> joined = keep(joined(carriers, pairs.unionByName(decisions)));
    Dataset<Row> said =
        keep(ends(copies(pairs, cuts).where(col(LinkEvidence.WEIGHT_LOG2).geq(col(CUT)))));
    Dataset<Row> decided = keep(ends(copies(decisions, cuts)));
    Dataset<Row> apart = Decisions.apart(decided);
    Dataset<Row> linking =
        NamesOfOnePerson.joined(
            keep(linking(ofJoined(carriers, joined), cuts)), said, apart, config.oneBirthDate());
    Dataset<Row> evidence =
        BorrowedNames.evidence(linking, said.unionByName(decided), apart, config);
    Dataset<Row> copied = named(copies(ofJoined(records, joined), cuts), RECORD_KEY);
    return sets(copied, linking, evidence, apart)
        .select(
            substring_index(col(RECORD_KEY), MARK, 1).cast(Types.DOUBLE).as(CUT),
            regexp_replace(col(RECORD_KEY), "^[^" + MARK + "]*" + MARK, "").as(RECORD_KEY),
            col(CustomerLinks.COMPONENT_ID));
  }

  private Dataset<Row> sets(
      Dataset<Row> records, Dataset<Row> linking, Dataset<Row> evidence, Dataset<Row> apart) {
    Limits limits = config.limits();
    Dataset<Row> limited = Clusters.limited(linking, limits, zone);
    Dataset<Row> labels = config.components().label(Clusters.edges(evidence)).labels();
    Dataset<Row> members = keep(Clusters.members(records, labels));
    Dataset<Row> linked = BirthDays.meant(Clusters.linked(members), limits);
    Dataset<Row> broken = keep(Clusters.broken(linked, limited, apart, limits));
    Dataset<Row> cut = keep(Clusters.cut(linked, limited, evidence, apart, broken, limits));
    return Clusters.settled(members, broken, cut);
  }

  /** What the model says, followed before any limit. */
  private Dataset<Row> said() {
    Column[] columns =
        LinkEvidence.TABLE.columns().stream().map(name -> col(name)).toArray(Column[]::new);
    return lake.read(LinkEvidence.TABLE)
        .where(col(LinkEvidence.KIND).equalTo(Evidence.MODEL))
        .select(columns)
        .withColumn(LinkEvidence.STATE, lit(Evidence.USED))
        .withColumn(LinkEvidence.REFUSED_BY, lit(null).cast(Types.STRING));
  }

  private Dataset<Row> carriers() {
    Dataset<Row> records = lake.read(CustomerRecords.TABLE);
    return Evidence.linking(
        IdentifierLimits.judge(
            Carriers.of(lake.read(Identifiers.TABLE), records, config), config.rules()));
  }

  /** The keys of records that anything may join to another one. */
  private static Dataset<Row> joined(Dataset<Row> carriers, Dataset<Row> pairs) {
    return carriers
        .where(not(col(IdentifierLimits.IS_ALONE)))
        .select(col(RECORD_KEY))
        .union(pairs.select(col(LinkEvidence.LEFT_KEY)))
        .union(pairs.select(col(LinkEvidence.RIGHT_KEY)))
        .distinct();
  }

  private static Dataset<Row> ofJoined(Dataset<Row> rows, Dataset<Row> joined) {
    return rows.join(joined, new String[] {RECORD_KEY}, "left_semi");
  }

  private static Dataset<Row> linking(Dataset<Row> carriers, List<Double> cuts) {
    return named(
        copies(carriers, cuts), RECORD_KEY, IDENTIFIER_ID, IdentifierLimits.SMALLEST_CARRIER);
  }

  private static Dataset<Row> copies(Dataset<Row> rows, List<Double> cuts) {
    return rows.withColumn(
        CUT, explode(array(cuts.stream().map(cut -> lit(cut)).toArray(Column[]::new))));
  }

  private static Dataset<Row> ends(Dataset<Row> copies) {
    return named(copies, LinkEvidence.LEFT_KEY, LinkEvidence.RIGHT_KEY);
  }

  /** Copies whose keys begin with the cut. */
  private static Dataset<Row> named(Dataset<Row> copies, String... keys) {
    Dataset<Row> named = copies;
    for (String key : keys) {
      named = named.withColumn(key, concat(col(CUT).cast(Types.STRING), lit(MARK), col(key)));
    }
    return named.drop(CUT);
  }

  private static Dataset<Row> keep(Dataset<Row> plan) {
    return LinkCustomers.keep(plan);
  }
}

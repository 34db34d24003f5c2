package io.tributary.identity;

import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import io.tributary.graph.ConnectedComponents;
import io.tributary.lake.Lake;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkDecisions;
import io.tributary.tables.silver.LinkEvidence;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The customers that another {@code model.link-from} would give: what the model said of each pair
 * in the last run is followed from another weight on; identifiers, decisions of stewards and limits
 * are what they are. Nothing is compared and nothing is written.
 *
 * <p>All cuts are one graph of the records that evidence joins to others at the lowest cut, which
 * are few of all. Of what hangs together with a pair that not every cut follows it holds a copy for
 * each cut, whose keys begin with the cut; of everything else one, which stands for all.
 */
public final class OtherCuts {
  /** The cut: DOUBLE, bits; null for a customer that is the same at each. */
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
   * @return {@link #CUT}, record_key and component_id, one for each customer at a cut, or at all of
   *     them; a live record that is missing is a customer of its own at each
   */
  public Dataset<Row> at(List<Double> cuts) {
    Dataset<Row> records =
        lake.read(CustomerRecords.TABLE)
            .select(
                RECORD_KEY,
                CustomerRecords.IS_DELETED,
                CustomerRecords.BIRTH_DATE,
                CustomerRecords.NAME_KEY,
                CustomerRecords.FIRST_RUN);
    Dataset<Row> carriers = keep(carriers());
    Dataset<Row> pairs =
        keep(said().where(col(LinkEvidence.WEIGHT_LOG2).geq(Collections.min(cuts))));
    Dataset<Row> standing = Decisions.standing(lake.read(LinkDecisions.TABLE));
    Dataset<Row> decisions = keep(Decisions.evidence(standing, records));
    Dataset<Row> copies = keep(copies(carriers, pairs, decisions, cuts));
    Column isFollowed =
        col(LinkEvidence.WEIGHT_LOG2).geq(coalesce(col(CUT), lit(Collections.max(cuts))));
    Dataset<Row> said = keep(ends(copied(pairs, LinkEvidence.LEFT_KEY, copies).where(isFollowed)));
    Dataset<Row> decided = keep(ends(copied(decisions, LinkEvidence.LEFT_KEY, copies)));
    Dataset<Row> apart = Decisions.apart(decided);
    Dataset<Row> linking =
        NamesOfOnePerson.joined(
            keep(linking(carriers, copies)), said, apart, config.oneBirthDate());
    Dataset<Row> evidence =
        BorrowedNames.evidence(linking, said.unionByName(decided), apart, config);
    return sets(named(copied(records, RECORD_KEY, copies), RECORD_KEY), linking, evidence, apart)
        .select(
            nullif(substring_index(col(RECORD_KEY), MARK, 1), lit("")).cast(Types.DOUBLE).as(CUT),
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
    Dataset<Row> cut = keep(ClusterCut.of(linked, limited, evidence, apart, broken, limits));
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

  /**
   * The copies of each record that anything may join to another one: record_key and {@link #CUT}.
   */
  private Dataset<Row> copies(
      Dataset<Row> carriers, Dataset<Row> pairs, Dataset<Row> decisions, List<Double> cuts) {
    Column[] pair = {
      col(LinkEvidence.LEFT_KEY).as(ConnectedComponents.LEFT),
      col(LinkEvidence.RIGHT_KEY).as(ConnectedComponents.RIGHT)
    };
    Dataset<Row> edges =
        carriers
            .where(not(col(IdentifierLimits.IS_ALONE)))
            .select(
                col(IdentifierLimits.SMALLEST_CARRIER).as(ConnectedComponents.LEFT),
                col(RECORD_KEY).as(ConnectedComponents.RIGHT))
            .union(pairs.select(pair))
            .union(decisions.select(pair));
    Dataset<Row> labels = config.components().label(keep(edges)).labels();
    Dataset<Row> varied =
        pairs
            .where(col(LinkEvidence.WEIGHT_LOG2).lt(Collections.max(cuts)))
            .join(labels, col(LinkEvidence.LEFT_KEY).equalTo(col(ConnectedComponents.NODE)))
            .select(col(ConnectedComponents.COMPONENT), lit(true).as("is_varied"))
            .distinct();
    Column all = array(lit(null).cast(Types.DOUBLE));
    Column each = array(cuts.stream().map(cut -> lit(cut)).toArray(Column[]::new));
    return labels
        .join(varied, new String[] {ConnectedComponents.COMPONENT}, "left")
        .select(
            col(ConnectedComponents.NODE).as(RECORD_KEY),
            explode(when(col("is_varied"), each).otherwise(all)).as(CUT));
  }

  private static Dataset<Row> linking(Dataset<Row> carriers, Dataset<Row> copies) {
    return named(
        copied(carriers, RECORD_KEY, copies),
        RECORD_KEY,
        IDENTIFIER_ID,
        IdentifierLimits.SMALLEST_CARRIER);
  }

  /**
   * @param key of the record whose copies there are to be
   */
  private static Dataset<Row> copied(Dataset<Row> rows, String key, Dataset<Row> copies) {
    return rows.join(copies.withColumnRenamed(RECORD_KEY, key), key);
  }

  private static Dataset<Row> ends(Dataset<Row> copies) {
    return named(copies, LinkEvidence.LEFT_KEY, LinkEvidence.RIGHT_KEY);
  }

  /** Copies whose keys begin with the cut, or with nothing where that is none. */
  private static Dataset<Row> named(Dataset<Row> copies, String... keys) {
    Dataset<Row> named = copies;
    for (String key : keys) {
      Column cut = coalesce(col(CUT).cast(Types.STRING), lit(""));
      named = named.withColumn(key, concat(cut, lit(MARK), col(key)));
    }
    return named.drop(CUT);
  }

  private static Dataset<Row> keep(Dataset<Row> plan) {
    return LinkCustomers.keep(plan);
  }
}

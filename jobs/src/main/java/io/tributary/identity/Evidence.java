package io.tributary.identity;

import static io.tributary.identity.Carriers.GIVEN_NAME;
import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.Carriers.TYPE;
import static io.tributary.identity.IdentifierLimits.IS_ALONE;
import static io.tributary.identity.IdentifierLimits.IS_SHARED;
import static io.tributary.identity.IdentifierLimits.SMALLEST_CARRIER;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.LinkEvidence;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Pairs of records that share an identifier, as a star to its most senior carrier. */
final class Evidence {
  static final String USED = "USED";
  static final String REFUSED = "REFUSED";
  static final String REVIEW = "REVIEW";
  static final String MODEL = "MODEL";
  static final String MODEL_RULE = "model";

  private static final String IDENTIFIER = "IDENTIFIER";
  private static final String SHARED_BY_NAME = "shared-by-name";
  private static final String CENTRE = "centre";

  private Evidence() {}

  /**
   * Live carriers of identifiers that may link.
   *
   * @param judged rows of {@link IdentifierLimits#JUDGED}
   */
  static Dataset<Row> linking(Dataset<Row> judged) {
    return judged
        .where(col(IdentifierStatus.STATUS).equalTo(IdentifierLimits.OK))
        .drop(IdentifierStatus.CARRIER_COUNT, IdentifierStatus.STATUS, IdentifierStatus.REASON);
  }

  /**
   * A value carried under several given names is a star for each name; what holds the stars apart
   * is kept as refused evidence, and so is a record without a name. Within a star the records of
   * one birth date hang on the most senior of them, and only this one on the most senior of all:
   * where birth dates part the star, those that agree stay together. A record that comes later
   * changes no star but by its own link.
   *
   * <p>A record that a steward keeps apart from another may lose what hangs on it. Then the other
   * carriers of its values are a star without it, too, and each of them hangs on it.
   *
   * @param linking rows of {@link #linking}
   * @param apart pairs of records that stewards keep apart
   * @return rows of {@link LinkEvidence}
   */
  static Dataset<Row> of(Dataset<Row> linking, Dataset<Row> apart, IdentifierRules rules) {
    Dataset<Row> keptApart =
        apart
            .select(col(LinkEvidence.LEFT_KEY).as(RECORD_KEY))
            .union(apart.select(col(LinkEvidence.RIGHT_KEY)))
            .distinct();
    Dataset<Row> met = linking.where(not(col(IS_ALONE)));
    // Bounded by the values of the records that stewards keep apart.
    Dataset<Row> centres =
        met.join(keptApart, new String[] {RECORD_KEY}, "left_semi")
            .select(col(IDENTIFIER_ID), star().as("its_star"), col(RECORD_KEY).as(CENTRE));
    Dataset<Row> others =
        met.join(centres.select(IDENTIFIER_ID).distinct(), IDENTIFIER_ID)
            .join(keptApart, new String[] {RECORD_KEY}, "left_anti");
    Dataset<Row> hanging =
        met.join(centres, IDENTIFIER_ID)
            .where(star().equalTo(col("its_star")).and(col(CENTRE).notEqual(col(RECORD_KEY))))
            .drop("its_star");
    return strongest(
        rows(stars(met), rules)
            .union(rows(stars(others).where(isUsed()), rules))
            .union(rows(hanging, rules)));
  }

  /** The given name by which the carriers of a shared value are told apart. */
  private static Column star() {
    return when(col(IS_SHARED), col(GIVEN_NAME)).otherwise(lit(""));
  }

  /** Each carrier with the centre that it hangs on. */
  private static Dataset<Row> stars(Dataset<Row> linking) {
    Column first = mostSenior(Window.partitionBy(col(IDENTIFIER_ID), star()));
    Column firstOfDay =
        mostSenior(Window.partitionBy(col(IDENTIFIER_ID), star(), col(Carriers.BIRTH_DATE)));
    Column isBesideItsLike =
        col(Carriers.BIRTH_DATE).isNotNull().and(firstOfDay.notEqual(col(RECORD_KEY)));
    Column isHeldApart = col(IS_SHARED).and(col(SMALLEST_CARRIER).lt(col(RECORD_KEY)));
    return linking
        .select(
            col("*"),
            when(star().isNotNull(), when(isBesideItsLike, firstOfDay).otherwise(first)).as(CENTRE))
        .where(isUsed().or(isHeldApart));
  }

  private static Column mostSenior(WindowSpec carriers) {
    return min(struct(col(CustomerRecords.FIRST_RUN), col(RECORD_KEY)))
        .over(carriers)
        .getField(RECORD_KEY);
  }

  private static Column isUsed() {
    return coalesce(col(CENTRE).notEqual(col(RECORD_KEY)), lit(false));
  }

  private static Dataset<Row> rows(Dataset<Row> carriers, IdentifierRules rules) {
    Column other = when(isUsed(), col(CENTRE)).otherwise(col(SMALLEST_CARRIER));
    return carriers.select(
        least(other, col(RECORD_KEY)).as(LinkEvidence.LEFT_KEY),
        greatest(other, col(RECORD_KEY)).as(LinkEvidence.RIGHT_KEY),
        concat(lit("identifier:"), col(TYPE)).as(LinkEvidence.RULE),
        lit(IDENTIFIER).as(LinkEvidence.KIND),
        col(IDENTIFIER_ID).as(LinkEvidence.IDENTIFIER_ID),
        lit(null).cast(Types.STRING).as(LinkEvidence.MODEL_VERSION),
        rules.of(col(TYPE), rule -> lit(rule.weight())).as(LinkEvidence.WEIGHT_LOG2),
        lit(null).cast(Types.STRINGS).as(LinkEvidence.LEVELS),
        when(isUsed(), USED).otherwise(REFUSED).as(LinkEvidence.STATE),
        when(isUsed(), lit(null).cast(Types.STRING))
            .otherwise(SHARED_BY_NAME)
            .as(LinkEvidence.REFUSED_BY));
  }

  /**
   * The evidence after clustering: what a limit refused is kept with the limit, and what was
   * gathered is added; a pair may have been known by another value of the type.
   *
   * @param cut rows of {@link ClusterCut#of}
   */
  static Dataset<Row> afterLimits(Dataset<Row> evidence, Dataset<Row> cut) {
    Dataset<Row> limits =
        cut.where(col(LinkEvidence.LEFT_KEY).isNotNull())
            .select(
                col(LinkEvidence.LEFT_KEY),
                col(LinkEvidence.RIGHT_KEY),
                col(LinkEvidence.RULE),
                col(LinkEvidence.REFUSED_BY).as("limit"),
                ClusterCut.isGathered().as("is_gathered"));
    Column[] columns =
        LinkEvidence.TABLE.columns().stream()
            .map(
                column ->
                    switch (column) {
                      case LinkEvidence.STATE ->
                          when(col("limit").isNotNull(), REFUSED).otherwise(col(column)).as(column);
                      case LinkEvidence.REFUSED_BY ->
                          coalesce(col("limit"), col(column)).as(column);
                      default -> col(column);
                    })
            .toArray(Column[]::new);
    return evidence
        .join(limits, LinkEvidence.TABLE.key().toArray(new String[0]), "left")
        .where(not(coalesce(col("is_gathered"), lit(false))))
        .select(columns)
        .unionByName(gathered(cut));
  }

  private static Dataset<Row> gathered(Dataset<Row> cut) {
    return cut.where(ClusterCut.isGathered())
        .select(
            col(LinkEvidence.LEFT_KEY),
            col(LinkEvidence.RIGHT_KEY),
            col(LinkEvidence.RULE),
            lit(IDENTIFIER).as(LinkEvidence.KIND),
            col(LinkEvidence.IDENTIFIER_ID),
            lit(null).cast(Types.STRING).as(LinkEvidence.MODEL_VERSION),
            col(LinkEvidence.WEIGHT_LOG2),
            lit(null).cast(Types.STRINGS).as(LinkEvidence.LEVELS),
            lit(USED).as(LinkEvidence.STATE),
            col(LinkEvidence.REFUSED_BY));
  }

  /**
   * What limits refused of stored evidence, without decisions of stewards.
   *
   * @param stored rows of {@link LinkEvidence}
   */
  static Dataset<Row> refusedByLimits(Dataset<Row> stored) {
    return stored.where(isRefusedByLimit());
  }

  /** Stored evidence as it was before limits refused any. */
  static Dataset<Row> beforeLimits(Dataset<Row> stored) {
    return stored.withColumn(
        LinkEvidence.STATE, when(isRefusedByLimit(), USED).otherwise(col(LinkEvidence.STATE)));
  }

  private static Column isRefusedByLimit() {
    return col(LinkEvidence.STATE)
        .equalTo(REFUSED)
        .and(col(LinkEvidence.REFUSED_BY).notEqual(SHARED_BY_NAME))
        .and(col(LinkEvidence.KIND).notEqual(Decisions.STEWARD));
  }

  /** Two records may share two values of one type: one row a pair and type. */
  private static Dataset<Row> strongest(Dataset<Row> evidence) {
    WindowSpec pair =
        Window.partitionBy(
                col(LinkEvidence.LEFT_KEY), col(LinkEvidence.RIGHT_KEY), col(LinkEvidence.RULE))
            .orderBy(col(LinkEvidence.STATE).desc(), col(LinkEvidence.IDENTIFIER_ID));
    return evidence
        .select(col("*"), row_number().over(pair).as("place"))
        .where(col("place").equalTo(1))
        .drop("place");
  }
}

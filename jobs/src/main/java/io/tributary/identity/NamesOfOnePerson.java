package io.tributary.identity;

import static io.tributary.identity.Carriers.GIVEN_NAME;
import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.IdentifierLimits.IS_SHARED;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import io.tributary.tables.Types;
import io.tributary.tables.silver.LinkEvidence;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructType;

/**
 * Given names on one value that the model takes for those of one person: Robert and Bob, a typing
 * error. Told apart, they would make the value one that several share, and every record without a
 * name would lose it.
 */
final class NamesOfOnePerson {
  private static final String ONE = "one";
  private static final String OTHER = "other";
  private static final String SAME_AS = "same_as";

  private static final StructType NAMES =
      new StructType()
          .add(IDENTIFIER_ID, Types.STRING)
          .add(GIVEN_NAME, Types.STRING)
          .add(SAME_AS, Types.STRING);

  private NamesOfOnePerson() {}

  /**
   * @param linking rows of {@link Evidence#linking}
   * @param evidence rows of {@link LinkEvidence}: what the model says
   * @param apart pairs of records that stewards keep apart, left_key and right_key: two persons
   * @param oneBirthDate whether two birth dates are two persons
   * @return the same rows with one name for one person, shared only by those that are left
   */
  static Dataset<Row> joined(
      Dataset<Row> linking, Dataset<Row> evidence, Dataset<Row> apart, boolean oneBirthDate) {
    Dataset<Row> ofOne =
        evidence.join(
            apart, new String[] {LinkEvidence.LEFT_KEY, LinkEvidence.RIGHT_KEY}, "left_anti");
    Dataset<Row> pairs = LinkCustomers.keep(pairs(linking, ofOne, oneBirthDate));
    if (pairs.isEmpty()) {
      return linking;
    }
    FlatMapFunction<Row, Row> join = NamesOfOnePerson::joined;
    Dataset<Row> names =
        pairs
            .groupBy(col(IDENTIFIER_ID))
            // Bounded by the names that one value may be carried under.
            .agg(collect_set(struct(col(ONE), col(OTHER))).as("pairs"))
            .flatMap(join, Encoders.row(NAMES));
    WindowSpec value = Window.partitionBy(col(IDENTIFIER_ID));
    Dataset<Row> shared =
        linking
            .where(col(IS_SHARED))
            .join(names, new String[] {IDENTIFIER_ID, GIVEN_NAME}, "left")
            .withColumn(GIVEN_NAME, coalesce(col(SAME_AS), col(GIVEN_NAME)))
            .withColumn(
                IS_SHARED,
                min(col(GIVEN_NAME)).over(value).notEqual(max(col(GIVEN_NAME)).over(value)))
            .drop(SAME_AS);
    return linking.where(not(col(IS_SHARED))).unionByName(LinkCustomers.keep(shared));
  }

  /** Two names under which linked records carry one value, the smaller one first. */
  private static Dataset<Row> pairs(
      Dataset<Row> linking, Dataset<Row> evidence, boolean oneBirthDate) {
    Dataset<Row> shared = linking.where(col(IS_SHARED).and(col(GIVEN_NAME).isNotNull()));
    Column isBornTwice =
        lit(oneBirthDate).and(coalesce(col("born").notEqual(col("other_born")), lit(false)));
    return evidence
        .where(col(LinkEvidence.STATE).equalTo(Evidence.USED))
        .select(col(LinkEvidence.LEFT_KEY), col(LinkEvidence.RIGHT_KEY))
        .join(ends(shared, LinkEvidence.LEFT_KEY, ONE, "born"), LinkEvidence.LEFT_KEY)
        .join(
            ends(shared, LinkEvidence.RIGHT_KEY, OTHER, "other_born"),
            new String[] {LinkEvidence.RIGHT_KEY, IDENTIFIER_ID},
            "inner")
        .where(col(ONE).notEqual(col(OTHER)).and(not(isBornTwice)))
        .select(col(IDENTIFIER_ID), col(ONE), col(OTHER))
        .distinct();
  }

  private static Dataset<Row> ends(Dataset<Row> shared, String key, String name, String born) {
    return shared.select(
        col(RECORD_KEY).as(key),
        col(IDENTIFIER_ID),
        col(GIVEN_NAME).as(name),
        col(Carriers.BIRTH_DATE).as(born));
  }

  /** Each name of one value with the smallest that is the same person's. */
  private static Iterator<Row> joined(Row value) {
    Alike<String> alike = new Alike<>();
    value.<Row>getList(1).forEach(pair -> alike.join(pair.getString(0), pair.getString(1)));
    return alike.others().stream()
        .map(name -> RowFactory.create(value.getString(0), name, alike.smallest(name)))
        .iterator();
  }
}

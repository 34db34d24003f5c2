package io.tributary.identity;

import static io.tributary.identity.Carriers.GIVEN_NAME;
import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.IdentifierLimits.IS_SHARED;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import io.tributary.tables.Types;
import io.tributary.tables.silver.LinkEvidence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
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
   * @return the same rows with one name for one person, shared only by those that are left
   */
  static Dataset<Row> joined(Dataset<Row> linking, Dataset<Row> evidence, Dataset<Row> apart) {
    Dataset<Row> ofOne =
        evidence.join(
            apart, new String[] {LinkEvidence.LEFT_KEY, LinkEvidence.RIGHT_KEY}, "left_anti");
    Dataset<Row> pairs = LinkCustomers.keep(pairs(linking, ofOne));
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
    return linking
        .join(names, new String[] {IDENTIFIER_ID, GIVEN_NAME}, "left")
        .withColumn(GIVEN_NAME, coalesce(col(SAME_AS), col(GIVEN_NAME)))
        .withColumn(
            IS_SHARED,
            col(IS_SHARED)
                .and(min(col(GIVEN_NAME)).over(value).notEqual(max(col(GIVEN_NAME)).over(value))))
        .drop(SAME_AS);
  }

  /** Two names under which linked records carry one value, the smaller one first. */
  private static Dataset<Row> pairs(Dataset<Row> linking, Dataset<Row> evidence) {
    Dataset<Row> shared = linking.where(col(IS_SHARED).and(col(GIVEN_NAME).isNotNull()));
    Dataset<Row> left =
        shared.select(
            col(RECORD_KEY).as(LinkEvidence.LEFT_KEY), col(IDENTIFIER_ID), col(GIVEN_NAME).as(ONE));
    Dataset<Row> right =
        shared.select(
            col(RECORD_KEY).as(LinkEvidence.RIGHT_KEY),
            col(IDENTIFIER_ID),
            col(GIVEN_NAME).as(OTHER));
    return evidence
        .where(col(LinkEvidence.STATE).equalTo(Evidence.USED))
        .select(col(LinkEvidence.LEFT_KEY), col(LinkEvidence.RIGHT_KEY))
        .join(left, LinkEvidence.LEFT_KEY)
        .join(right, new String[] {LinkEvidence.RIGHT_KEY, IDENTIFIER_ID}, "inner")
        .where(col(ONE).notEqual(col(OTHER)))
        .select(col(IDENTIFIER_ID), col(ONE), col(OTHER))
        .distinct();
  }

  /** Each name of one value with the smallest that is the same person's. */
  private static Iterator<Row> joined(Row value) {
    TreeMap<String, String> sameAs = new TreeMap<>();
    for (Row pair : value.<Row>getList(1)) {
      String one = smallest(sameAs, pair.getString(0));
      String other = smallest(sameAs, pair.getString(1));
      boolean isOrdered = one.compareTo(other) <= 0;
      sameAs.put(isOrdered ? other : one, isOrdered ? one : other);
    }
    List<Row> names = new ArrayList<>();
    for (String name : List.copyOf(sameAs.keySet())) {
      names.add(RowFactory.create(value.getString(0), name, smallest(sameAs, name)));
    }
    return names.iterator();
  }

  private static String smallest(TreeMap<String, String> sameAs, String name) {
    String at = name;
    for (String next = sameAs.getOrDefault(at, at);
        !next.equals(at);
        next = sameAs.getOrDefault(at, at)) {
      at = next;
    }
    return at;
  }
}

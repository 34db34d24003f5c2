package io.tributary.identity;

import static io.tributary.identity.Carriers.GIVEN_NAME;
import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.Carriers.TYPE;
import static io.tributary.identity.IdentifierLimits.IS_ALONE;
import static io.tributary.identity.IdentifierLimits.IS_SHARED;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import io.tributary.graph.ConnectedComponents;
import io.tributary.tables.Types;
import io.tributary.tables.silver.LinkEvidence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/**
 * Who stands behind a weak identifier that is shared by name: the card with which husband and wife
 * pay, the browser in which both order, are on sightings, which bear no name. Each carrier counts
 * under the given names of the set that other evidence makes of it. Sets without a name in common
 * are different customers, whom the value does not link; nor does it link a set without a name
 * then.
 *
 * <p>Types are taken one after the other, the last priority first: a cookie is of one browser, a
 * device has several, and a card is used on any. Taken together, the cookie of the one and the
 * device of the other would meet on a visit that bears no name, and make both one.
 */
final class BorrowedNames {
  private static final String SET = "set";

  /** The smallest name of the sets that names join; only of values that part them. */
  private static final String BORROWED = "borrowed";

  private static final StructType BORROWERS =
      new StructType()
          .add(IDENTIFIER_ID, Types.STRING)
          .add(SET, Types.STRING)
          .add(BORROWED, Types.STRING);

  private BorrowedNames() {}

  /**
   * The evidence of all identifiers beside other evidence.
   *
   * @param linking rows of {@link Evidence#linking}
   * @param others rows of {@link LinkEvidence}: what the model and stewards say
   * @param apart pairs of records that stewards keep apart
   * @return rows of {@link LinkEvidence}, computed
   */
  static Dataset<Row> evidence(
      Dataset<Row> linking, Dataset<Row> others, Dataset<Row> apart, LinkCustomers.Config config) {
    IdentifierRules rules = config.rules();
    List<String> borrowing = borrowing(config);
    Column borrows = col(TYPE).isin(borrowing.toArray());
    Dataset<Row> evidence =
        LinkCustomers.keep(
            Evidence.of(linking.where(not(borrows)), apart, rules).unionByName(others));
    for (String type : borrowing) {
      Dataset<Row> weak = linking.where(col(TYPE).equalTo(type).and(not(col(IS_ALONE))));
      if (!weak.isEmpty()) {
        Dataset<Row> sets = config.components().label(Clusters.edges(evidence)).labels();
        Dataset<Row> borrowed = borrowed(weak, linking, sets);
        evidence = evidence.unionByName(LinkCustomers.keep(Evidence.of(borrowed, apart, rules)));
      }
    }
    return evidence;
  }

  /** The types whose carriers bear the names of others, in the order in which they do. */
  private static List<String> borrowing(LinkCustomers.Config config) {
    return config.types().entrySet().stream()
        .filter(type -> type.getValue().sharedByName() && !type.getValue().isStrong())
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, IdentifierRule> type) -> type.getValue().priority())
                .reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * @param weak the rows of {@code linking} that may bear other names than their own
   * @param sets node, component: what other evidence joins; a record that is missing is alone
   * @return the rows of {@code weak} under the names of their sets
   */
  static Dataset<Row> borrowed(Dataset<Row> weak, Dataset<Row> linking, Dataset<Row> sets) {
    Dataset<Row> carriers = LinkCustomers.keep(inSets(weak, sets));
    Dataset<Row> named =
        inSets(
                linking
                    .where(col(GIVEN_NAME).isNotNull())
                    .select(col(RECORD_KEY), col(GIVEN_NAME))
                    .distinct(),
                sets)
            .join(carriers.select(col(SET)).distinct(), new String[] {SET}, "left_semi")
            .select(col(SET), col(GIVEN_NAME))
            .distinct();
    FlatMapFunction<Row, Row> borrowers = BorrowedNames::borrowers;
    Dataset<Row> borrowing =
        carriers
            .select(col(IDENTIFIER_ID), col(SET))
            .distinct()
            .join(named, SET)
            .groupBy(col(IDENTIFIER_ID))
            // Bounded by the customers that a value may be on, and the names of each.
            .agg(collect_set(struct(col(SET), col(GIVEN_NAME))).as("names"))
            .flatMap(borrowers, Encoders.row(BORROWERS));
    Column isShared = max(col(BORROWED).isNotNull()).over(Window.partitionBy(col(IDENTIFIER_ID)));
    return carriers
        .join(borrowing, new String[] {IDENTIFIER_ID, SET}, "left")
        .withColumn(IS_SHARED, isShared)
        .withColumn(GIVEN_NAME, col(BORROWED))
        .drop(SET, BORROWED);
  }

  private static Dataset<Row> inSets(Dataset<Row> rows, Dataset<Row> sets) {
    return rows.join(sets, col(RECORD_KEY).equalTo(col(ConnectedComponents.NODE)), "left")
        .withColumn(SET, coalesce(col(ConnectedComponents.COMPONENT), col(RECORD_KEY)))
        .drop(ConnectedComponents.NODE, ConnectedComponents.COMPONENT);
  }

  /** The sets on one value with a name for each group that names join; none if it is one group. */
  private static Iterator<Row> borrowers(Row value) {
    Alike<String> alike = new Alike<>();
    TreeMap<String, String> names = new TreeMap<>();
    for (Row named : value.<Row>getList(1)) {
      String first = names.putIfAbsent(named.getString(0), named.getString(1));
      alike.join(first == null ? named.getString(1) : first, named.getString(1));
    }
    List<Row> borrowers = new ArrayList<>();
    names.forEach(
        (set, name) ->
            borrowers.add(RowFactory.create(value.getString(0), set, alike.smallest(name))));
    boolean isOneGroup = borrowers.stream().map(row -> row.getString(2)).distinct().count() < 2;
    return isOneGroup ? Collections.emptyIterator() : borrowers.iterator();
  }
}

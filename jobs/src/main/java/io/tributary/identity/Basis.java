package io.tributary.identity;

import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.IdentifierLimits.IS_ALONE;
import static io.tributary.identity.IdentifierLimits.OK;
import static io.tributary.identity.IdentifierLimits.SMALLEST_CARRIER;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.tributary.graph.ConnectedComponents;
import io.tributary.lake.Lake;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkEvidence;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What customers are linked by in a run.
 *
 * @param scope the records that are decided anew
 * @param status what is said of the values that they carry: rows of {@link IdentifierStatus}
 * @param linking their values that may link: rows of {@link Evidence#linking}
 * @param said what the model says of pairs of them: rows of {@link LinkEvidence}
 * @param used the model in use with what it compared, or null
 */
record Basis(
    Scope scope,
    Dataset<Row> status,
    Dataset<Row> linking,
    Dataset<Row> said,
    Matching.@Nullable Used used) {

  /** Records that are decided anew beside others that are not: see {@link Changes#MOST}. */
  private static final long MOST = 2 * Changes.MOST;

  /**
   * The records that a change may concern, or all.
   *
   * @param changed records beside which nothing changed since all were linked by the same settings
   *     and model, rows of record_key; null = nobody knows
   */
  static Basis of(
      LinkCustomers.Config config, @Nullable Dataset<Row> changed, Lake lake, Matching matching) {
    Judging judging =
        new Judging(lake.read(Identifiers.TABLE), lake.read(CustomerRecords.TABLE), config);
    return changed == null
        ? ofAll(judging, matching)
        : ofPart(changed, judging, config, lake, matching);
  }

  private static Basis ofAll(Judging judging, Matching matching) {
    Dataset<Row> judged = judging.ofAll();
    Matching.Outcome outcome = matching.evidence(IdentifierLimits.table(judged), null);
    return ofAll(judged, outcome);
  }

  private static Basis ofAll(Dataset<Row> judged, Matching.Outcome outcome) {
    return ofAll(judged, LinkCustomers.keep(outcome.evidence()), outcome.used());
  }

  private static Basis ofAll(Dataset<Row> judged, Dataset<Row> said, Matching.@Nullable Used used) {
    return new Basis(
        Scope.all(), IdentifierLimits.table(judged), Evidence.linking(judged), said, used);
  }

  private static Basis ofPart(
      Dataset<Row> changed,
      Judging judging,
      LinkCustomers.Config config,
      Lake lake,
      Matching matching) {
    Dataset<Row> before = lake.read(IdentifierStatus.TABLE);
    Dataset<Row> values = judging.touchedBy(changed);
    Judging.OfSome some = judging.of(values);
    Dataset<Row> judged = some.rows();
    Dataset<Row> now = IdentifierLimits.table(judged);
    Dataset<Row> status = Scope.outside(before, IDENTIFIER_ID, values).unionByName(now);
    Dataset<Row> mayLink = mayLink(Scope.inside(before, IDENTIFIER_ID, values)).union(mayLink(now));
    Dataset<Row> carriers =
        Scope.inside(some.carriers(), IDENTIFIER_ID, mayLink).select(col(RECORD_KEY));
    Dataset<Row> concerned = LinkCustomers.keep(changed.union(carriers).distinct());
    if (concerned.count() > MOST) {
      return ofAll(judging, matching);
    }
    Matching.Outcome outcome = matching.evidence(status, concerned);
    if (!outcome.isPart()) {
      // It says that of all records, by another model or in other blocks.
      return ofAll(judging.ofAll(), outcome);
    }
    Dataset<Row> said = LinkCustomers.keep(outcome.evidence());
    Dataset<Row> edges = edges(lake.read(LinkEvidence.TABLE)).union(edges(said)).union(met(judged));
    Dataset<Row> keys = Scope.closure(concerned, edges, config.components());
    if (keys.count() > MOST) {
      return ofAll(judging.ofAll(), said, outcome.used());
    }
    Dataset<Row> theirs =
        LinkCustomers.keep(
            Scope.inside(mayLink(status), IDENTIFIER_ID, judging.valuesOf(keys))
                .union(values)
                .distinct());
    Scope scope = Scope.of(keys, theirs);
    Dataset<Row> all = judging.of(theirs).rows();
    return new Basis(
        scope,
        IdentifierLimits.table(all),
        LinkCustomers.keep(scope.ofRecords(Evidence.linking(all))),
        scope.ofPairs(said),
        outcome.used());
  }

  private static Dataset<Row> mayLink(Dataset<Row> status) {
    return status.where(col(IdentifierStatus.STATUS).equalTo(OK)).select(col(IDENTIFIER_ID));
  }

  private static Dataset<Row> edges(Dataset<Row> evidence) {
    return evidence.select(
        col(LinkEvidence.LEFT_KEY).as(ConnectedComponents.LEFT),
        col(LinkEvidence.RIGHT_KEY).as(ConnectedComponents.RIGHT));
  }

  private static Dataset<Row> met(Dataset<Row> judged) {
    return judged
        .where(col(IdentifierStatus.STATUS).equalTo(OK).and(not(col(IS_ALONE))))
        .select(
            col(SMALLEST_CARRIER).as(ConnectedComponents.LEFT),
            col(RECORD_KEY).as(ConnectedComponents.RIGHT));
  }
}

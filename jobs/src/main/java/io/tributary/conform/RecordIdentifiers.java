package io.tributary.conform;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.columns.IdentifierCells;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerRecordVersions;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/**
 * The identifiers of each record. Those of CRM rows and cards follow their versions: one that the
 * latest version no longer carries is deleted. Those of logins and sightings last as long as a
 * delivery or the memory of gone hits shows them.
 */
final class RecordIdentifiers {
  private static final String ONE = "_one";
  private static final String TIMES = "_times";
  private static final String POSITION = "_position";
  private static final String LAST_POSITION = "_last_position";
  private static final String IS_CARRIED = "_is_carried";

  private RecordIdentifiers() {}

  /**
   * @param versions see {@link RecordVersions#of}
   * @param encounters see {@link EventRecords}
   * @param stored rows of {@link Identifiers} of logins and sightings: what hits showed that are
   *     gone; the count of what both know is the greater one
   * @return rows of {@link Identifiers}
   */
  static Dataset<Row> of(
      Dataset<Row> versions, Dataset<Row> encounters, Dataset<Row> stored, Reference reference) {
    Dataset<Row> seen =
        identified(inVersions(versions).unionByName(inEncounters(encounters)), reference)
            .unionByName(remembered(stored))
            // By record at once: both the sums and the ranks below then find their rows together.
            .repartition(col(CustomerRecords.RECORD_KEY))
            .groupBy(
                CustomerRecords.RECORD_KEY,
                Identifiers.IDENTIFIER_ID,
                Identifiers.TYPE,
                Identifiers.NAMESPACE,
                Identifiers.VALUE)
            .agg(
                min(Identifiers.FIRST_SEEN_AT).as(Identifiers.FIRST_SEEN_AT),
                max(Identifiers.LAST_SEEN_AT).as(Identifiers.LAST_SEEN_AT),
                greatest(sum(TIMES), max(Identifiers.SEEN_COUNT)).as(Identifiers.SEEN_COUNT),
                not(bool_or(col(IS_CARRIED))).as(Identifiers.IS_DELETED),
                // The place in the last version that carried it; a version carries an identifier
                // once. The maximum of a struct would make Spark sort all rows.
                max_by(
                        negate(col(POSITION)),
                        when(col(POSITION).isNotNull(), col(Identifiers.LAST_SEEN_AT)))
                    .as(LAST_POSITION));
    return ranked(seen);
  }

  /** Identifiers of CRM rows and cards, once for each version that carries them. */
  private static Dataset<Row> inVersions(Dataset<Row> versions) {
    Column isLive =
        col(RecordVersions.IS_LATEST)
            .and(not(col(CustomerRecordVersions.IS_DELETED)))
            .and(not(col(LatestVersions.IS_ABSENT)));
    Column carried =
        array_distinct(concat(col(NormalisedRecords.IDENTIFIERS), col(NormalisedRecords.UNUSABLE)));
    return versions.select(
        col(CustomerRecords.RECORD_KEY),
        col(CustomerRecordVersions.VALID_FROM).as(Identifiers.FIRST_SEEN_AT),
        col(CustomerRecordVersions.VALID_FROM).as(Identifiers.LAST_SEEN_AT),
        isLive.as(IS_CARRIED),
        posexplode(carried).as(new String[] {POSITION, ONE}));
  }

  private static Dataset<Row> inEncounters(Dataset<Row> encounters) {
    return encounters.select(
        col(CustomerRecords.RECORD_KEY),
        col(EventRecords.SEEN_FROM).as(Identifiers.FIRST_SEEN_AT),
        col(EventRecords.SEEN_UNTIL).as(Identifiers.LAST_SEEN_AT),
        lit(true).as(IS_CARRIED),
        lit(null).cast(Types.INT).as(POSITION),
        explode(col(EventRecords.IDENTIFIERS)).as(ONE));
  }

  private static Dataset<Row> identified(Dataset<Row> observed, Reference reference) {
    Column type = col(ONE).getField(Identifiers.TYPE);
    Column namespace = col(ONE).getField(Identifiers.NAMESPACE);
    Column value = col(ONE).getField(Identifiers.VALUE);
    return observed
        .select(
            col(CustomerRecords.RECORD_KEY),
            CarriedIdentifiers.id(reference.hmac(), namespace, type, value)
                .as(Identifiers.IDENTIFIER_ID),
            type.as(Identifiers.TYPE),
            namespace.as(Identifiers.NAMESPACE),
            value.as(Identifiers.VALUE),
            col(Identifiers.FIRST_SEEN_AT),
            col(Identifiers.LAST_SEEN_AT),
            lit(1L).as(TIMES),
            lit(0L).as(Identifiers.SEEN_COUNT),
            col(IS_CARRIED),
            col(POSITION))
        .where(col(Identifiers.IDENTIFIER_ID).isNotNull());
  }

  private static Dataset<Row> remembered(Dataset<Row> stored) {
    return stored.select(
        col(CustomerRecords.RECORD_KEY),
        col(Identifiers.IDENTIFIER_ID),
        col(Identifiers.TYPE),
        col(Identifiers.NAMESPACE),
        col(Identifiers.VALUE),
        col(Identifiers.FIRST_SEEN_AT),
        col(Identifiers.LAST_SEEN_AT),
        lit(0L).as(TIMES),
        col(Identifiers.SEEN_COUNT),
        lit(true).as(IS_CARRIED),
        lit(null).cast(Types.INT).as(POSITION));
  }

  /**
   * Ranks the identifiers of one type in their record: those of a version in the order written,
   * those of events by when and how often they were seen.
   */
  private static Dataset<Row> ranked(Dataset<Row> identifiers) {
    Column rank =
        row_number()
            .over(
                Window.partitionBy(CustomerRecords.RECORD_KEY, Identifiers.TYPE)
                    .orderBy(
                        col(Identifiers.IS_DELETED),
                        col(LAST_POSITION).desc_nulls_last(),
                        col(Identifiers.LAST_SEEN_AT).desc(),
                        col(Identifiers.SEEN_COUNT).desc(),
                        col(Identifiers.IDENTIFIER_ID)));
    return identifiers
        .withColumns(
            Map.of(
                Identifiers.RANK,
                rank,
                Identifiers.IS_VALID,
                col(Identifiers.NAMESPACE).notEqual(IdentifierCells.AS_DELIVERED)))
        .select(Identifiers.TABLE.columns().stream().map(functions::col).toArray(Column[]::new));
  }
}

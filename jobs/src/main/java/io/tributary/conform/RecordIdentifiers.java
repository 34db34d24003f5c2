package io.tributary.conform;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;

import io.tributary.tables.silver.CustomerRecordVersions;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import java.util.Arrays;
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
  private static final String POSITION = "_position";
  private static final String LAST_POSITION = "_last_position";
  private static final String IS_CARRIED = "_is_carried";

  private RecordIdentifiers() {}

  /**
   * @param versions see {@link RecordVersions#of}
   * @return rows of {@link Identifiers}
   */
  static Dataset<Row> ofVersions(Dataset<Row> versions, Reference reference) {
    Column isLive =
        col(RecordVersions.IS_LATEST)
            .and(not(col(CustomerRecordVersions.IS_DELETED)))
            .and(not(col(LatestVersions.IS_ABSENT)));
    Column validFrom = col(CustomerRecordVersions.VALID_FROM);
    Column carried = concat(col(NormalisedRecords.IDENTIFIERS), col(NormalisedRecords.UNUSABLE));
    Dataset<Row> observed =
        versions.select(
            col(CustomerRecords.RECORD_KEY),
            validFrom.as(Identifiers.FIRST_SEEN_AT),
            isLive.as(IS_CARRIED),
            posexplode(carried).as(new String[] {POSITION, ONE}));
    return ranked(
        identified(observed, reference)
            .groupBy(
                CustomerRecords.RECORD_KEY,
                Identifiers.IDENTIFIER_ID,
                Identifiers.TYPE,
                Identifiers.NAMESPACE,
                Identifiers.VALUE)
            .agg(
                min(Identifiers.FIRST_SEEN_AT).as(Identifiers.FIRST_SEEN_AT),
                max(Identifiers.FIRST_SEEN_AT).as(Identifiers.LAST_SEEN_AT),
                functions.count_distinct(col(Identifiers.FIRST_SEEN_AT)).as(Identifiers.SEEN_COUNT),
                not(bool_or(col(IS_CARRIED))).as(Identifiers.IS_DELETED),
                // The place in the last version that carried it, the first of several.
                max(struct(col(Identifiers.FIRST_SEEN_AT), functions.negate(col(POSITION))))
                    .getField("col2")
                    .as(LAST_POSITION)),
        col(Identifiers.IS_DELETED),
        col(LAST_POSITION).desc(),
        col(Identifiers.IDENTIFIER_ID));
  }

  /**
   * @param encounters see {@link EventRecords}
   * @param stored rows of {@link Identifiers} of logins and sightings: what hits showed that are
   *     gone; the count of what both know is the greater one
   * @return rows of {@link Identifiers}
   */
  static Dataset<Row> ofEncounters(
      Dataset<Row> encounters, Dataset<Row> stored, Reference reference) {
    Dataset<Row> observed =
        encounters.select(
            col(CustomerRecords.RECORD_KEY),
            col(EventRecords.SEEN_FROM),
            col(EventRecords.SEEN_UNTIL),
            explode(col(EventRecords.IDENTIFIERS)).as(ONE));
    Dataset<Row> seen =
        identified(observed, reference)
            .groupBy(
                CustomerRecords.RECORD_KEY,
                Identifiers.IDENTIFIER_ID,
                Identifiers.TYPE,
                Identifiers.NAMESPACE,
                Identifiers.VALUE)
            .agg(
                min(EventRecords.SEEN_FROM).as(Identifiers.FIRST_SEEN_AT),
                max(EventRecords.SEEN_UNTIL).as(Identifiers.LAST_SEEN_AT),
                functions.count(lit(1)).as(Identifiers.SEEN_COUNT));
    return ranked(
        seen.unionByName(stored.select(columns(seen)))
            .groupBy(
                CustomerRecords.RECORD_KEY,
                Identifiers.IDENTIFIER_ID,
                Identifiers.TYPE,
                Identifiers.NAMESPACE,
                Identifiers.VALUE)
            .agg(
                min(Identifiers.FIRST_SEEN_AT).as(Identifiers.FIRST_SEEN_AT),
                max(Identifiers.LAST_SEEN_AT).as(Identifiers.LAST_SEEN_AT),
                max(Identifiers.SEEN_COUNT).as(Identifiers.SEEN_COUNT),
                lit(false).as(Identifiers.IS_DELETED)),
        col(Identifiers.LAST_SEEN_AT).desc(),
        col(Identifiers.SEEN_COUNT).desc(),
        col(Identifiers.IDENTIFIER_ID));
  }

  private static Dataset<Row> identified(Dataset<Row> observed, Reference reference) {
    Column type = col(ONE).getField(Identifiers.TYPE);
    Column namespace = col(ONE).getField(Identifiers.NAMESPACE);
    Column value = col(ONE).getField(Identifiers.VALUE);
    return observed
        .withColumns(
            Map.of(
                Identifiers.TYPE, type,
                Identifiers.NAMESPACE, namespace,
                Identifiers.VALUE, value,
                Identifiers.IDENTIFIER_ID,
                    CarriedIdentifiers.id(reference.hmac(), namespace, type, value)))
        .where(col(Identifiers.IDENTIFIER_ID).isNotNull())
        .drop(ONE);
  }

  private static Column[] columns(Dataset<Row> rows) {
    return Arrays.stream(rows.columns()).map(functions::col).toArray(Column[]::new);
  }

  /** Ranks the identifiers of one type in their record. */
  private static Dataset<Row> ranked(Dataset<Row> identifiers, Column... order) {
    return identifiers
        .withColumns(
            Map.of(
                Identifiers.RANK,
                row_number()
                    .over(
                        Window.partitionBy(CustomerRecords.RECORD_KEY, Identifiers.TYPE)
                            .orderBy(order)),
                Identifiers.IS_VALID,
                col(Identifiers.NAMESPACE).notEqual(CarriedIdentifiers.AS_DELIVERED)))
        .select(Identifiers.TABLE.columns().stream().map(functions::col).toArray(Column[]::new));
  }
}

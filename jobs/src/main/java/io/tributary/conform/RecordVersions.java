package io.tributary.conform;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;

import io.tributary.columns.Keys;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerRecordVersions;
import io.tributary.tables.silver.CustomerRecords;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/** The history of CRM rows and cards: a version that says the same as the one before is none. */
final class RecordVersions {

  static final String IS_LATEST = "is_latest";

  private static final String PREVIOUS = "_previous";

  private static final List<String> CONTENT =
      List.of(
          CustomerRecordVersions.IS_DELETED,
          CustomerRecords.FULL_NAME,
          CustomerRecords.FAMILY_NAME,
          CustomerRecords.GIVEN_NAME,
          CustomerRecords.BIRTH_DATE,
          CustomerRecords.GENDER,
          CustomerRecords.ADDRESS_LINE,
          CustomerRecords.WARD,
          CustomerRecords.DISTRICT,
          CustomerRecords.CITY,
          CustomerRecords.POSTAL_CODE,
          CustomerRecords.COUNTRY,
          NormalisedRecords.IDENTIFIERS,
          NormalisedRecords.UNUSABLE);

  private RecordVersions() {}

  /**
   * The rows of {@link NormalisedRecords#of} that say something new, with {@code content_hash} and
   * {@link #IS_LATEST}.
   */
  static Dataset<Row> of(Dataset<Row> normalised, Reference reference) {
    Column content =
        Keys.rowHash(CONTENT.stream().map(functions::col).toArray(Column[]::new))
            .cast(Types.STRING);
    WindowSpec inTime =
        Window.partitionBy(CustomerRecords.RECORD_KEY).orderBy(CustomerRecordVersions.VALID_FROM);
    Column hash = col(CustomerRecords.CONTENT_HASH);
    return normalised
        .withColumn(CustomerRecords.CONTENT_HASH, Keys.hmac(reference.hmac(), content))
        .withColumn(PREVIOUS, lag(hash, 1).over(inTime))
        .where(coalesce(hash.notEqual(col(PREVIOUS)), lit(true)))
        .withColumn(IS_LATEST, lead(hash, 1).over(inTime).isNull())
        .drop(PREVIOUS);
  }

  /**
   * @param versions see {@link #of}
   * @return rows of {@link CustomerRecordVersions}
   */
  static Dataset<Row> history(Dataset<Row> versions) {
    return versions.select(
        CustomerRecordVersions.TABLE.columns().stream().map(functions::col).toArray(Column[]::new));
  }

  /**
   * The latest version of each record: the columns of {@link CustomerRecords} but {@code
   * first_run}.
   *
   * @param versions see {@link #of}
   */
  static Dataset<Row> latest(Dataset<Row> versions) {
    return versions
        .where(col(IS_LATEST))
        .withColumns(
            Map.of(
                CustomerRecords.UPDATED_AT,
                col(CustomerRecordVersions.VALID_FROM),
                CustomerRecords.IS_DELETED,
                col(CustomerRecordVersions.IS_DELETED).or(col(LatestVersions.IS_ABSENT))))
        .select(
            CustomerRecords.TABLE.columns().stream()
                .filter(column -> !column.equals(CustomerRecords.FIRST_RUN))
                .map(functions::col)
                .toArray(Column[]::new));
  }
}

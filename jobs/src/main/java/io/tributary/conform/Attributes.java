package io.tributary.conform;

import static io.tributary.conform.Values.day;
import static io.tributary.conform.Values.text;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.substr;
import static org.apache.spark.sql.functions.trim;

import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.bronze.KindFields;
import io.tributary.tables.silver.ThirdPartyAttributes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What vendors state, one row for each attribute. */
final class Attributes {
  private static final String NAME = "name";
  private static final String VALUE = "value";

  private Attributes() {}

  /**
   * The latest statement of each attribute; a vendor that falls silent on one leaves the last.
   *
   * @param delivered rows of {@code bronze.attributes}
   * @return rows of {@link ThirdPartyAttributes}
   */
  static Dataset<Row> of(Dataset<Row> delivered) {
    Column stated =
        map_filter(
            col(DeliveredRows.VALUES),
            (name, value) -> name.startsWith(KindFields.ATTRIBUTE_PREFIX).and(value.isNotNull()));
    Dataset<Row> attributes =
        delivered
            .where(
                text(KindFields.KEY_TYPE).isNotNull().and(text(KindFields.SUBJECT_KEY).isNotNull()))
            .select(
                col(DeliveredRows.SOURCE).as(ThirdPartyAttributes.SOURCE),
                lower(text(KindFields.KEY_TYPE)).as(ThirdPartyAttributes.KEY_TYPE),
                lower(trim(text(KindFields.SUBJECT_KEY))).as(ThirdPartyAttributes.SUBJECT_KEY),
                coalesce(day(KindFields.AS_OF_ON), col(DeliveredRows.DELIVERED_ON))
                    .as(ThirdPartyAttributes.AS_OF_ON),
                col(DeliveredRows.DELIVERED_ON),
                col(DeliveredRows.SOURCE_FILE),
                col(DeliveredRows.LINE_NO),
                col(DeliveredRows.FILE_ID),
                explode(stated).as(new String[] {NAME, VALUE}))
            .withColumn(
                ThirdPartyAttributes.ATTRIBUTE,
                substr(col(NAME), lit(KindFields.ATTRIBUTE_PREFIX.length() + 1)));
    return LatestVersions.of(
            attributes,
            col(ThirdPartyAttributes.AS_OF_ON),
            col(ThirdPartyAttributes.SOURCE),
            col(ThirdPartyAttributes.KEY_TYPE),
            col(ThirdPartyAttributes.SUBJECT_KEY),
            col(ThirdPartyAttributes.ATTRIBUTE))
        .select(
            col(ThirdPartyAttributes.SOURCE),
            col(ThirdPartyAttributes.KEY_TYPE),
            col(ThirdPartyAttributes.SUBJECT_KEY),
            col(ThirdPartyAttributes.ATTRIBUTE),
            col(VALUE).as(ThirdPartyAttributes.VALUE),
            col(ThirdPartyAttributes.AS_OF_ON));
  }
}

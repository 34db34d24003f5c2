package io.tributary.conform;

import static io.tributary.conform.Values.day;
import static io.tributary.conform.Values.flag;
import static io.tributary.conform.Values.instant;
import static io.tributary.conform.Values.text;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.tributary.columns.Keys;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.bronze.KindFields;
import io.tributary.tables.silver.CustomerRecordVersions;
import io.tributary.tables.silver.CustomerRecords;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** CRM rows and loyalty cards in one shape, every version of each, as the source spelled them. */
final class DeliveredRecords {
  static final String CRM = "CRM";
  static final String CARD = "CARD";

  /** Cells as ARRAY&lt;STRING&gt; with nulls, the main one first. */
  static final String EMAILS = "emails";

  static final String PHONES = "phones";

  /** Ids as canonical text, one for each of {@link #SCOPED_TYPES}, with nulls. */
  static final String SCOPED = "scoped";

  static final List<String> SCOPED_TYPES =
      List.of(
          KindFields.CRM,
          KindFields.CARD,
          KindFields.ACCOUNT,
          KindFields.ZALO,
          KindFields.FACEBOOK,
          KindFields.NATIONAL_ID);

  private static final List<String> CRM_FIELDS =
      Stream.concat(
              SCOPED_TYPES.stream(),
              Stream.of(
                  KindFields.CREATED_AT,
                  KindFields.UPDATED_AT,
                  KindFields.IS_DELETED,
                  KindFields.FULL_NAME,
                  KindFields.FAMILY_NAME,
                  KindFields.GIVEN_NAME,
                  KindFields.BIRTH_DATE,
                  KindFields.GENDER,
                  KindFields.ADDRESS_LINE,
                  KindFields.WARD,
                  KindFields.DISTRICT,
                  KindFields.CITY,
                  KindFields.POSTAL_CODE,
                  KindFields.COUNTRY,
                  KindFields.EMAIL,
                  KindFields.EMAIL_2,
                  KindFields.EMAIL_3,
                  KindFields.PHONE,
                  KindFields.PHONE_2,
                  KindFields.PHONE_3))
          .toList();

  private static final String UPDATED_AT = "_updated_at";
  private static final String CREATED_AT = "_created_at";
  private static final String SAID = "_said";
  private static final String IS_REPEATED = "_is_repeated";
  private static final String LAST_DELIVERED_ON = "_last_delivered_on";
  private static final String POSITION = "_position";

  private DeliveredRecords() {}

  /**
   * One row for each record and time of a version.
   *
   * @param customers rows of {@code bronze.customers}
   * @param cards rows of {@code bronze.cards}
   * @param files rows of {@code ops.collected_files}
   */
  static Dataset<Row> of(
      Dataset<Row> customers, Dataset<Row> cards, Dataset<Row> files, Reference reference) {
    Dataset<Row> rows = crm(customers, reference).unionByName(cards(cards, reference));
    WindowSpec latestFirst =
        Window.partitionBy(col(CustomerRecords.RECORD_KEY), col(CustomerRecordVersions.VALID_FROM))
            .orderBy(
                col(CustomerRecordVersions.DELIVERED_ON).desc(),
                col(DeliveredRows.SOURCE_FILE).desc(),
                col(DeliveredRows.LINE_NO).desc(),
                col(DeliveredRows.FILE_ID).desc());
    Dataset<Row> marked = LatestVersions.markAbsent(together(rows), files, col(LAST_DELIVERED_ON));
    return dated(marked, reference)
        .withColumn(POSITION, row_number().over(latestFirst))
        .where(col(POSITION).equalTo(1))
        .drop(POSITION, DeliveredRows.SOURCE_FILE, DeliveredRows.LINE_NO, DeliveredRows.FILE_ID);
  }

  /**
   * What the rows of a record tell together: its first and last delivery, and whether a row without
   * a time of its own says the same as the delivery before.
   */
  private static Dataset<Row> together(Dataset<Row> rows) {
    WindowSpec asDelivered =
        Window.partitionBy(col(CustomerRecords.RECORD_KEY))
            .orderBy(
                col(CustomerRecordVersions.DELIVERED_ON),
                col(DeliveredRows.SOURCE_FILE),
                col(DeliveredRows.LINE_NO),
                col(DeliveredRows.FILE_ID));
    Column isRepeated =
        col(UPDATED_AT)
            .isNull()
            .and(lag(col(UPDATED_AT), 1).over(asDelivered).isNull())
            .and(col(SAID).equalTo(lag(col(SAID), 1).over(asDelivered)));
    // One order for all of them, so that Spark sorts and reads the rows once.
    WindowSpec all =
        asDelivered.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
    Column deliveredOn = col(CustomerRecordVersions.DELIVERED_ON);
    return rows.withColumns(
            Map.of(
                IS_REPEATED,
                coalesce(isRepeated, lit(false)),
                CustomerRecords.FIRST_DELIVERED_ON,
                min(deliveredOn).over(all),
                LAST_DELIVERED_ON,
                max(deliveredOn).over(all)))
        .drop(SAID);
  }

  /**
   * Since when each version holds: by the source's own time of it. Where it gives none, the first
   * delivery holds since the record was created, and a later one since the start of its day if it
   * says anything else than the delivery before. An equal one is left out here already, where cells
   * are as delivered: read as of a later day an old telephone number may be another.
   */
  private static Dataset<Row> dated(Dataset<Row> versions, Reference reference) {
    Column deliveredOn = col(CustomerRecordVersions.DELIVERED_ON);
    Column validFrom =
        coalesce(
            col(UPDATED_AT),
            when(deliveredOn.equalTo(col(CustomerRecords.FIRST_DELIVERED_ON)), col(CREATED_AT)),
            // A record that was created on the day of a later delivery is older than that.
            greatest(col(CREATED_AT), Values.startOf(deliveredOn, reference.zone())));
    return versions
        .where(not(col(IS_REPEATED)))
        .withColumn(CustomerRecordVersions.VALID_FROM, validFrom)
        .drop(IS_REPEATED, LAST_DELIVERED_ON, UPDATED_AT, CREATED_AT);
  }

  private static Dataset<Row> crm(Dataset<Row> delivered, Reference reference) {
    return Values.withFields(delivered, CRM_FIELDS)
        .select(
            columns(
                envelope(CRM, instant(KindFields.CREATED_AT), reference),
                text(KindFields.FULL_NAME).as(CustomerRecords.FULL_NAME),
                text(KindFields.FAMILY_NAME).as(CustomerRecords.FAMILY_NAME),
                text(KindFields.GIVEN_NAME).as(CustomerRecords.GIVEN_NAME),
                day(KindFields.BIRTH_DATE).as(CustomerRecords.BIRTH_DATE),
                text(KindFields.GENDER).as(CustomerRecords.GENDER),
                text(KindFields.ADDRESS_LINE).as(CustomerRecords.ADDRESS_LINE),
                text(KindFields.WARD).as(CustomerRecords.WARD),
                text(KindFields.DISTRICT).as(CustomerRecords.DISTRICT),
                text(KindFields.CITY).as(CustomerRecords.CITY),
                text(KindFields.POSTAL_CODE).as(CustomerRecords.POSTAL_CODE),
                text(KindFields.COUNTRY).as(CustomerRecords.COUNTRY),
                cells(KindFields.EMAIL, KindFields.EMAIL_2, KindFields.EMAIL_3).as(EMAILS),
                cells(KindFields.PHONE, KindFields.PHONE_2, KindFields.PHONE_3).as(PHONES),
                cells(SCOPED_TYPES.toArray(String[]::new)).as(SCOPED)));
  }

  private static Dataset<Row> cards(Dataset<Row> delivered, Reference reference) {
    Column nothing = lit(null).cast(Types.STRING);
    Column issuedAt = Values.startOf(day(KindFields.ISSUED_ON), reference.zone());
    return delivered.select(
        columns(
            envelope(CARD, issuedAt, reference),
            text(KindFields.HOLDER_NAME).as(CustomerRecords.FULL_NAME),
            nothing.as(CustomerRecords.FAMILY_NAME),
            nothing.as(CustomerRecords.GIVEN_NAME),
            lit(null).cast(Types.DAY).as(CustomerRecords.BIRTH_DATE),
            nothing.as(CustomerRecords.GENDER),
            nothing.as(CustomerRecords.ADDRESS_LINE),
            nothing.as(CustomerRecords.WARD),
            nothing.as(CustomerRecords.DISTRICT),
            nothing.as(CustomerRecords.CITY),
            nothing.as(CustomerRecords.POSTAL_CODE),
            nothing.as(CustomerRecords.COUNTRY),
            cells(KindFields.EMAIL).as(EMAILS),
            cells(KindFields.PHONE).as(PHONES),
            array(
                    SCOPED_TYPES.stream()
                        .map(type -> type.equals(KindFields.CARD) ? text(type) : nothing)
                        .toArray(Column[]::new))
                .as(SCOPED)));
  }

  private static Column[] envelope(String kind, Column createdAt, Reference reference) {
    return new Column[] {
      Values.recordKey(reference.hmac()).as(CustomerRecords.RECORD_KEY),
      col(DeliveredRows.SOURCE).as(CustomerRecords.SOURCE),
      lit(kind).as(CustomerRecords.KIND),
      instant(KindFields.UPDATED_AT).as(UPDATED_AT),
      createdAt.as(CREATED_AT),
      col(DeliveredRows.DELIVERED_ON).as(CustomerRecordVersions.DELIVERED_ON),
      isDeleted().as(CustomerRecordVersions.IS_DELETED),
      col(DeliveredRows.SOURCE_FILE),
      col(DeliveredRows.LINE_NO),
      col(DeliveredRows.FILE_ID)
    };
  }

  private static Column cells(String... fields) {
    Column[] cells = new Column[fields.length];
    for (int i = 0; i < fields.length; i++) {
      cells[i] = text(fields[i]);
    }
    return array(cells);
  }

  private static Column isDeleted() {
    return coalesce(flag(KindFields.IS_DELETED), lit(false));
  }

  /** The envelope, what the row says, and the hash of that where no time tells versions apart. */
  private static Column[] columns(Column[] envelope, Column... says) {
    Column[] content = Arrays.copyOf(says, says.length + 1);
    content[says.length] = isDeleted();
    Column said = when(instant(KindFields.UPDATED_AT).isNull(), Keys.rowHash(content));
    return Stream.of(Stream.of(envelope), Stream.of(says), Stream.of(said.as(SAID)))
        .flatMap(columns -> columns)
        .toArray(Column[]::new);
  }
}

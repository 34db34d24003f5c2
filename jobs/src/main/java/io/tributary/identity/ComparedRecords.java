package io.tributary.identity;

import static io.tributary.identity.Carriers.RECORD_KEY;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.tributary.linkage.Field;
import io.tributary.linkage.FieldKind;
import io.tributary.linkage.LinkRecord;
import io.tributary.linkage.RecordBytes;
import io.tributary.linkage.RecordReader;
import io.tributary.linkage.Role;
import io.tributary.linkage.Schema;
import io.tributary.linkage.Table;
import io.tributary.tables.Types;
import io.tributary.tables.silver.ComparedContents;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The records that the model compares: live ones with a name and one thing more. A sighting without
 * a name says too little. Values that link nobody (hot, blocked) take no part.
 */
final class ComparedRecords {
  /** Whether the record is new or differs from what the model last compared. */
  static final String IS_CHANGED = "is_changed";

  /** {@link RecordBytes} of the values that are compared. */
  static final String PREPARED = ComparedContents.PREPARED;

  /** Record key, {@link #IS_CHANGED}, the hash of what is compared, and {@link #PREPARED}. */
  static final StructType COLUMNS =
      new StructType()
          .add(RECORD_KEY, Types.STRING)
          .add(IS_CHANGED, Types.BOOLEAN)
          .add(ComparedContents.CONTENT_HASH, Types.LONG)
          .add(PREPARED, DataTypes.BinaryType);

  private static final int MOST_VALUES = 3;

  private static final List<String> TYPES = List.of("email", "phone", "national_id");

  /** Stands for an empty cell; no text holds it. */
  private static final String EMPTY = "\u0000";

  private static final String CONTENT = "content";
  private static final int FIRST_CELL = 3;
  private static final String TABLE_NAME = "records";
  private static final Map<String, Role> ROLES = roles();

  /** What is prepared of a record. */
  private static final List<String> CELLS = List.copyOf(ROLES.keySet());

  /** What records are compared by. */
  static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("given_name", FieldKind.GIVEN_NAME),
              new Field("family_name", FieldKind.FAMILY_NAME),
              new Field("other_names", FieldKind.OTHER_NAMES),
              new Field("birth_date", FieldKind.BIRTH_DATE),
              new Field("gender", FieldKind.GENDER),
              new Field("address", FieldKind.ADDRESS),
              new Field("city", FieldKind.TEXT),
              new Field("postal_code", FieldKind.POSTAL_CODE),
              new Field("email", FieldKind.EMAIL),
              new Field("phone", FieldKind.PHONE),
              new Field("national_id", FieldKind.IDENTIFIER)),
          Map.of(TABLE_NAME, ROLES));

  private ComparedRecords() {}

  private static Map<String, Role> roles() {
    Map<String, Role> roles = new LinkedHashMap<>();
    roles.put("full_name", Role.FULL_NAME);
    roles.put("first_name", Role.FIRST_NAME);
    roles.put("last_name", Role.LAST_NAME);
    roles.put("country", Role.COUNTRY);
    roles.put("birth_date", Role.BIRTH_DATE);
    roles.put("gender", Role.GENDER);
    roles.put("address", Role.ADDRESS);
    roles.put("city", Role.CITY);
    roles.put("postal_code", Role.POSTAL_CODE);
    for (int i = 0; i < MOST_VALUES; i++) {
      roles.put("email" + i, Role.EMAIL);
      roles.put("phone" + i, Role.PHONE);
    }
    roles.put("national_id", Role.NATIONAL_ID);
    return roles;
  }

  /**
   * Rows of {@link #COLUMNS}.
   *
   * @param judged rows of {@link IdentifierStatus}
   * @param last rows of {@link ComparedContents}: what was compared last; null = nothing
   */
  static Dataset<Row> of(
      Dataset<Row> records,
      Dataset<Row> identifiers,
      Dataset<Row> judged,
      @Nullable Dataset<Row> last,
      LinkCustomers.GivenNames names) {
    Dataset<Row> compared =
        records
            .where(not(coalesce(col(CustomerRecords.IS_DELETED), lit(false))))
            .where(coalesce(col(CustomerRecords.NAME_KEY), lit("")).notEqual(""))
            .join(values(identifiers, judged), new String[] {RECORD_KEY}, "left")
            .select(cells(names))
            .where(saysMoreThanAName())
            .withColumn(CONTENT, content());
    Dataset<Row> told = compared.withColumn(IS_CHANGED, lit(true));
    if (last != null) {
      Column isAsItWas = col(CONTENT).equalTo(col(ComparedContents.CONTENT_HASH));
      told =
          compared
              .join(last, new String[] {RECORD_KEY}, "left")
              .withColumn(IS_CHANGED, not(coalesce(isAsItWas, lit(false))));
    }
    List<Column> columns = new ArrayList<>(List.of(col(RECORD_KEY), col(IS_CHANGED), col(CONTENT)));
    CELLS.forEach(cell -> columns.add(col(cell)));
    return told.select(columns.toArray(Column[]::new))
        .map(new Preparation(), Encoders.row(COLUMNS));
  }

  /** Prepares the cells of a row, which follow its first three columns. */
  private static final class Preparation implements MapFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    private transient @Nullable RecordReader reader;

    @Override
    public Row call(Row row) {
      if (reader == null) {
        reader = new RecordReader(SCHEMA, new Table(TABLE_NAME, CELLS, List.of(), List.of()));
      }
      @Nullable String[] cells = new String[CELLS.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = row.getString(FIRST_CELL + i);
      }
      byte[] prepared = RecordBytes.write(reader.read(row.getString(0), cells).values());
      return RowFactory.create(row.get(0), row.get(1), row.get(2), prepared);
    }
  }

  /** A hash of all cells, in which an empty cell counts: the rest does not move up. */
  private static Column content() {
    return xxhash64(
        CELLS.stream().map(cell -> coalesce(col(cell), lit(EMPTY))).toArray(Column[]::new));
  }

  /** From a row of {@link #COLUMNS}. */
  static LinkRecord read(Row row) {
    return read(row.getString(0), ByteBuffer.wrap(row.getAs(3)));
  }

  /**
   * @param prepared of {@link #PREPARED}
   */
  static LinkRecord read(String key, ByteBuffer prepared) {
    return new LinkRecord(key, TABLE_NAME, RecordBytes.read(SCHEMA.fields().size(), prepared));
  }

  /** The rows of {@link Identifiers} that records are compared by. */
  static Dataset<Row> carried(Dataset<Row> identifiers) {
    return identifiers
        .where(Carriers.isCarried())
        .where(col(Identifiers.TYPE).isin(TYPES.toArray()));
  }

  private static Dataset<Row> values(Dataset<Row> identifiers, Dataset<Row> judged) {
    List<Column> values = new ArrayList<>();
    for (String type : TYPES) {
      values.add(
          array_sort(collect_set(when(col(Identifiers.TYPE).equalTo(type), col(Identifiers.VALUE))))
              .as(type));
    }
    return carried(identifiers)
        .join(
            judged
                .where(col(IdentifierStatus.STATUS).equalTo(IdentifierLimits.OK))
                .select(col(Identifiers.IDENTIFIER_ID)),
            Identifiers.IDENTIFIER_ID)
        .groupBy(col(RECORD_KEY))
        .agg(values.get(0), values.get(1), values.get(2));
  }

  private static Column[] cells(LinkCustomers.GivenNames names) {
    Column country = NameOrder.country(names);
    Column isLast = NameOrder.isGivenNameLast(names);
    Column isParted =
        not(isLast)
            .and(col(CustomerRecords.GIVEN_NAME).isNotNull())
            .and(col(CustomerRecords.FAMILY_NAME).isNotNull());
    // Of whole names the reader takes those of Vietnam to end with the given name, and no others.
    Column isReadOtherwise = isLast.notEqual(coalesce(country.equalTo("VN"), lit(false)));
    Column words = split(col(CustomerRecords.NAME_KEY), " ");
    Column given = when(isLast, element_at(words, -1)).otherwise(get(words, lit(0)));
    Column family = when(isLast, get(words, lit(0))).otherwise(element_at(words, -1));
    Map<String, Column> cells = new LinkedHashMap<>();
    cells.put("full_name", when(not(isParted), col(CustomerRecords.NAME_KEY)));
    cells.put(
        "first_name", when(isParted, col(CustomerRecords.GIVEN_NAME)).when(isReadOtherwise, given));
    cells.put(
        "last_name",
        when(isParted, col(CustomerRecords.FAMILY_NAME))
            .when(isReadOtherwise.and(size(words).gt(1)), family));
    cells.put("country", country);
    cells.put("birth_date", col(CustomerRecords.BIRTH_DATE).cast(Types.STRING));
    cells.put("gender", col(CustomerRecords.GENDER));
    cells.put("address", col(CustomerRecords.ADDRESS_LINE));
    cells.put("city", col(CustomerRecords.CITY));
    cells.put("postal_code", col(CustomerRecords.POSTAL_CODE));
    for (int i = 0; i < MOST_VALUES; i++) {
      cells.put("email" + i, get(col("email"), lit(i)));
      cells.put("phone" + i, get(col("phone"), lit(i)));
    }
    cells.put("national_id", get(col("national_id"), lit(0)));
    List<Column> columns = new ArrayList<>(List.of(col(RECORD_KEY)));
    cells.forEach((name, cell) -> columns.add(cell.as(name)));
    return columns.toArray(Column[]::new);
  }

  private static Column saysMoreThanAName() {
    return coalesce(
            col("birth_date"), col("address"), col("email0"), col("phone0"), col("national_id"))
        .isNotNull();
  }
}

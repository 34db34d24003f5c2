package io.tributary.conform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.to_utc_timestamp;

import io.tributary.columns.Keys;
import io.tributary.columns.MapFields;
import io.tributary.crypto.Hmac;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** The canonical text of a delivered row, typed. */
final class Values {

  private Values() {}

  /** Rows with these fields alone, for readers of many: {@link #text} then finds them at once. */
  static Dataset<Row> withFields(Dataset<Row> delivered, List<String> fields) {
    return delivered.withColumn(
        DeliveredRows.VALUES, MapFields.of(col(DeliveredRows.VALUES), fields));
  }

  static Column text(String field) {
    return col(DeliveredRows.VALUES).getItem(field);
  }

  static Column instant(String field) {
    return text(field).cast(Types.INSTANT);
  }

  static Column day(String field) {
    return text(field).cast(Types.DAY);
  }

  /** Null when the number has too many digits for the type. */
  static Column decimal(String field, DataType type) {
    return text(field).try_cast(type);
  }

  static Column flag(String field) {
    return text(field).cast(Types.BOOLEAN);
  }

  /** {@code source:natural key}; the parts of a natural key come escaped. */
  static Column key() {
    return concat(col(DeliveredRows.SOURCE), lit(":"), col(DeliveredRows.NATURAL_KEY));
  }

  /** {@link #key} of a record; open tables hold it, so a personal natural key is a pseudonym. */
  static Column recordKey(Hmac hmac) {
    return concat(
        col(DeliveredRows.SOURCE),
        lit(":"),
        Keys.pseudonymIfPersonal(hmac, col(DeliveredRows.NATURAL_KEY)));
  }

  static Column businessDay(Column instant, ZoneId zone) {
    return to_date(from_utc_timestamp(instant, zone.getId()));
  }

  /** The first moment of a business day: the time of what only states a day. */
  static Column startOf(Column day, ZoneId zone) {
    return to_utc_timestamp(day.cast(Types.INSTANT), zone.getId());
  }
}

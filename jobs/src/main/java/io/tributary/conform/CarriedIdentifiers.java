package io.tributary.conform;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substr;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.tributary.columns.Emails;
import io.tributary.columns.Keys;
import io.tributary.columns.Phones;
import io.tributary.columns.Text;
import io.tributary.crypto.Hmac;
import io.tributary.tables.Types;
import io.tributary.tables.silver.Identifiers;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers that a row carries, as an array of structs (type, namespace, value), and the key
 * of the record that an event belongs to.
 */
public final class CarriedIdentifiers {

  /** Namespace of e-mail addresses and telephone numbers, which mean one thing everywhere. */
  public static final String GLOBAL = "global";

  /** Namespace of contact points that could not be read: kept for a steward, they link nobody. */
  public static final String AS_DELIVERED = "as-delivered";

  public static final String EMAIL = "email";
  public static final String PHONE = "phone";

  /** ARRAY&lt;STRUCT&lt;type, namespace, value&gt;&gt;. */
  static final DataType TYPE =
      DataTypes.createArrayType(
          new StructType()
              .add(Identifiers.TYPE, Types.STRING)
              .add(Identifiers.NAMESPACE, Types.STRING)
              .add(Identifiers.VALUE, Types.STRING));

  private static final int SIGHTING_HEX_DIGITS = 16;

  private CarriedIdentifiers() {}

  /** The id of an identifier whose value is in normal form; null if a part is null. */
  public static @Nullable String id(Hmac hmac, String namespace, String type, String value) {
    return hmac.hex(namespace, type, value);
  }

  /** {@link #id(Hmac, String, String, String)} of STRING columns. */
  static Column id(Hmac hmac, Column namespace, Column type, Column value) {
    return Keys.hmac(hmac, namespace, type, value);
  }

  /** None or one identifier, from canonical text {@code namespace:value}. */
  static Column scoped(String type, Column canonical) {
    Column one = identifier(lit(type), namespace(canonical), value(canonical));
    return when(length(value(canonical)).gt(0), array(one).cast(TYPE)).otherwise(none());
  }

  /** The addresses in a cell. */
  static Column emails(Column cell) {
    return transform(Emails.all(cell), email -> identifier(lit(EMAIL), lit(GLOBAL), email))
        .cast(TYPE);
  }

  /**
   * The numbers in a parsed cell.
   *
   * @param parsed of type {@link Phones#TYPE}
   */
  static Column phones(Column parsed) {
    Column usable = filter(parsed, phone -> phone.getField(Phones.E164).isNotNull());
    return transform(
            usable, phone -> identifier(lit(PHONE), lit(GLOBAL), phone.getField(Phones.E164)))
        .cast(TYPE);
  }

  /** A contact cell without a usable value, kept in display form. */
  static Column asDelivered(String type, Column cell) {
    return identifier(lit(type), lit(AS_DELIVERED), Text.clean(cell));
  }

  static Column none() {
    return array().cast(TYPE);
  }

  /** Each identifier once, in a fixed order. */
  static Column union(Column... carried) {
    return array_sort(array_distinct(concat(carried)));
  }

  /**
   * The record of an event: the login if it carries an account, else the sighting, which is the set
   * of identifiers seen together in one source; null when nothing identifies it.
   *
   * @param account canonical text {@code namespace:value}, or null
   * @param carried all identifiers of the event
   */
  static Column recordKey(Hmac hmac, Column source, Column account, Column carried) {
    return when(account.isNotNull(), loginKey(hmac, account))
        .when(functions.size(carried).gt(0), sightingKey(hmac, source, carried));
  }

  /** {@code namespace:account}; open tables hold it, so a personal account is a pseudonym. */
  static Column loginKey(Hmac hmac, Column account) {
    return loginKey(hmac, namespace(account), value(account));
  }

  static Column loginKey(Hmac hmac, Column namespace, Column account) {
    return Keys.recordKey(namespace, Keys.pseudonymIfPersonal(hmac, account));
  }

  private static Column sightingKey(Hmac hmac, Column source, Column carried) {
    Column ids =
        array_sort(
            transform(
                carried,
                one ->
                    id(
                        hmac,
                        one.getField(Identifiers.NAMESPACE),
                        one.getField(Identifiers.TYPE),
                        one.getField(Identifiers.VALUE))));
    Column hash = sha2(functions.array_join(ids, "|").cast(DataTypes.BinaryType), 256);
    return concat(source, lit(":s|"), substring(hash, 1, SIGHTING_HEX_DIGITS));
  }

  static Column namespace(Column canonical) {
    return substring_index(canonical, ":", 1);
  }

  static Column value(Column canonical) {
    return substr(canonical, length(namespace(canonical)).plus(2));
  }

  private static Column identifier(Column type, Column namespace, Column value) {
    return struct(
        type.as(Identifiers.TYPE),
        namespace.as(Identifiers.NAMESPACE),
        value.as(Identifiers.VALUE));
  }
}

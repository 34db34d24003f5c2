package io.tributary.conform;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substr;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.tributary.columns.IdentifierCells;
import io.tributary.columns.Keys;
import io.tributary.crypto.Hmac;
import io.tributary.tables.silver.Identifiers;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers that a row carries, as an array of structs (type, namespace, value), and the key
 * of the record that an event belongs to.
 */
public final class CarriedIdentifiers {
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
    return when(length(value(canonical)).gt(0), array(one).cast(IdentifierCells.LIST))
        .otherwise(none());
  }

  static Column none() {
    return array().cast(IdentifierCells.LIST);
  }

  /** Each identifier once, in a fixed order. */
  static Column union(Column... carried) {
    return sort_array(array_distinct(concat(carried)));
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

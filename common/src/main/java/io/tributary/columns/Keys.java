package io.tributary.columns;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import io.tributary.crypto.Hmac;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Keys made of several values, such that two different lists of values never give the same key. */
public final class Keys {

  private static final String SPECIAL = "([\\\\|:])";
  private static final String ESCAPED = "\\\\$1";
  private static final String NULL = "-";

  private Keys() {}

  /**
   * {@code source:part|part}, with a backslash before each {@code |}, {@code :} and backslash of a
   * value; null if a value is null, because a natural key has no optional part.
   */
  public static @Nullable String recordKey(String source, @Nullable String... parts) {
    if (Stream.of(parts).anyMatch(part -> part == null)) {
      return null;
    }
    return Stream.of(parts)
        .map(Keys::escape)
        .collect(Collectors.joining("|", escape(source) + ":", ""));
  }

  private static String escape(@Nullable String part) {
    return part == null ? "" : part.replaceAll(SPECIAL, ESCAPED);
  }

  /** {@link #recordKey(String, String...)} of columns that cast to STRING. */
  public static Column recordKey(Column source, Column... parts) {
    Column[] pieces = new Column[2 * parts.length + 1];
    pieces[0] = escape(source);
    for (int i = 0; i < parts.length; i++) {
      pieces[2 * i + 1] = lit(i == 0 ? ":" : "|");
      pieces[2 * i + 2] = escape(parts[i]);
    }
    return concat(pieces);
  }

  private static Column escape(Column part) {
    return regexp_replace(part.cast(DataTypes.StringType), SPECIAL, ESCAPED);
  }

  /**
   * The text of a key that open tables hold: its keyed hash in hex if an e-mail address or a
   * telephone number is in it, else the text itself, so that plain codes stay readable.
   */
  public static String pseudonymIfPersonal(Hmac hmac, String text) {
    return text.indexOf('@') >= 0 || PersonalText.isIn(text) ? hmac.digest(text) : text;
  }

  /** {@link #pseudonymIfPersonal(Hmac, String)} of a STRING column; null stays null. */
  public static Column pseudonymIfPersonal(Hmac hmac, Column text) {
    // No built-in finds contact points or makes a keyed hash.
    UDF1<String, String> open = value -> value == null ? null : pseudonymIfPersonal(hmac, value);
    return udf(open, DataTypes.StringType).apply(text);
  }

  /** {@link Hmac#hex(String...)} of columns that cast to STRING; null if one of them is null. */
  public static Column hmac(Hmac hmac, Column... parts) {
    // No built-in makes a keyed hash. The parts are framed by built-ins, in the way of Hmac.frame.
    UDF1<String, String> digest = framed -> framed == null ? null : hmac.digest(framed);
    return udf(digest, DataTypes.StringType).apply(concat(frames(parts)));
  }

  /**
   * A BIGINT that changes when a value of the row changes, to tell changed rows of one key from
   * unchanged ones; no key of its own. {@code xxhash64} alone passes over nulls, so that a value
   * which moves to the next column would go unseen: here every value is framed first. A nested
   * value is compared by its text.
   */
  public static Column rowHash(Column... values) {
    return xxhash64(
        concat(
            Arrays.stream(frames(values))
                .map(frame -> coalesce(frame, lit(NULL)))
                .toArray(Column[]::new)));
  }

  private static Column[] frames(Column... values) {
    return Arrays.stream(values).map(Keys::frame).toArray(Column[]::new);
  }

  private static Column frame(Column value) {
    Column text = value.cast(DataTypes.StringType);
    return concat(octet_length(text).cast(DataTypes.StringType), lit(":"), text);
  }
}

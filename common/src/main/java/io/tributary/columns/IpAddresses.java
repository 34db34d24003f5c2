package io.tributary.columns;

import static org.apache.spark.sql.functions.udf;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.commons.validator.routines.InetAddressValidator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Internet addresses, cut to a network that many share. */
public final class IpAddresses {

  private static final InetAddressValidator VALIDATOR = InetAddressValidator.getInstance();

  // No built-in reads IPv6.
  private static final UserDefinedFunction CUT =
      udf((UDF1<String, String>) IpAddresses::cut, DataTypes.StringType);

  private IpAddresses() {}

  /** {@code 203.0.113.0/24} or {@code 2001:db8:1::/48}; null for what is no address. */
  public static @Nullable String cut(@Nullable String raw) {
    String text = Text.clean(raw);
    String address = text == null ? null : text.replaceFirst("%.*", "");
    // Checked first, because Java would look up as a host name whatever is no address.
    if (address == null || !VALIDATOR.isValid(address)) {
      return null;
    }
    byte[] bytes = bytes(address);
    if (bytes.length == 4) {
      return "%d.%d.%d.0/24".formatted(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff);
    }
    return "%x:%x:%x::/48".formatted(group(bytes, 0), group(bytes, 1), group(bytes, 2));
  }

  /** Four bytes also for an IPv4 address in its IPv6 notation. */
  private static byte[] bytes(String address) {
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("A valid internet address was not read", e);
    }
  }

  private static int group(byte[] bytes, int index) {
    return (bytes[2 * index] & 0xff) << 8 | (bytes[2 * index + 1] & 0xff);
  }

  /** {@link #cut(String)} of a STRING column. */
  public static Column cut(Column address) {
    return CUT.apply(address);
  }
}

package io.tributary.columns;

import static org.apache.spark.sql.functions.udf;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Web addresses and search terms, cut to what an open table may hold. */
public final class Urls {

  /** RFC 3986, appendix B, with the fragment left out; every text matches. */
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?.*",
          Pattern.DOTALL);

  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9a-f:.]+]|[\\p{L}\\p{M}\\p{Nd}._-]+)(:\\d*)?");

  // parse_url fails on the malformed addresses that logs are full of, and no built-in finds contact
  // points.
  private static final UserDefinedFunction HOST =
      udf((UDF1<String, String>) Urls::host, DataTypes.StringType);
  private static final UserDefinedFunction PARAMETER =
      udf((UDF2<String, String, String>) Urls::parameter, DataTypes.StringType);
  private static final UserDefinedFunction SCRUB_TEXT =
      udf((UDF1<String, String>) Urls::scrubText, DataTypes.StringType);

  private Urls() {}

  /**
   * Scheme, host, path and the allowed query parameters. User name, fragment, other parameters and
   * path parameters ({@code ;jsessionid=}) go; a path segment, kept value or kept parameter name
   * with an e-mail address or a telephone number, encoded or not, becomes {@code _}. Relative
   * addresses stay relative. Null for what is no page: {@code mailto:}, {@code tel:}, {@code
   * data:}, a malformed host.
   *
   * @param allowedParameters exact names, in any case; {@code utm_*} allows all that start so
   */
  public static @Nullable String scrub(@Nullable String url, Collection<String> allowedParameters) {
    Matcher parts = parts(url);
    if (parts == null) {
      return null;
    }
    String scheme = parts.group(1);
    String authority = parts.group(2);
    if (scheme != null && authority == null) {
      return null;
    }
    StringBuilder scrubbed = new StringBuilder();
    if (authority != null) {
      String host = authority(authority);
      if (host == null) {
        return null;
      }
      scrubbed
          .append(scheme == null ? "" : scheme.toLowerCase(Locale.ROOT) + ":")
          .append("//")
          .append(host);
    }
    scrubbed.append(path(parts.group(3)));
    String query = parts.group(4) == null ? "" : query(parts.group(4), allowedParameters);
    return scrubbed.append(query.isEmpty() ? "" : "?" + query).toString();
  }

  /** The host in lower case, without port; null for a relative or malformed address. */
  public static @Nullable String host(@Nullable String url) {
    Matcher parts = parts(url);
    String authority = parts == null ? null : parts.group(2);
    String host = authority == null ? null : authority(authority);
    return host == null ? null : host.replaceFirst(":\\d*$", "");
  }

  /**
   * The decoded value of the first parameter of this name; null if there is none. It may be
   * personal.
   */
  public static @Nullable String parameter(@Nullable String url, String name) {
    Matcher parts = parts(url);
    if (parts == null || parts.group(4) == null) {
      return null;
    }
    return Stream.of(parts.group(4).split("[&;]"))
        .filter(pair -> name(pair).equals(name) && pair.indexOf('=') >= 0)
        .findFirst()
        .map(pair -> PersonalText.decode(pair.substring(pair.indexOf('=') + 1).replace('+', ' ')))
        .orElse(null);
  }

  /**
   * A search term, user agent or title: clean, with {@code _} for each e-mail address and telephone
   * number.
   */
  public static @Nullable String scrubText(@Nullable String text) {
    String clean = Text.clean(text);
    return clean == null ? null : PersonalText.mask(clean);
  }

  private static @Nullable Matcher parts(@Nullable String url) {
    String clean = Text.clean(url);
    Matcher parts = clean == null || clean.equals("-") ? null : PARTS.matcher(clean);
    return parts != null && parts.matches() ? parts : null;
  }

  private static @Nullable String authority(String authority) {
    String host = authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    return AUTHORITY.matcher(host).matches() ? host : null;
  }

  private static String path(String path) {
    return Stream.of(path.split("/", -1))
        .map(segment -> segment.replaceFirst(";.*", ""))
        .map(segment -> PersonalText.isIn(segment) ? PersonalText.MASK : segment)
        .collect(Collectors.joining("/"));
  }

  private static String query(String query, Collection<String> allowed) {
    return Stream.of(query.split("[&;]"))
        .filter(pair -> isAllowed(name(pair), allowed))
        .map(Urls::scrubPair)
        .collect(Collectors.joining("&"));
  }

  private static String scrubPair(String pair) {
    int equals = pair.indexOf('=');
    if (isPersonal(equals < 0 ? pair : pair.substring(0, equals))) {
      return PersonalText.MASK;
    }
    boolean hidesValue = equals >= 0 && isPersonal(pair.substring(equals + 1));
    return hidesValue ? pair.substring(0, equals + 1) + PersonalText.MASK : pair;
  }

  private static boolean isPersonal(String encoded) {
    return PersonalText.isIn(encoded) || PersonalText.isIn(encoded.replace('+', ' '));
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return PersonalText.decode(equals < 0 ? pair : pair.substring(0, equals));
  }

  private static boolean isAllowed(String name, Collection<String> allowed) {
    String lower = name.toLowerCase(Locale.ROOT);
    return allowed.stream()
        .map(rule -> rule.toLowerCase(Locale.ROOT))
        .anyMatch(
            rule ->
                rule.endsWith("*")
                    ? lower.startsWith(rule.substring(0, rule.length() - 1))
                    : lower.equals(rule));
  }

  /** {@link #scrub(String, Collection)} of a STRING column. */
  public static Column scrub(Column url, Collection<String> allowedParameters) {
    List<String> allowed = List.copyOf(allowedParameters);
    UDF1<String, String> scrub = text -> scrub(text, allowed);
    return udf(scrub, DataTypes.StringType).apply(url);
  }

  /** {@link #host(String)} of a STRING column. */
  public static Column host(Column url) {
    return HOST.apply(url);
  }

  /** {@link #parameter(String, String)} of STRING columns. */
  public static Column parameter(Column url, Column name) {
    return PARAMETER.apply(url, name);
  }

  /** {@link #scrubText(String)} of a STRING column. */
  public static Column scrubText(Column text) {
    return SCRUB_TEXT.apply(text);
  }
}

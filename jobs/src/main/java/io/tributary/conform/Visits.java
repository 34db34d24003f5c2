package io.tributary.conform;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.tributary.columns.IdentifierCells;
import io.tributary.columns.Urls;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.KindFields;
import io.tributary.tables.silver.Sessions;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/**
 * Visits: hits of one visitor without a pause longer than the inactivity. The rows here still hold
 * raw values; {@link SessionRows} makes of them what an open table may hold.
 */
final class Visits {
  static final String COOKIES = "cookies";
  static final String DEVICES = "devices";
  static final String ACCOUNTS = "accounts";
  static final String FIRST_URL = "first_url";
  static final String FIRST_REFERRER = "first_referrer";
  static final String FIRST_AGENT = "first_agent";

  /**
   * Of the first hit that tells a campaign, its address and {@code utm_} fields under their names.
   */
  static final String CAMPAIGN = "campaign";

  static final String DELIVERED_ON = "delivered_on";

  /** All identifiers of the visit, as {@link IdentifierCells#LIST}. */
  static final String IDENTIFIERS = "identifiers";

  private static final String VISIT_NO = "visit_no";
  private static final String IS_FIRST = "_is_first";
  private static final String VALUE = "value";
  private static final int ID_HEX_DIGITS = 32;
  private static final int HTTP_ERRORS = 400;

  private static final Column[] VISITOR = {
    col(Hits.SOURCE), col(Hits.VISITOR_TYPE), col(Hits.VISITOR_SCOPE), col(Hits.VISITOR_VALUE)
  };

  /** The total order of the hits of a visitor. */
  private static final Column[] POSITION = {
    col(Hits.OCCURRED_AT), col(Hits.FILE_ID), col(Hits.LINE_NO)
  };

  private Visits() {}

  /**
   * One row for each visit.
   *
   * @param hits see {@link Hits#of}
   */
  static Dataset<Row> of(Dataset<Row> hits, Duration inactivity, Reference reference) {
    Dataset<Row> visits =
        cut(hits, inactivity)
            .groupBy(
                Stream.concat(Arrays.stream(VISITOR), Stream.of(col(VISIT_NO)))
                    .toArray(Column[]::new))
            .agg(min(Hits.OCCURRED_AT).as(Sessions.STARTED_AT), measures());
    Column visitorId =
        CarriedIdentifiers.id(
            reference.hmac(),
            col(Hits.VISITOR_SCOPE),
            col(Hits.VISITOR_TYPE),
            col(Hits.VISITOR_VALUE));
    return visits
        .withColumn(Sessions.VISITOR_ID, visitorId)
        .withColumn(Sessions.SESSION_ID, sessionId())
        .withColumn(
            Sessions.BUSINESS_ON, Values.businessDay(col(Sessions.STARTED_AT), reference.zone()))
        .withColumn(IDENTIFIERS, identifiers())
        .withColumn(Sessions.RECORD_KEY, recordKey(reference));
  }

  /** Numbers the visits of each visitor. */
  private static Dataset<Row> cut(Dataset<Row> hits, Duration inactivity) {
    WindowSpec inOrder = Window.partitionBy(VISITOR).orderBy(POSITION);
    Column pause =
        unix_micros(col(Hits.OCCURRED_AT))
            .minus(lag(unix_micros(col(Hits.OCCURRED_AT)), 1).over(inOrder));
    Column isFirst =
        when(pause.isNull().or(pause.gt(inactivity.toNanos() / 1_000)), 1).otherwise(0);
    return hits.withColumn(IS_FIRST, isFirst)
        .withColumn(
            VISIT_NO,
            sum(IS_FIRST)
                .over(inOrder.rowsBetween(Window.unboundedPreceding(), Window.currentRow())));
  }

  private static Column[] measures() {
    Column event = col(KindFields.EVENT);
    Column isError = coalesce(col(KindFields.HTTP_STATUS).geq(HTTP_ERRORS), lit(false));
    Column isCart = event.equalTo("add_to_cart");
    return new Column[] {
      max(Hits.OCCURRED_AT).as(Sessions.ENDED_AT),
      max(Hits.DELIVERED_ON).as(DELIVERED_ON),
      collect_set(col(KindFields.COOKIE)).as(COOKIES),
      collect_set(col(KindFields.DEVICE)).as(DEVICES),
      collect_set(col(KindFields.ACCOUNT)).as(ACCOUNTS),
      count(lit(1)).cast(Types.INT).as(Sessions.HIT_COUNT),
      number(event.equalTo("page_view").and(functions.not(isError))).as(Sessions.PAGE_COUNT),
      number(event.equalTo("search")).as(Sessions.SEARCH_COUNT),
      number(isCart).as(Sessions.CART_COUNT),
      number(event.equalTo("wishlist")).as(Sessions.WISHLIST_COUNT),
      number(event.equalTo("checkout")).as(Sessions.CHECKOUT_COUNT),
      max(when(isCart, col(Hits.OCCURRED_AT))).as(Sessions.LAST_CART_AT),
      first(col(KindFields.PLATFORM)).as(Sessions.PLATFORM),
      first(col(KindFields.URL)).as(FIRST_URL),
      first(when(Urls.host(col(KindFields.REFERRER)).isNotNull(), col(KindFields.REFERRER)))
          .as(FIRST_REFERRER),
      first(col(KindFields.USER_AGENT)).as(FIRST_AGENT),
      first(campaign()).as(CAMPAIGN),
      max(event.equalTo("login").or(col(KindFields.ACCOUNT).isNotNull())).as(Sessions.HAS_LOGIN),
      max(event.equalTo("purchase")).as(Sessions.HAS_PURCHASE),
      collect_set(when(event.equalTo("purchase"), col(KindFields.ORDER_ID))).as(Sessions.ORDER_IDS)
    };
  }

  /** An app has no addresses and states its campaign in fields of the event. */
  private static Column campaign() {
    Column stated =
        coalesce(
            col(KindFields.UTM_SOURCE), col(KindFields.UTM_MEDIUM), col(KindFields.UTM_CAMPAIGN));
    return when(
        stated.isNotNull().or(col(KindFields.URL).contains("utm_")),
        struct(
            col(KindFields.URL),
            col(KindFields.UTM_SOURCE),
            col(KindFields.UTM_MEDIUM),
            col(KindFields.UTM_CAMPAIGN)));
  }

  private static Column number(Column condition) {
    return count(when(condition, 1)).cast(Types.INT);
  }

  /** The value on the first hit that has one. */
  private static Column first(Column value) {
    Column[] positioned =
        Stream.concat(Arrays.stream(POSITION), Stream.of(value.as(VALUE))).toArray(Column[]::new);
    return min(when(value.isNotNull(), struct(positioned))).getField(VALUE);
  }

  private static Column sessionId() {
    Column text =
        concat_ws(
            "|", col(Hits.SOURCE), col(Sessions.VISITOR_ID), unix_micros(col(Sessions.STARTED_AT)));
    return substring(sha2(text.cast("binary"), 256), 1, ID_HEX_DIGITS);
  }

  private static Column identifiers() {
    return CarriedIdentifiers.union(
        scoped(KindFields.COOKIE, COOKIES),
        scoped(KindFields.DEVICE, DEVICES),
        scoped(KindFields.ACCOUNT, ACCOUNTS));
  }

  private static Column scoped(String type, String canonical) {
    return flatten(
        transform(array_sort(col(canonical)), text -> CarriedIdentifiers.scoped(type, text)));
  }

  /** A visit under two accounts is neither's: it keeps to its cookies and devices. */
  private static Column recordKey(Reference reference) {
    Column account = when(size(col(ACCOUNTS)).equalTo(1), col(ACCOUNTS).getItem(0));
    Column anonymous =
        concat(scoped(KindFields.COOKIE, COOKIES), scoped(KindFields.DEVICE, DEVICES));
    return CarriedIdentifiers.recordKey(reference.hmac(), col(Hits.SOURCE), account, anonymous);
  }
}

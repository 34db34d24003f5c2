package io.tributary.conform;

import static io.tributary.conform.Values.instant;
import static io.tributary.conform.Values.text;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.bronze.KindFields;
import io.tributary.tables.silver.Sessions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Hits with the visitor that made them; restricted, and only on their way to visits. */
final class Hits {
  static final String SOURCE = Sessions.SOURCE;
  static final String OCCURRED_AT = "occurred_at";
  static final String FILE_ID = DeliveredRows.FILE_ID;
  static final String LINE_NO = DeliveredRows.LINE_NO;
  static final String DELIVERED_ON = DeliveredRows.DELIVERED_ON;
  static final String LOADED_AT = DeliveredRows.LOADED_AT;

  /**
   * What the visitor is known by: {@code cookie}, {@code device}, {@code account} (hits of a back
   * end, which come from one address) or {@code agent}.
   */
  static final String VISITOR_TYPE = "visitor_type";

  /** Its namespace; of an agent the network address. */
  static final String VISITOR_SCOPE = "visitor_scope";

  /** The value itself; of an agent the user agent. */
  static final String VISITOR_VALUE = "visitor_value";

  static final String AGENT = "agent";

  private Hits() {}

  /**
   * One row for each hit, its fields under their names in {@link KindFields}.
   *
   * @param delivered rows of {@code bronze.hits}
   */
  static Dataset<Row> of(Dataset<Row> delivered) {
    Column cookie = text(KindFields.COOKIE);
    Column device = text(KindFields.DEVICE);
    Column account = text(KindFields.ACCOUNT);
    Column canonical = coalesce(cookie, device, account);
    return withoutRedelivered(delivered)
        .where(text(KindFields.OCCURRED_AT).isNotNull())
        .select(
            col(DeliveredRows.SOURCE).as(SOURCE),
            instant(KindFields.OCCURRED_AT).as(OCCURRED_AT),
            col(FILE_ID),
            col(LINE_NO),
            col(DELIVERED_ON),
            col(LOADED_AT),
            when(cookie.isNotNull(), KindFields.COOKIE)
                .when(device.isNotNull(), KindFields.DEVICE)
                .when(account.isNotNull(), KindFields.ACCOUNT)
                .otherwise(AGENT)
                .as(VISITOR_TYPE),
            when(canonical.isNotNull(), CarriedIdentifiers.namespace(canonical))
                .otherwise(coalesce(text(KindFields.IP), lit("")))
                .as(VISITOR_SCOPE),
            when(canonical.isNotNull(), CarriedIdentifiers.value(canonical))
                .otherwise(agent())
                .as(VISITOR_VALUE),
            cookie.as(KindFields.COOKIE),
            device.as(KindFields.DEVICE),
            account.as(KindFields.ACCOUNT),
            coalesce(lower(text(KindFields.EVENT)), lit("page_view")).as(KindFields.EVENT),
            text(KindFields.PLATFORM).as(KindFields.PLATFORM),
            text(KindFields.URL).as(KindFields.URL),
            text(KindFields.REFERRER).as(KindFields.REFERRER),
            text(KindFields.USER_AGENT).as(KindFields.USER_AGENT),
            text(KindFields.ORDER_ID).as(KindFields.ORDER_ID),
            text(KindFields.UTM_SOURCE).as(KindFields.UTM_SOURCE),
            text(KindFields.UTM_MEDIUM).as(KindFields.UTM_MEDIUM),
            text(KindFields.UTM_CAMPAIGN).as(KindFields.UTM_CAMPAIGN),
            text(KindFields.HTTP_STATUS).try_cast(Types.INT).as(KindFields.HTTP_STATUS));
  }

  /** A hit that names neither its address nor its agent is a visitor of its own. */
  private static Column agent() {
    return when(
            text(KindFields.IP).isNull().and(text(KindFields.USER_AGENT).isNull()),
            concat_ws(":", col(FILE_ID), col(LINE_NO)))
        .otherwise(coalesce(text(KindFields.USER_AGENT), lit("")));
  }

  /** A hit with a natural key may be delivered again; one without is told by its file and line. */
  private static Dataset<Row> withoutRedelivered(Dataset<Row> delivered) {
    Column key =
        coalesce(col(DeliveredRows.NATURAL_KEY), concat_ws(":", col(FILE_ID), col(LINE_NO)));
    return LatestVersions.of(
        delivered, instant(KindFields.OCCURRED_AT), col(DeliveredRows.SOURCE), key);
  }
}

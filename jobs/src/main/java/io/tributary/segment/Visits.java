package io.tributary.segment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.Sessions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Visits of known customers, as facts: one row a visit, with how often what was done in it. The
 * time of a cart is that of its last product; of all else, the begin of the visit, so that the
 * visit in which somebody buys is no visit after the purchase.
 */
final class Visits {

  private Visits() {}

  static Dataset<Row> facts(SegmentInputs inputs, AsOf asOf) {
    return inputs
        .of(Sessions.TABLE)
        .where(not(coalesce(col(Sessions.IS_BOT), lit(false))))
        .where(asOf.isBefore(col(Sessions.STARTED_AT)))
        .join(inputs.links(), CustomerLinks.RECORD_KEY)
        .select(
            col(CustomerLinks.CUSTOMER_ID),
            col(Sessions.BUSINESS_ON).as(EventTotals.DAY),
            col(Sessions.PLATFORM).as(EventTotals.CHANNEL),
            lit(1).as(EventKind.VISIT.countColumn()),
            col(Sessions.CART_COUNT).as(EventKind.CART.countColumn()),
            col(Sessions.SEARCH_COUNT).as(EventKind.SEARCH.countColumn()),
            col(Sessions.WISHLIST_COUNT).as(EventKind.WISHLIST.countColumn()),
            col(Sessions.CHECKOUT_COUNT).as(EventKind.CHECKOUT.countColumn()),
            col(Sessions.STARTED_AT).as(EventKind.VISIT.timeColumn()),
            col(Sessions.LAST_CART_AT).as(EventKind.CART.timeColumn()),
            col(Sessions.STARTED_AT).as(EventKind.SEARCH.timeColumn()),
            col(Sessions.STARTED_AT).as(EventKind.WISHLIST.timeColumn()),
            col(Sessions.STARTED_AT).as(EventKind.CHECKOUT.timeColumn()));
  }
}

package io.tributary.segment;

import io.tributary.tables.Table;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.Products;
import io.tributary.tables.silver.Rates;
import io.tributary.tables.silver.Sessions;
import io.tributary.tables.silver.TransactionLines;
import io.tributary.tables.silver.Transactions;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Customers and what they did, as rows of the tables that segments look at. */
final class World {
  private final Map<Table, TestRows> rows = new HashMap<>();
  private int number;

  World() {
    for (Table table :
        List.of(
            Customers.TABLE,
            CustomerLinks.TABLE,
            CustomerIds.TABLE,
            Transactions.TABLE,
            TransactionLines.TABLE,
            Products.TABLE,
            Sessions.TABLE,
            CampaignResponses.TABLE,
            Identifiers.TABLE,
            Rates.TABLE)) {
      rows.put(table, TestRows.of(table));
    }
  }

  World row(Table table, Object... namesAndValues) {
    rows.get(table).row(namesAndValues);
    return this;
  }

  /** A customer with one record, {@code r-<id>}. */
  World customer(String id, Object... namesAndValues) {
    row(CustomerLinks.TABLE, CustomerLinks.RECORD_KEY, "r-" + id, CustomerLinks.CUSTOMER_ID, id);
    return row(Customers.TABLE, with(List.of(Customers.CUSTOMER_ID, id), namesAndValues));
  }

  /** A delivered sale worth 10 in the currency of values. */
  World bought(String id, String sku, Instant at, Object... namesAndValues) {
    String ticket = "t-" + number++;
    row(
        TransactionLines.TABLE,
        TransactionLines.TRANSACTION_ID,
        ticket,
        TransactionLines.LINE_NO,
        1,
        TransactionLines.SKU,
        sku,
        TransactionLines.REPORTING_AMOUNT,
        "10.00");
    Map<String, Object> sale = new HashMap<>();
    sale.put(Transactions.TRANSACTION_ID, ticket);
    sale.put(Transactions.RECORD_KEY, "r-" + id);
    sale.put(Transactions.KIND, "SALE");
    sale.put(Transactions.CHANNEL, "store");
    sale.put(Transactions.OCCURRED_AT, at);
    sale.put(Transactions.BUSINESS_ON, at.atZone(TestLake.ZONE).toLocalDate());
    sale.put(Transactions.REPORTING_AMOUNT, "10.00");
    sale.put(Transactions.IS_REVENUE, true);
    return row(Transactions.TABLE, over(sale, namesAndValues));
  }

  /** A visit of the web site. */
  World visited(String id, Instant at, Object... namesAndValues) {
    Map<String, Object> visit = new HashMap<>();
    visit.put(Sessions.SESSION_ID, "s-" + number++);
    visit.put(Sessions.RECORD_KEY, "r-" + id);
    visit.put(Sessions.PLATFORM, "web");
    visit.put(Sessions.STARTED_AT, at);
    visit.put(Sessions.BUSINESS_ON, at.atZone(TestLake.ZONE).toLocalDate());
    visit.put(Sessions.IS_BOT, false);
    visit.put(Sessions.CART_COUNT, 0);
    visit.put(Sessions.SEARCH_COUNT, 0);
    visit.put(Sessions.WISHLIST_COUNT, 0);
    visit.put(Sessions.CHECKOUT_COUNT, 0);
    return row(Sessions.TABLE, over(visit, namesAndValues));
  }

  /** Something put into the cart at this moment, the only one of its visit. */
  World cart(String id, Instant at) {
    return visited(id, at, Sessions.CART_COUNT, 1, Sessions.LAST_CART_AT, at);
  }

  Dataset<Row> in(SparkSession spark, Table table) {
    return rows.get(table).in(spark);
  }

  SegmentInputs inputs(SparkSession spark) {
    Map<Table, Dataset<Row>> tables = new HashMap<>();
    rows.keySet().forEach(table -> tables.put(table, in(spark, table)));
    return new SegmentInputs(tables);
  }

  /** Fills the tables of a lake. */
  TestLake fill(TestLake lake, SparkSession spark, Table... tables) {
    for (Table table : tables) {
      lake.with(table, in(spark, table));
    }
    return lake;
  }

  private static Object[] over(Map<String, Object> values, Object... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    List<Object> flat = new ArrayList<>();
    values.forEach((name, value) -> flat.addAll(java.util.Arrays.asList(name, value)));
    return flat.toArray();
  }

  private static Object[] with(List<Object> first, Object... more) {
    List<Object> all = new ArrayList<>(first);
    all.addAll(List.of(more));
    return all.toArray();
  }
}

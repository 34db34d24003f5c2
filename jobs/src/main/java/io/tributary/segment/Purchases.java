package io.tributary.segment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.segment.Condition.ProductChoice;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.Products;
import io.tributary.tables.silver.TransactionLines;
import io.tributary.tables.silver.Transactions;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Sales that stand, as facts: one row a sale of a known customer together with its returns. A
 * placed order counts before it is delivered or valued, since who has just ordered must not be told
 * to; a cancelled or returned order does not, nor a second sighting of the same order. A sale that
 * was brought back whole is no purchase any more, one of which a part came back is worth less. A
 * return that names no sale we know is no purchase either and lowers the amount on its own day.
 * Money is what counts as revenue.
 */
final class Purchases {
  private static final String COUNT = "count";
  private static final String AMOUNT = "amount";
  private static final String PURCHASE_ID = "purchase_id";
  private static final Column IS_SALE = col(Transactions.KIND).equalTo("SALE");

  private Purchases() {}

  /** Column that is above 0 where something of these products was bought and kept. */
  static String countOf(ProductChoice products, List<ProductChoice> choices) {
    return products.equals(ProductChoice.ANY)
        ? EventKind.PURCHASE.countColumn()
        : COUNT + "_" + choices.indexOf(products);
  }

  /** Column with the revenue of these products in the reporting currency, returns taken off. */
  static String amountOf(ProductChoice products, List<ProductChoice> choices) {
    return products.equals(ProductChoice.ANY) ? AMOUNT : AMOUNT + "_" + choices.indexOf(products);
  }

  /**
   * @param choices the distinct choices of products, each with two columns
   */
  static Dataset<Row> facts(SegmentInputs inputs, List<ProductChoice> choices, AsOf asOf) {
    Dataset<Row> tickets = inputs.of(Transactions.TABLE).where(isSaleOrReturn(asOf));
    if (!choices.isEmpty()) {
      tickets =
          tickets.join(
              chosenLines(inputs, choices), new String[] {Transactions.TRANSACTION_ID}, "left");
    }
    List<Column> facts = facts(choices);
    return tickets
        .groupBy(purchaseId().as(PURCHASE_ID))
        .agg(facts.get(0), facts.subList(1, facts.size()).toArray(new Column[0]))
        .join(inputs.links(), CustomerLinks.RECORD_KEY);
  }

  /** A return stands with the sale that it names. */
  private static Column purchaseId() {
    return coalesce(
        when(not(IS_SALE), col(Transactions.RETURNS_TRANSACTION_ID)),
        col(Transactions.TRANSACTION_ID));
  }

  private static Column isSaleOrReturn(AsOf asOf) {
    Column isReturn =
        col(Transactions.KIND)
            .equalTo("RETURN")
            .and(not(coalesce(col(Transactions.STATUS).equalTo("cancelled"), lit(false))));
    return IS_SALE
        .and(not(coalesce(col(Transactions.STATUS).isin("cancelled", "returned"), lit(false))))
        .or(isReturn)
        .and(not(coalesce(col(Transactions.IS_DELETED), lit(false))))
        .and(
            not(
                coalesce(
                    col(Transactions.NOT_REVENUE_REASON).isin("SAME_ORDER", "CANCELLED"),
                    lit(false))))
        .and(asOf.isBefore(col(Transactions.OCCURRED_AT)));
  }

  /** What a sale and its returns add up to. */
  private static List<Column> facts(List<ProductChoice> choices) {
    Column isRevenue = coalesce(col(Transactions.IS_REVENUE), lit(false));
    // Brought back whole is what is worth nothing any more; a gift without returns is a purchase.
    Column isKept =
        max(not(IS_SALE))
            .equalTo(lit(false))
            .or(coalesce(sum(col(Transactions.NET_AMOUNT)).gt(0), lit(true)));
    List<Column> facts =
        new ArrayList<>(
            List.of(
                ofSale(Transactions.RECORD_KEY).as(CustomerLinks.RECORD_KEY),
                ofSale(Transactions.BUSINESS_ON).as(EventTotals.DAY),
                ofSale(Transactions.CHANNEL).as(EventTotals.CHANNEL),
                when(max(IS_SALE).and(isKept), lit(1))
                    .otherwise(lit(0))
                    .as(EventKind.PURCHASE.countColumn()),
                ofSale(Transactions.OCCURRED_AT).as(EventKind.PURCHASE.timeColumn()),
                sum(when(isRevenue, col(Transactions.REPORTING_AMOUNT))).as(AMOUNT)));
    for (ProductChoice choice : choices) {
      String count = countOf(choice, choices);
      String amount = amountOf(choice, choices);
      // A line has its quantity, and no sign: the ticket says which way the goods went.
      Column kept = sum(when(IS_SALE, col(count)).otherwise(negate(col(count))));
      facts.add(when(max(IS_SALE), coalesce(kept, lit(0))).otherwise(lit(0)).as(count));
      facts.add(sum(when(isRevenue, col(amount))).as(amount));
    }
    return facts;
  }

  /** Of the sale; where we do not know the sale, of the return. */
  private static Column ofSale(String column) {
    return coalesce(max(when(IS_SALE, col(column))), when(not(max(IS_SALE)), max(col(column))));
  }

  /** One row a ticket: how much of it each choice takes, and what that is worth. */
  private static Dataset<Row> chosenLines(SegmentInputs inputs, List<ProductChoice> choices) {
    Dataset<Row> lines =
        inputs
            .of(TransactionLines.TABLE)
            .select(
                TransactionLines.TRANSACTION_ID,
                TransactionLines.SKU,
                TransactionLines.QUANTITY,
                TransactionLines.REPORTING_AMOUNT);
    if (choices.stream().anyMatch(choice -> !choice.categories().isEmpty())) {
      Dataset<Row> catalogue =
          inputs.of(Products.TABLE).select(col(Products.SKU), col(Products.CATEGORY));
      lines = lines.join(catalogue, new String[] {TransactionLines.SKU}, "left");
    }
    List<Column> totals = new ArrayList<>();
    for (ProductChoice choice : choices) {
      Column isChosen =
          isOneOf(TransactionLines.SKU, choice.skus())
              .and(isOneOf(Products.CATEGORY, choice.categories()));
      Column quantity = coalesce(col(TransactionLines.QUANTITY), lit(1));
      totals.add(sum(when(isChosen, quantity)).as(countOf(choice, choices)));
      totals.add(
          sum(when(isChosen, col(TransactionLines.REPORTING_AMOUNT)))
              .as(amountOf(choice, choices)));
    }
    return lines
        .groupBy(TransactionLines.TRANSACTION_ID)
        .agg(totals.get(0), totals.subList(1, totals.size()).toArray(new Column[0]));
  }

  private static Column isOneOf(String column, List<String> values) {
    return values.isEmpty() ? lit(true) : col(column).isin(values.toArray());
  }
}

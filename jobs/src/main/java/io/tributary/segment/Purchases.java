package io.tributary.segment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
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
 * Sales that stand, as facts: one row a ticket of a known customer. A placed order counts before it
 * is delivered or valued, since who has just ordered must not be told to; a cancelled or returned
 * order does not, nor a second sighting of the same order. Money is what counts as revenue.
 */
final class Purchases {
  private static final String COUNT = "count";
  private static final String AMOUNT = "amount";

  private Purchases() {}

  /** Column with the number of lines of these products; of any products: 1. */
  static String countOf(ProductChoice products, List<ProductChoice> choices) {
    return products.equals(ProductChoice.ANY)
        ? EventKind.PURCHASE.countColumn()
        : COUNT + "_" + choices.indexOf(products);
  }

  /** Column with the revenue of these products in the reporting currency. */
  static String amountOf(ProductChoice products, List<ProductChoice> choices) {
    return products.equals(ProductChoice.ANY) ? AMOUNT : AMOUNT + "_" + choices.indexOf(products);
  }

  /**
   * @param choices the distinct choices of products, each with two columns
   */
  static Dataset<Row> facts(SegmentInputs inputs, List<ProductChoice> choices, AsOf asOf) {
    Dataset<Row> sales = inputs.of(Transactions.TABLE).where(stands(asOf));
    if (!choices.isEmpty()) {
      sales =
          sales.join(
              chosenLines(inputs, choices), new String[] {Transactions.TRANSACTION_ID}, "left");
    }
    return sales.join(inputs.links(), CustomerLinks.RECORD_KEY).select(columns(choices));
  }

  private static Column stands(AsOf asOf) {
    return col(Transactions.KIND)
        .equalTo("SALE")
        .and(not(coalesce(col(Transactions.IS_DELETED), lit(false))))
        .and(not(coalesce(col(Transactions.STATUS).isin("cancelled", "returned"), lit(false))))
        .and(
            not(
                coalesce(
                    col(Transactions.NOT_REVENUE_REASON).isin("SAME_ORDER", "CANCELLED"),
                    lit(false))))
        .and(asOf.isBefore(col(Transactions.OCCURRED_AT)));
  }

  private static Column[] columns(List<ProductChoice> choices) {
    Column isRevenue = coalesce(col(Transactions.IS_REVENUE), lit(false));
    List<Column> columns =
        new ArrayList<>(
            List.of(
                col(CustomerLinks.CUSTOMER_ID),
                col(Transactions.BUSINESS_ON).as(EventTotals.DAY),
                col(Transactions.CHANNEL).as(EventTotals.CHANNEL),
                lit(1).as(EventKind.PURCHASE.countColumn()),
                col(Transactions.OCCURRED_AT).as(EventKind.PURCHASE.timeColumn()),
                when(isRevenue, col(Transactions.REPORTING_AMOUNT)).as(AMOUNT)));
    for (ProductChoice choice : choices) {
      columns.add(col(countOf(choice, choices)));
      String amount = amountOf(choice, choices);
      columns.add(when(isRevenue, col(amount)).as(amount));
    }
    return columns.toArray(new Column[0]);
  }

  /** One row a ticket: how many of its lines each choice takes, and what they are worth. */
  private static Dataset<Row> chosenLines(SegmentInputs inputs, List<ProductChoice> choices) {
    Dataset<Row> lines =
        inputs
            .of(TransactionLines.TABLE)
            .select(
                TransactionLines.TRANSACTION_ID,
                TransactionLines.SKU,
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
      totals.add(count(when(isChosen, lit(1))).as(countOf(choice, choices)));
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

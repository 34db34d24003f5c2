package io.tributary.tables.silver;

import static io.tributary.tables.Types.INT;
import static io.tributary.tables.Types.MONEY;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;
import io.tributary.tables.Types;

/**
 * One line of a ticket or order. Unit price times quantity less discount, converted at the rate of
 * the business day and rounded once.
 */
public final class TransactionLines {
  public static final String TRANSACTION_ID = "transaction_id";
  public static final String LINE_NO = "line_no";
  public static final String SKU = "sku";
  public static final String QUANTITY = "quantity";
  public static final String UNIT_PRICE = "unit_price";
  public static final String DISCOUNT = "discount";
  public static final String NET_AMOUNT = "net_amount";
  public static final String REPORTING_AMOUNT = "reporting_amount";

  public static final Table TABLE =
      Table.silver("transaction_lines", "One line of a ticket or order.")
          .key(TRANSACTION_ID, LINE_NO)
          .pseudonym(TRANSACTION_ID, STRING, "The ticket.")
          .attribute(LINE_NO, INT, "Number of the line, from 1.")
          .attribute(SKU, STRING, "Product.")
          .attribute(QUANTITY, Types.QUANTITY, "Quantity; positive also on a return.")
          .attribute(
              UNIT_PRICE,
              Types.UNIT_PRICE,
              "Price of one in the currency of the ticket; null where only the line's total is stated.")
          .attribute(DISCOUNT, Types.UNIT_PRICE, "Discount of the line.")
          .attribute(
              NET_AMOUNT,
              Types.AMOUNT,
              "Rounded to the minor unit of the currency; negative for a return.")
          .attribute(REPORTING_AMOUNT, MONEY, "Converted and rounded; null if unvalued.")
          .build();

  private TransactionLines() {}
}

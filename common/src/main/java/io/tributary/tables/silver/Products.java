package io.tributary.tables.silver;

import static io.tributary.tables.Types.BOOLEAN;
import static io.tributary.tables.Types.STRING;
import static io.tributary.tables.Types.UNIT_PRICE;

import io.tributary.tables.Table;

/** One product of the catalogue; latest version. Catalogue. */
public final class Products {
  public static final String SKU = "sku";
  public static final String NAME = "name";
  public static final String CATEGORY = "category";
  public static final String SUBCATEGORY = "subcategory";
  public static final String BRAND = "brand";
  public static final String LIST_PRICE = "list_price";
  public static final String CURRENCY = "currency";
  public static final String IS_DELETED = "is_deleted";

  public static final Table TABLE =
      Table.silver("products", "One product of the catalogue; latest version.")
          .key(SKU)
          .attribute(SKU, STRING, "Stock keeping unit.")
          .attribute(NAME, STRING, "Name.")
          .attribute(CATEGORY, STRING, "Category.")
          .attribute(SUBCATEGORY, STRING, "Subcategory.")
          .attribute(BRAND, STRING, "Brand.")
          .attribute(LIST_PRICE, UNIT_PRICE, "List price.")
          .attribute(CURRENCY, STRING, "ISO 4217.")
          .attribute(IS_DELETED, BOOLEAN, "No longer in the catalogue.")
          .build();

  private Products() {}
}

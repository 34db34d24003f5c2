package io.tributary.generate;

import java.time.LocalDate;
import java.util.List;

/** The assortment, whole every night; on the last night one price has changed. */
final class CatalogFile {
  private final Models models;

  CatalogFile(Models models) {
    this.models = models;
  }

  void write(Chunk chunk) {
    Nights nights = chunk.nights();
    List<Products.Product> products = models.products().all();
    for (LocalDate night : nights.all()) {
      for (Products.Product product : products) {
        boolean isRaised =
            night.equals(nights.last()) && nights.days() > 1 && product.equals(products.get(0));
        String text =
            new CsvRow(Feed.CATALOG, ',')
                .set("sku", product.sku())
                .set("name", product.name())
                .set("category", product.category())
                .set("subcategory", product.subcategory())
                .set("brand", product.brand())
                .set("list_price", Long.toString(product.listPrice() + (isRaised ? 10_000 : 0)))
                .set("currency", "VND")
                .text();
        chunk.line(Feed.CATALOG.file(night), night.atStartOfDay(), text);
      }
    }
  }
}

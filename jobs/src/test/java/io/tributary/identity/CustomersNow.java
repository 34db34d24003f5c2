package io.tributary.identity;

import io.tributary.tables.silver.CustomerLinks;
import io.tributary.testing.TestLake;
import java.util.Map;
import java.util.TreeMap;

/** What a lake says now of each live record. */
final class CustomersNow {
  private CustomersNow() {}

  /** Record key to customer. */
  static Map<String, String> of(TestLake lake) {
    Map<String, String> customers = new TreeMap<>();
    lake.lake()
        .read(CustomerLinks.TABLE)
        .collectAsList()
        .forEach(
            row ->
                customers.put(
                    row.getAs(CustomerLinks.RECORD_KEY), row.getAs(CustomerLinks.CUSTOMER_ID)));
    return customers;
  }
}

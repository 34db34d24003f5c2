package io.tributary.report;

import static org.apache.spark.sql.functions.col;

import io.tributary.graph.WeakPoints;
import io.tributary.lake.Lake;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.LinkEvidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * One customer as a graph: the one whose records come from most sources, and what links them. A
 * record is told by its source and kind alone; no id leads from the page to a table.
 */
final class Portrait {
  /** More would not be readable. */
  private static final long MOST_RECORDS = 24;

  private Portrait() {}

  /** {@code records} and {@code links} between their positions; both empty without a customer. */
  static Map<String, Object> of(Lake lake) {
    List<String> keys = new ArrayList<>();
    List<Map<String, Object>> records = new ArrayList<>();
    List<Map<String, Object>> links = new ArrayList<>();
    for (String customer : mostSources(lake)) {
      for (Row record : records(lake, customer)) {
        keys.add(record.getString(0));
        records.add(Map.of("source", record.getString(1), "kind", record.getString(2)));
      }
      links.addAll(links(lake, keys));
    }
    return Map.of("records", records, "links", links);
  }

  private static List<String> mostSources(Lake lake) {
    return lake.read(Customers.TABLE)
        .where(col(Customers.RECORD_COUNT).between(2, MOST_RECORDS))
        .orderBy(
            col(Customers.SOURCE_COUNT).desc(),
            col(Customers.RECORD_COUNT).desc(),
            col(Customers.CUSTOMER_ID))
        .limit(1)
        .select(Customers.CUSTOMER_ID)
        .as(Encoders.STRING())
        .collectAsList();
  }

  private static List<Row> records(Lake lake, String customer) {
    return lake.read(CustomerLinks.TABLE)
        .where(col(CustomerLinks.CUSTOMER_ID).equalTo(customer))
        .select(CustomerLinks.RECORD_KEY)
        .join(lake.read(CustomerRecords.TABLE), CustomerRecords.RECORD_KEY)
        .select(CustomerRecords.RECORD_KEY, CustomerRecords.SOURCE, CustomerRecords.KIND)
        .orderBy(CustomerRecords.SOURCE, CustomerRecords.KIND, CustomerRecords.RECORD_KEY)
        .collectAsList();
  }

  private static List<Map<String, Object>> links(Lake lake, List<String> keys) {
    Object[] among = keys.toArray();
    Dataset<Row> used =
        lake.read(LinkEvidence.TABLE)
            .where(col(LinkEvidence.STATE).equalTo("USED"))
            .where(col(LinkEvidence.LEFT_KEY).isin(among))
            .where(col(LinkEvidence.RIGHT_KEY).isin(among))
            .select(
                LinkEvidence.LEFT_KEY,
                LinkEvidence.RIGHT_KEY,
                LinkEvidence.RULE,
                LinkEvidence.WEIGHT_LOG2)
            .orderBy(LinkEvidence.LEFT_KEY, LinkEvidence.RIGHT_KEY, LinkEvidence.RULE);
    List<Row> rows = used.collectAsList();
    int[] lefts = rows.stream().mapToInt(row -> keys.indexOf(row.getString(0))).toArray();
    int[] rights = rows.stream().mapToInt(row -> keys.indexOf(row.getString(1))).toArray();
    List<Map<String, Object>> links = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Map<String, Object> link = new LinkedHashMap<>();
      link.put("left", lefts[i]);
      link.put("right", rights[i]);
      link.put("rule", rows.get(i).getString(2));
      if (!rows.get(i).isNullAt(3)) {
        link.put("bits", rows.get(i).getDouble(3));
      }
      links.add(link);
    }
    WeakPoints.of(keys.size(), lefts, rights)
        .bridges()
        .forEach(bridge -> links.get(bridge.link()).put("lesser_side", bridge.lesserSide()));
    return links;
  }
}

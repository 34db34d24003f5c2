package io.tributary.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.StoredLake;
import io.tributary.tables.Sensitivity;
import io.tributary.tables.Table;
import io.tributary.tables.gold.CustomerConsents;
import io.tributary.tables.gold.CustomerContacts;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.gold.SegmentMembers;
import io.tributary.tables.silver.Consents;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkEvidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One customer on a page. Every section is a handful of rows of one customer; columns that the
 * table definitions call direct are masked unless they were asked for.
 */
final class CustomerPage {
  private static final String DECISION = "decision";

  private final String customerId;
  private final boolean showsPii;
  private final Map<String, Section> sections = new LinkedHashMap<>();

  private record Section(List<String> columns, List<Map<String, String>> rows) {}

  CustomerPage(StoredLake lake, String customerId, boolean showsPii) {
    this.customerId = customerId;
    this.showsPii = showsPii;
    Dataset<Row> links = of(lake, CustomerLinks.TABLE);
    Dataset<Row> keys = links.select(CustomerLinks.RECORD_KEY);
    add(
        "Records",
        CustomerRecords.TABLE,
        lake.read(CustomerRecords.TABLE).join(keys, CustomerRecords.RECORD_KEY),
        CustomerRecords.KIND,
        CustomerRecords.RECORD_KEY,
        CustomerRecords.FULL_NAME,
        CustomerRecords.UPDATED_AT);
    add(
        "Why they are one customer",
        LinkEvidence.TABLE,
        evidence(lake, keys).where(isUsed()),
        LinkEvidence.LEFT_KEY,
        LinkEvidence.RIGHT_KEY,
        LinkEvidence.RULE,
        LinkEvidence.WEIGHT_LOG2);
    add(
        "What was not followed",
        LinkEvidence.TABLE,
        evidence(lake, keys).where(not(isUsed())),
        LinkEvidence.LEFT_KEY,
        LinkEvidence.RIGHT_KEY,
        LinkEvidence.RULE,
        LinkEvidence.STATE,
        LinkEvidence.REFUSED_BY);
    add(
        "Value and engagement",
        Customers.TABLE,
        of(lake, Customers.TABLE),
        Customers.NET_VALUE,
        Customers.VALUE_CURRENCY,
        Customers.ORDER_COUNT,
        Customers.LAST_PURCHASE_AT,
        Customers.LAST_VISIT_AT,
        Customers.IS_VIP,
        Customers.RFM_RECENCY,
        Customers.RFM_FREQUENCY,
        Customers.RFM_MONETARY);
    add(
        "Segments",
        SegmentMembers.TABLE,
        of(lake, SegmentMembers.TABLE),
        SegmentMembers.SEGMENT,
        SegmentMembers.ENTERED_AT,
        SegmentMembers.LEFT_AT,
        SegmentMembers.ENTRY_REASON);
    add(
        "Consent",
        List.of(CustomerConsents.TABLE, Consents.TABLE),
        consents(lake, keys),
        CustomerConsents.PURPOSE,
        CustomerConsents.CHANNEL,
        CustomerConsents.STATE,
        CustomerConsents.HAS_EVIDENCE,
        CustomerConsents.DECIDED_BY,
        CustomerConsents.DECIDED_AT,
        Consents.METHOD,
        Consents.EVIDENCE,
        Consents.POLICY_VERSION,
        Consents.PLACE);
    add(
        "Golden values",
        CustomerContacts.TABLE,
        of(lake, CustomerContacts.TABLE),
        CustomerContacts.FIELD,
        CustomerContacts.RANK,
        CustomerContacts.VALUE,
        CustomerContacts.SOURCE,
        CustomerContacts.VALUED_AT,
        CustomerContacts.RULE);
  }

  /**
   * The state of each purpose and channel with the event that decided it, of several at one moment
   * one with evidence. A former record of the customer may have decided too: its event is not told.
   */
  private Dataset<Row> consents(StoredLake lake, Dataset<Row> keys) {
    Dataset<Row> subjects =
        keys.select(lit("RECORD").as(Consents.SUBJECT_TYPE), col(CustomerLinks.RECORD_KEY))
            .union(
                lake.read(Identifiers.TABLE)
                    .join(keys, Identifiers.RECORD_KEY)
                    .select(lit("IDENTIFIER"), col(Identifiers.IDENTIFIER_ID)))
            .withColumnRenamed(CustomerLinks.RECORD_KEY, Consents.SUBJECT_KEY);
    Dataset<Row> events =
        lake.read(Consents.TABLE)
            .join(subjects, new String[] {Consents.SUBJECT_TYPE, Consents.SUBJECT_KEY}, "left_semi")
            .groupBy(
                col(Consents.PURPOSE),
                col(Consents.CHANNEL),
                when(col(Consents.STATE).equalTo("GRANTED"), "GRANTED")
                    .otherwise("DENIED")
                    .as(CustomerConsents.STATE),
                col(Consents.OCCURRED_AT).as(CustomerConsents.DECIDED_AT),
                col(Consents.SOURCE))
            .agg(
                max(struct(
                        col(Consents.EVIDENCE),
                        col(Consents.METHOD),
                        col(Consents.POLICY_VERSION),
                        col(Consents.PLACE)))
                    .as(DECISION))
            .select("*", DECISION + ".*");
    return of(lake, CustomerConsents.TABLE)
        .withColumn(Consents.SOURCE, substring_index(col(CustomerConsents.DECIDED_BY), ": ", 1))
        .join(
            events,
            new String[] {
              CustomerConsents.PURPOSE,
              CustomerConsents.CHANNEL,
              CustomerConsents.STATE,
              CustomerConsents.DECIDED_AT,
              Consents.SOURCE
            },
            "left");
  }

  /** Evidence that ends at a record of the customer. */
  private static Dataset<Row> evidence(StoredLake lake, Dataset<Row> keys) {
    Dataset<Row> its = keys.withColumnRenamed(CustomerLinks.RECORD_KEY, "its_record");
    Column endsThere =
        col(LinkEvidence.LEFT_KEY)
            .equalTo(col("its_record"))
            .or(col(LinkEvidence.RIGHT_KEY).equalTo(col("its_record")));
    return lake.read(LinkEvidence.TABLE).join(its, endsThere, "left_semi");
  }

  private static Column isUsed() {
    return col(LinkEvidence.STATE).equalTo("USED");
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("customer_id", customerId);
    sections.forEach(
        (title, section) ->
            json.put(title.toLowerCase(java.util.Locale.ROOT).replace(' ', '_'), section.rows()));
    return json;
  }

  String text() {
    StringJoiner text = new StringJoiner("\n");
    text.add("Customer " + customerId);
    sections.forEach(
        (title, section) -> {
          TextTable table = new TextTable(section.columns().toArray(new String[0]));
          section.rows().forEach(row -> table.row(row.values().toArray()));
          text.add("").add(title).add(section.rows().isEmpty() ? "  none" : table.render("  "));
        });
    return text.toString();
  }

  private Dataset<Row> of(StoredLake lake, Table table) {
    return lake.read(table).where(col(Customers.CUSTOMER_ID).equalTo(customerId));
  }

  private void add(String title, Table table, Dataset<Row> rows, String... columns) {
    add(title, List.of(table), rows, columns);
  }

  private void add(String title, List<Table> tables, Dataset<Row> rows, String... columns) {
    Dataset<Row> selected =
        rows.select(java.util.Arrays.stream(columns).map(name -> col(name)).toArray(Column[]::new))
            .distinct();
    List<Map<String, String>> cells =
        selected.orderBy(columns[0], columns[1]).collectAsList().stream()
            .map(row -> cells(tables, row))
            .toList();
    sections.put(title, new Section(List.of(columns), cells));
  }

  private Map<String, String> cells(List<Table> tables, Row row) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (String column : row.schema().fieldNames()) {
      Object value = row.getAs(column);
      String text =
          value == null
              ? ""
              : value instanceof java.sql.Timestamp at
                  ? at.toInstant().toString()
                  : value.toString();
      cells.put(column, isDirect(tables, column) && !showsPii ? Masking.mask(text) : text);
    }
    return cells;
  }

  /** A column that no table defines is taken for one that is. */
  private static boolean isDirect(List<Table> tables, String column) {
    return tables.stream()
        .flatMap(table -> table.field(column).stream())
        .findFirst()
        .map(field -> field.sensitivity() == Sensitivity.DIRECT)
        .orElse(true);
  }
}

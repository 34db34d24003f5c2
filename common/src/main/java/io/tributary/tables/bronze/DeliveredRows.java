package io.tributary.tables.bronze;

import static io.tributary.tables.Types.DAY;
import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.LONG;
import static io.tributary.tables.Types.NESTED_TEXTS;
import static io.tributary.tables.Types.STRING;
import static io.tributary.tables.Types.TEXTS;

import io.tributary.tables.Table;
import java.util.List;

/**
 * One delivered row that met its contract. All kinds share this shape, so that a new source needs
 * no new table.
 *
 * <p>{@code fields} is the row as delivered, undeclared columns too. {@code values} is what the
 * contract made of it: the fields of the kind in canonical text ({@code yyyy-MM-dd}, {@code
 * yyyy-MM-ddTHH:mm:ssZ} in UTC, plain decimals with a point, {@code true}/{@code false}), so that
 * whoever reads bronze needs no contract and casts without doubt.
 */
public final class DeliveredRows {
  public static final String SOURCE = "source";
  public static final String NATURAL_KEY = "natural_key";
  public static final String FIELDS = "fields";
  public static final String VALUES = "values";
  public static final String BODY = "body";
  public static final String FILE_ID = "_file_id";
  public static final String LINE_NO = "_line_no";
  public static final String SOURCE_FILE = "_source_file";
  public static final String DELIVERED_ON = "_delivered_on";
  public static final String LOADED_AT = "_loaded_at";
  public static final String ROW_HASH = "_row_hash";

  public static final Table CUSTOMERS = kind("customers", "One delivered row of a CRM.");
  public static final Table CARDS = kind("cards", "One delivered loyalty card.");
  public static final Table TICKETS =
      kind("tickets", "One delivered ticket or order, its lines in body.");
  public static final Table HITS = kind("hits", "One delivered hit of a site or an app.");
  public static final Table CONSENTS =
      kind("consents", "One delivered consent decision or campaign response.");
  public static final Table ATTRIBUTES =
      kind("attributes", "One delivered row of a vendor's attributes.");
  public static final Table PRODUCTS = kind("products", "One delivered row of a catalogue.");
  public static final Table RATES = kind("rates", "One delivered currency rate.");

  /** One table a kind. */
  public static final List<Table> ALL =
      List.of(CUSTOMERS, CARDS, TICKETS, HITS, CONSENTS, ATTRIBUTES, PRODUCTS, RATES);

  private static Table kind(String name, String row) {
    return Table.bronze(name, row)
        .key(FILE_ID, LINE_NO)
        .partitionedBy(DELIVERED_ON)
        .attribute(SOURCE, STRING, "Name of the source contract.")
        .direct(NATURAL_KEY, STRING, "Key of the row in its source, parts escaped and joined by |.")
        .direct(FIELDS, TEXTS, "The row as delivered, undeclared columns too.")
        .direct(VALUES, TEXTS, "Fields of the kind in canonical text.")
        .direct(BODY, NESTED_TEXTS, "Nested rows (lines of a ticket) in canonical text.")
        .attribute(FILE_ID, STRING, "The delivery, see ops.collected_files.")
        .attribute(LINE_NO, LONG, "First line of the row in the file, from 1.")
        .attribute(SOURCE_FILE, STRING, "Path below the landing root.")
        .attribute(DELIVERED_ON, DAY, "Day of delivery.")
        .attribute(LOADED_AT, INSTANT, "As-of of the run that loaded it.")
        .pseudonym(ROW_HASH, STRING, "Hash of the fields, to tell a repeated row.")
        .build();
  }

  private DeliveredRows() {}
}

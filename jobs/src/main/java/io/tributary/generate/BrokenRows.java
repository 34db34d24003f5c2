package io.tributary.generate;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Rows that no contract accepts: one of each kind in every chunk, in the files that are large
 * enough to bear them.
 */
final class BrokenRows {
  private static final String PHONE = "0912000000";

  private BrokenRows() {}

  static void write(Chunk chunk) {
    LocalDate first = chunk.nights().first();
    customers(chunk, first);
    tickets(chunk, first);
    events(chunk, first);
    decisions(chunk, first);
    if (chunk.index() == 0) {
      lists(chunk, first);
    }
    for (LocalDate night : chunk.nights().all()) {
      broken(
          chunk,
          DirtyCase.MALFORMED_LOG_LINE,
          Feed.ACCESS_LOG.file(night),
          night,
          "Nov  8 content-1 nginx: worker exited");
    }
    IntentFile.Intent keyless = new IntentFile.Intent(null, "Gia dụng", 0.5, first.toString());
    chunk.intent(Feed.INTENT.file(first), keyless);
    chunk.found(DirtyCase.MISSING_REQUIRED, Feed.INTENT.file(first), null, "");
  }

  private static void customers(Chunk chunk, LocalDate first) {
    String crm = Feed.CRM.file(first);
    CsvRow row =
        new CsvRow(Feed.CRM, ',')
            .set("customer_id", "KX" + Digits.padded(chunk.index(), 6))
            .set("full_name", "Dòng Hỏng")
            .set("phone", PHONE)
            .set("created_at", "2024-02-01 09:00:00")
            .set("updated_at", "2024-02-01 09:00:00")
            .set("deleted", "0");
    broken(
        chunk, DirtyCase.WRONG_TYPE, crm, first, row.copy().set("birth_date", "31/02/1990").text());
    broken(chunk, DirtyCase.MISSING_REQUIRED, crm, first, row.copy().set("customer_id", "").text());
    broken(
        chunk,
        DirtyCase.SPREADSHEET_CARD,
        crm,
        first,
        row.copy().set("loyalty_card", "8.93E+12").text());
    broken(chunk, DirtyCase.TOO_MANY_COLUMNS, crm, first, row.text() + ",x,y");
    broken(
        chunk,
        DirtyCase.TOO_FEW_COLUMNS,
        crm,
        first,
        "KX" + Digits.padded(chunk.index(), 6) + ",Dòng Ngắn");
    String cards = Feed.CARDS.file(first);
    String rest = ";Dòng Hỏng;" + PHONE + ";;Bạc;01/02/2024;2024-02-01 09:00:00";
    broken(chunk, DirtyCase.SPREADSHEET_CARD, cards, first, "8.93E+12" + rest);
    broken(chunk, DirtyCase.MISSING_REQUIRED, cards, first, rest);
  }

  private static void tickets(Chunk chunk, LocalDate first) {
    String number = "X" + chunk.nextNumber();
    String pos = Feed.TICKETS.file(first, "_history");
    String ticket =
        "{\"ticket_no\":%s,\"store_id\":\"HCM01\",\"register_id\":\"R1\",\"occurred_at\":\"2026-05-01T10:00:00+07:00\","
            + "\"kind\":\"sale\",\"currency\":\"VND\",\"tender\":\"cash\",\"total\":\"%s\",\"lines\":[{\"line_no\":1,"
            + "\"sku\":\"SP1001\",\"name\":\"Ốp lưng\",\"quantity\":\"1\",\"unit_price\":\"59000\",\"discount\":\"0\"}]}";
    String key = '"' + number + '"';
    broken(chunk, DirtyCase.MISSING_REQUIRED, pos, first, ticket.formatted("null", "59000"));
    broken(chunk, DirtyCase.WRONG_TYPE, pos, first, ticket.formatted(key, "năm mươi chín nghìn"));
    broken(chunk, DirtyCase.BAD_JSON, pos, first, ticket.formatted(key, "59000").substring(0, 120));
    String orders = Feed.ORDERS.file(first, "_history");
    broken(
        chunk,
        DirtyCase.BAD_JSON,
        orders,
        first,
        "{\"order_id\":\"" + number + "\",\"channel\":\"we");
    broken(
        chunk,
        DirtyCase.MISSING_REQUIRED,
        orders,
        first,
        "{\"order_id\":null,\"channel\":\"web\",\"lines\":[]}");
    String marketplace = Feed.MARKETPLACE.file(first, "_history");
    String tail = ";0,00;Dòng Hỏng;" + PHONE + ";01/05/2026 10:00;02/05/2026 10:00;delivered;VND";
    String head = number + ";1;SP1001;Ốp lưng;";
    broken(chunk, DirtyCase.WRONG_GROUPING, marketplace, first, head + "1;1,250,000.00" + tail);
    broken(chunk, DirtyCase.WRONG_TYPE, marketplace, first, head + "một;59.000,00" + tail);
    broken(
        chunk, DirtyCase.TOO_MANY_COLUMNS, marketplace, first, head + "1;59.000,00" + tail + ";x");
  }

  private static void events(Chunk chunk, LocalDate first) {
    String web = Feed.EVENTS.file(first, "_history");
    String event =
        "{\"event\":\"page_view\",\"at\":%s,\"cookie\":\"c0\",\"platform\":\"web\",\"url\":\"https://hoasenmart.vn/\"}";
    broken(chunk, DirtyCase.MISSING_REQUIRED, web, first, event.formatted("null"));
    broken(chunk, DirtyCase.WRONG_TYPE, web, first, event.formatted("\"hôm qua\""));
    broken(chunk, DirtyCase.BAD_JSON, web, first, event.formatted("null").substring(0, 40));
  }

  private static void decisions(Chunk chunk, LocalDate first) {
    String consents = Feed.CONSENTS.file(first);
    String stamp = "2025-05-01T10:00:00+07:00";
    broken(
        chunk,
        DirtyCase.WRONG_TYPE,
        consents,
        first,
        "phone," + PHONE + ",marketing,sms,maybe," + stamp + ",form,2023-07,HCM01,");
    broken(
        chunk,
        DirtyCase.MISSING_REQUIRED,
        consents,
        first,
        "phone,,marketing,sms,granted," + stamp + ",form,2023-07,HCM01,");
    String campaigns = Feed.CAMPAIGNS.file(first);
    broken(
        chunk, DirtyCase.WRONG_TYPE, campaigns, first, "EM0,sms," + PHONE + ",opened,08-11-26,M0");
    broken(
        chunk, DirtyCase.TOO_FEW_COLUMNS, Feed.DEMOGRAPHICS.file(first), first, "email_sha256,00");
  }

  private static void lists(Chunk chunk, LocalDate first) {
    broken(
        chunk,
        DirtyCase.WRONG_TYPE,
        Feed.CATALOG.file(first),
        first,
        "SPX,Hàng hỏng,Gia dụng,Nhà bếp,Khác,liên hệ,VND");
    broken(
        chunk,
        DirtyCase.WRONG_TYPE,
        Feed.RATES.file(first),
        first,
        first.minusDays(1) + ",JPY,USD,n/a");
  }

  private static void broken(
      Chunk chunk, DirtyCase dirtyCase, String file, LocalDate night, String text) {
    LocalDateTime at = night.minusDays(1).atTime(12, 0);
    Chunk.Line line = chunk.line(file, at, text);
    chunk.found(dirtyCase, file, line, "");
  }
}

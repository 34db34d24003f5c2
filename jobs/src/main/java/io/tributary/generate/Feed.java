package io.tributary.generate;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A source's file by night: its name, what stands before its rows, and whether it comes with a
 * history.
 */
enum Feed {
  CRM(
      "crm/customers_%s.csv",
      "customer_id,full_name,email,email_2,phone,phone_2,birth_date,gender,address,ward,district,province,postal_code,"
          + "country,loyalty_card,zalo_id,facebook_id,created_at,updated_at,deleted"),
  CARDS("loyalty/cards_%s.csv", "\uFEFFcard_no;holder_name;phone;email;tier;issued_on;updated_at"),
  TICKETS("pos/tickets_%s.jsonl", ""),
  ORDERS("shop/orders_%s.jsonl.gz", ""),
  MARKETPLACE(
      "marketplace/orders_%s.csv",
      "sep=;\norder_no;line_no;sku;product_name;quantity;unit_price;discount;buyer_name;buyer_phone;order_date;"
          + "updated_at;status;currency"),
  EVENTS("web/events_%s.jsonl", ""),
  ACCESS_LOG("weblog/access_%s.log", ""),
  DEMOGRAPHICS(
      "vendor_demographics/demographics_%s.csv",
      "key_type,key_value,age_band,income_band,home_owner,children,interest,as_of"),
  INTENT("vendor_intent/intent_%s.parquet", ""),
  CONSENTS(
      "consents/consents_%s.csv",
      "subject_type,subject,purpose,channel,decision,decided_at,method,text_version,place,evidence_ref"),
  CAMPAIGNS(
      "campaigns/responses_%s.csv", "campaign_id,channel,subject,response,responded_at,message_id"),
  CATALOG("catalog/products_%s.csv", "sku,name,category,subcategory,brand,list_price,currency"),
  RATES("rates/rates_%s.csv", "rate_on,base_currency,quote_currency,rate");

  private final String pattern;
  private final String header;

  Feed(String pattern, String header) {
    this.pattern = pattern;
    this.header = header;
  }

  /** What stands before the rows, the line feed included; empty for formats without a header. */
  String header() {
    return header.isEmpty() ? "" : header + "\n";
  }

  /** The columns in order; for formats with a header only. */
  String[] columns(char separator) {
    String names = header.substring(header.indexOf('\n') + 1).replace("\uFEFF", "");
    return names.split(String.valueOf(separator), -1);
  }

  boolean hasHistory() {
    return this == TICKETS || this == ORDERS || this == MARKETPLACE || this == EVENTS;
  }

  String file(LocalDate night) {
    return file(night, "");
  }

  /** The file of a night with a suffix such as {@code _late}. */
  String file(LocalDate night, String suffix) {
    return "landing/" + pattern.formatted(night + suffix);
  }

  /** The file that delivers an event of this time: its night's, or the first night's history. */
  String file(Nights nights, LocalDateTime at) {
    return nights.isHistory(at) ? file(nights.first(), "_history") : file(at.toLocalDate());
  }

  /** New content, delivered on a later night, under the name that the file of {@code named} had. */
  String overlay(LocalDate delivered, LocalDate named) {
    return "overlays/" + delivered + "/" + pattern.formatted(named);
  }
}

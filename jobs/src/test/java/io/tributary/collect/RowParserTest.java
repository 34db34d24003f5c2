package io.tributary.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.config.Settings;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowParserTest {
  private static final String SALES =
      """
      source {
        kind = tickets, path = "x/*", delivered-on = "yyyy-MM-dd", delivers = events
        format = csv, natural-key = [ticket_no], owner = me
        fields {
          ticket_no = no, card = card, phone = phone, occurred_at = at
          currency { constant = VND }, kind { constant = SALE }
        }
        lines.fields { sku = sku, %s }
        terms { basis = none, purposes = [], retention = 1d }
      }
      """;

  private static CheckedRow sale(String lineFields, Map<String, String> delivered) {
    SourceContract contract =
        Settings.of(SALES.formatted(lineFields)).bind("source", SourceContract.class);
    return RowParser.of("pos", contract, ZoneOffset.UTC).parse(DeliveredRow.of(1, delivered), null);
  }

  @Test
  void keepsASaleWhoseCardOrPhoneASpreadsheetDestroyed() {
    CheckedRow row =
        sale(
            "quantity = qty, unit_price = price",
            Map.of(
                "no",
                "1",
                "card",
                "8.93E+12",
                "phone",
                "9.12E+08",
                "at",
                "2026-11-08",
                "sku",
                "A",
                "qty",
                "1",
                "price",
                "5"));

    assertThat(row.reasons()).isEmpty();
    assertThat(row.values())
        .containsEntry("quality_flags", "CARD_DESTROYED")
        .containsEntry("phone", "9.12E+08")
        .doesNotContainKey("card");
  }

  @Test
  void stillRejectsWhatElseIsWrongWithASale() {
    CheckedRow row =
        sale(
            "quantity = qty, unit_price = price",
            Map.of("no", "1", "card", "8.93E+12", "at", "2026-11-08", "sku", "A", "qty", "x"));

    assertThat(row.reasons())
        .containsExactlyInAnyOrder(
            new Reason("qty", Rules.NOT_A_NUMBER), new Reason("price", Rules.REQUIRED));
  }

  @Test
  void takesTheTotalOfALineInPlaceOfPriceAndQuantity() {
    Map<String, String> delivered = Map.of("no", "1", "at", "2026-11-08", "sku", "A", "sum", "7.5");

    assertThat(sale("line_total = sum", delivered).body())
        .isEqualTo(List.of(Map.of("sku", "A", "line_total", "7.5")));
    assertThat(sale("line_total = total", delivered).reasons())
        .containsExactly(new Reason("total", Rules.REQUIRED));
    assertThatThrownBy(() -> sale("unit_price = sum", delivered))
        .hasMessageContaining("line_total");
  }
}

package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnRecognitionTest {

  @Test
  void knowsColumnsByNameInTwoLanguagesAndByContent() {
    List<@Nullable String[]> rows = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      ids.add("i" + i);
      rows.add(
          new String[] {
            "Nguyễn Văn " + (char) ('A' + i % 26),
            "09" + (12345678 + i * 37),
            String.format("%02d/%02d/19%02d", 1 + i % 28, 1 + i % 12, 10 + i),
            "u" + i + "@x.org",
            i % 2 == 0 ? "gold" : "silver",
            "C00" + (1000 + i),
            "2026-01-01 10:00:" + (10 + i % 50),
            "VN",
            null
          });
    }
    Table table =
        new Table(
            "t",
            List.of(
                "Họ và tên",
                "SĐT",
                "Ngày sinh",
                "column4",
                "tier",
                "loyalty_card",
                "updated_at",
                "constant",
                "empty"),
            ids,
            rows);

    assertThat(ColumnRecognition.recognise(table, Map.of()))
        .containsEntry("Họ và tên", Role.FULL_NAME)
        .containsEntry("SĐT", Role.PHONE)
        .containsEntry("Ngày sinh", Role.BIRTH_DATE)
        .containsEntry("column4", Role.EMAIL)
        .containsEntry("tier", Role.CATEGORY)
        .containsEntry("loyalty_card", Role.IDENTIFIER)
        .containsEntry("updated_at", Role.IGNORED)
        .containsEntry("constant", Role.IGNORED)
        .containsEntry("empty", Role.IGNORED);
    assertThat(ColumnRecognition.recognise(table, Map.of("tier", Role.TEXT)))
        .containsEntry("tier", Role.TEXT);
  }

  @Test
  void leavesOutANameWrittenOnceMore() {
    InventedPeople people = new InventedPeople(2, 60);
    List<@Nullable String[]> rows = new ArrayList<>();
    for (String[] row : people.rows) {
      String both = (row[0] == null ? "" : row[0]) + " " + (row[1] == null ? "" : row[1]);
      rows.add(new String[] {row[0], row[1], both.isBlank() ? null : both});
    }
    Table table =
        new Table("t", List.of("first_name", "surname", "first_and_surname"), people.ids, rows);

    assertThat(ColumnRecognition.recognise(table, Map.of()))
        .containsEntry("first_and_surname", Role.IGNORED);
  }
}

package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnRecognitionTest {

  @Test
  void aNumberOfACountryIsNoCountryAndTurnsNoNameRound() {
    List<@Nullable String[]> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String country = i % 3 == 0 ? "USA" : i % 3 == 1 ? "Việt Nam" : "?";
      rows.add(new String[] {"Nguyễn Văn Hùng", i % 2 == 0 ? "232" : "84", country});
    }
    List<String> columns = List.of("full_name", "country_id", "country");
    List<String> ids = IntStream.range(0, 60).mapToObj(i -> "i" + i).toList();
    Table table = new Table("t", columns, ids, rows);

    Map<String, Role> roles =
        ColumnRecognition.recognise(table, Map.of("full_name", Role.FULL_NAME));
    Schema schema =
        new Schema(
            List.of(
                new Field("given_name", FieldKind.GIVEN_NAME),
                new Field("family_name", FieldKind.FAMILY_NAME)),
            Map.of("t", roles));

    assertThat(roles)
        .containsEntry("country", Role.COUNTRY)
        .doesNotContainEntry("country_id", Role.COUNTRY);
    assertThat(RecordReader.read(schema, table))
        .extracting(record -> record.values()[0][0].text())
        .startsWith("nguyen", "hung", "hung");
  }

  @Test
  void aFirstNameWithoutALastNameIsAWholeName() {
    List<@Nullable String[]> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(new String[] {"Juan Pérez " + (char) ('a' + i % 26), "López" + i});
    }
    List<String> ids = IntStream.range(0, 60).mapToObj(i -> "i" + i).toList();

    assertThat(roles(new Table("t", List.of("nombre", "nota"), ids, rows)))
        .containsEntry("nombre", Role.FULL_NAME);
    assertThat(roles(new Table("t", List.of("nombre", "apellidos"), ids, rows)))
        .containsEntry("nombre", Role.FIRST_NAME)
        .containsEntry("apellidos", Role.LAST_NAME);
  }

  private static Map<String, Role> roles(Table table) {
    return ColumnRecognition.recognise(table, Map.of());
  }

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
  void takesNumbersForPhonesByTheHeaderAndSaysWhatItCannotRead() {
    List<String> columns =
        List.of("mobile_no", "Contact Number", "sdt", "born", "birthday", "whatsapp", "mail");
    List<@Nullable String[]> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(
          new String[] {
            "90" + (1234567 + i * 37),
            "91" + (1234567 + i * 41),
            i % 3 == 0 ? "012" + (3456 + i) : "***" + (3456 + i),
            "spring of " + (1900 + i),
            i % 2 + 1 + "-Mar-" + (10 + i),
            i % 2 == 0 ? "yes" : "no",
            i % 3 == 0 ? "u" + i + "@x.org" : "letter " + i
          });
    }
    Table table =
        new Table("t", columns, IntStream.range(0, 60).mapToObj(i -> "" + i).toList(), rows);
    Map<String, Role> stated = Map.of("mail", Role.EMAIL, "sdt", Role.PHONE);

    Schema schema = Schema.of(List.of(table), stated);

    assertThat(schema.roles().get("t"))
        .containsEntry("mobile_no", Role.PHONE)
        .containsEntry("Contact Number", Role.PHONE)
        .containsEntry("born", Role.TEXT)
        .containsEntry("birthday", Role.BIRTH_DATE);
    assertThat(UnreadColumn.of(List.of(table), schema, stated))
        .containsExactly(
            new UnreadColumn("t", "sdt", Role.PHONE, Role.PHONE, 1 / 3.0),
            new UnreadColumn("t", "born", Role.BIRTH_DATE, Role.TEXT, 0),
            new UnreadColumn("t", "whatsapp", Role.PHONE, Role.CATEGORY, 0),
            new UnreadColumn("t", "mail", Role.EMAIL, Role.EMAIL, 1 / 3.0));
    assertThat(
            UnreadColumn.of(List.of(table), schema, Map.of("born", Role.TEXT, "mail", Role.EMAIL)))
        .as("what a user says is no birth date needs to be none")
        .extracting(UnreadColumn::column)
        .doesNotContain("born");
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

  @Test
  void looksAtTheSameRowsInAnotherOrder() {
    List<@Nullable String[]> rows = new ArrayList<>();
    for (int i = 0; i < 9000; i++) {
      rows.add(new String[] {i % 3 == 0 ? "tran van " + i : "anna smith " + i, "x" + i % 100});
    }
    List<@Nullable String[]> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(3));

    List<@Nullable String[]> some = RowSample.of(table(rows), 500);

    assertThat(some).hasSize(500).containsExactlyInAnyOrderElementsOf(sampled(shuffled));
    assertThat(some.subList(0, 5)).isNotEqualTo(rows.subList(0, 5));
  }

  private static List<@Nullable String[]> sampled(List<@Nullable String[]> rows) {
    return RowSample.of(table(rows), 500);
  }

  private static Table table(List<@Nullable String[]> rows) {
    List<String> ids = rows.stream().map(row -> row[0]).toList();
    return new Table("t", List.of("name", "tier"), ids, rows);
  }

  @Test
  void ofTooManyColumnsTakesTheStatedAndTheRecognisedOnes() {
    List<String> columns = new ArrayList<>();
    List<@Nullable String[]> rows = new ArrayList<>();
    for (int c = 0; c < 24; c++) {
      columns.add("remark" + c);
    }
    columns.add("email");
    columns.add("last_remark");
    for (int i = 0; i < 40; i++) {
      String[] row = new String[columns.size()];
      for (int c = 0; c < row.length; c++) {
        row[c] = "word " + (char) ('a' + (i * 7 + c * 11) % 26) + " " + (char) ('a' + i % 26) + c;
      }
      row[24] = "u" + i + "@x.org";
      rows.add(row);
    }
    Table table =
        new Table("t", columns, IntStream.range(0, 40).mapToObj(i -> "" + i).toList(), rows);

    Schema schema = Schema.of(List.of(table), Map.of("last_remark", Role.TEXT));

    assertThat(schema.fields()).hasSize(Comparisons.MOST);
    assertThat(schema.fields()).extracting(Field::name).contains("email", "last_remark", "remark0");
    assertThat(schema.leftOut())
        .containsExactly("remark19", "remark20", "remark21", "remark22", "remark23");
  }
}

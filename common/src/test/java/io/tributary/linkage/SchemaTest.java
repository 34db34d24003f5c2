package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final Field ADDRESS = new Field("address", FieldKind.ADDRESS);
  private static final Field CITY = new Field("city", FieldKind.TEXT);

  @Test
  void streetsAndTownsMeetWhateverTheirHeaders() {
    List<Table> tables = List.of(table("a", "street", "town"), table("b", "Wohnort", "address"));

    Schema schema = Schema.of(tables, Map.of("Wohnort", Role.CITY));

    assertThat(schema.fields()).containsExactly(ADDRESS, CITY);
    assertThat(texts(schema, tables.get(0))).containsExactly("street 0", "town 0");
    assertThat(texts(schema, tables.get(1))).containsExactly("address 0", "wohnort 0");
  }

  @Test
  void severalStreetsOfOneTableStayApart() {
    List<Table> tables =
        List.of(
            table("a", "address_1", "address_2", "suburb", "city"),
            table("b", "street", "town"),
            table("c", "address_2", "suburb"));

    Schema schema = Schema.of(tables, Map.of());

    assertThat(schema.fields())
        .containsExactly(
            new Field("address_1", FieldKind.ADDRESS),
            new Field("address_2", FieldKind.ADDRESS),
            new Field("suburb", FieldKind.TEXT),
            CITY);
    assertThat(texts(schema, tables.get(1))).containsExactly("street 0", "-", "-", "town 0");
    assertThat(texts(schema, tables.get(2))).containsExactly("-", "address 2 0", "suburb 0", "-");
  }

  @Test
  void ofSeveralColumnsOfAPartOfANameTheFirstFilledOneCounts() {
    Table table =
        new Table(
            "t",
            List.of("first_name", "billing_first_name"),
            List.of("1", "2"),
            List.of(new String[] {"ann", "bob"}, new String[] {null, "cid"}));
    Schema schema =
        new Schema(
            List.of(new Field("given_name", FieldKind.GIVEN_NAME)),
            Map.of(
                "t", Map.of("first_name", Role.FIRST_NAME, "billing_first_name", Role.FIRST_NAME)));

    assertThat(RecordReader.read(schema, table))
        .extracting(record -> record.values()[0][0].text())
        .containsExactly("ann", "cid");
  }

  /** The first record's text of each field, - for none. */
  private static List<String> texts(Schema schema, Table table) {
    return Arrays.stream(RecordReader.read(schema, table).get(0).values())
        .map(values -> values.length == 0 ? "-" : values[0].text())
        .toList();
  }

  /** Twenty rows of texts that say where they stand. */
  private static Table table(String name, String... columns) {
    List<@Nullable String[]> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int row = i;
      rows.add(Arrays.stream(columns).map(column -> column + " " + row).toArray(String[]::new));
    }
    List<String> ids = IntStream.range(0, 20).mapToObj(Integer::toString).toList();
    return new Table(name, List.of(columns), ids, rows);
  }
}

package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonsTest {

  @ParameterizedTest
  @CsvSource({
    "first_name, robert, robert, given_name, equal",
    "first_name, robert, bob, given_name, nickname",
    "first_name, robert, rboert, given_name, close",
    "first_name, robert, r, given_name, initial",
    "first_name, robert, alice, given_name, different",
    "last_name, smith, smyth, family_name, typo",
    "last_name, meyer, maier, family_name, sound",
    "last_name, smith, jones, family_name, different",
    "birth_date, 1981-03-05, 1981-03-05, birth_date, equal",
    "birth_date, 1981-03-05, 1981-05-03, birth_date, typo or transposed",
    "birth_date, 1981-03-05, 1999-03-05, birth_date, two parts",
    "birth_date, 1981-03-05, 1981-11-28, birth_date, one part",
    "birth_date, 1981-12-05, 1982-01-14, birth_date, a year",
    "birth_date, 1981-12-05, 1988-01-14, birth_date, ten years",
    "birth_date, 1981-12-05, 1944-01-14, birth_date, different",
    "email, a.smith@x.org, a.smith@y.com, email, same user",
    "email, a.smith@x.org, a.smth@x.org, email, close",
    "email, lukas.x@mail.org, louise.y@mail.org, email, different",
    "phone, +84 79 123 4567, 0121 123 4567, phone, same tail",
    "phone, 0791234567, 84791234567, phone, equal",
    "phone, 0791234567, 0791234568, phone, typo",
    "national_id, 079123456, 079-123-456, national_id, equal",
    "national_id, 079123456, 079123465, national_id, typo",
    "postal_code, ne26 4qs, ne26 4qt, postal_code, typo",
    "postal_code, ne26 4qs, ne26 1aa, postal_code, same area",
    "address, 12 Lê Lợi, Số 12 Đường Lê Lợi, address, equal",
    "address, 12 high street flat 3, 12 high street, address, half"
  })
  void namesHowFarTwoValuesAgree(
      String role, String left, String right, String field, String level) {
    Table table = table(List.of(role), new String[] {left}, new String[] {right});

    assertThat(levels(table, role)).containsEntry(field, level);
  }

  @Test
  void findsExchangedNames() {
    Table table =
        table(
            List.of("first_name", "last_name"),
            new String[] {"Jones", "Isaac"},
            new String[] {"Isaac", "Jones"});

    assertThat(levels(table, "first_name", "last_name"))
        .containsEntry("given_name", "elsewhere")
        .containsEntry("family_name", "elsewhere");
  }

  @Test
  void countsOneNameAtAnotherPlaceOnce() {
    Table table =
        table(
            List.of("first_name", "last_name"),
            new String[] {"Dolan", "Frith"},
            new String[] {"Joshua", "Dolan"});

    assertThat(levels(table, "first_name", "last_name"))
        .containsEntry("given_name", "elsewhere")
        .containsEntry("family_name", "different");
  }

  @Test
  void takesAMissingValueForNoEvidence() {
    Table table =
        table(
            List.of("first_name", "email"),
            new String[] {"Isaac", null},
            new String[] {"Isaac", "i@x.org"});

    assertThat(levels(table, "first_name", "email")).doesNotContainKey("email");
  }

  @Test
  void comparesSeveralPhonesOfACell() {
    Table table =
        table(
            List.of("phone"),
            new String[] {"0911111112 / 0791234567"},
            new String[] {"0791234567"});

    assertThat(levels(table, "phone")).containsEntry("phone", "equal");
  }

  private static Table table(List<String> columns, @Nullable String[]... rows) {
    return new Table("t", columns, List.of("1", "2"), List.of(rows));
  }

  /** The levels of a table's two records by field, without those of missing values. */
  private static Map<String, String> levels(Table table, String... roles) {
    Map<String, Role> mapped = new java.util.HashMap<>();
    for (String role : roles) {
      mapped.put(role, Role.named(role).orElseThrow());
    }
    Schema schema = Schema.of(List.of(table), mapped);
    List<LinkRecord> records = RecordReader.read(schema, table);
    Comparisons comparisons = new Comparisons(schema.fields(), Comparisons.single(schema.fields()));
    long pattern = comparisons.pattern(records.get(0), records.get(1));
    assertThat(comparisons.pattern(records.get(1), records.get(0))).isEqualTo(pattern);
    Map<String, String> levels = new java.util.HashMap<>();
    for (int f = 0; f < schema.fields().size(); f++) {
      int level = Comparisons.level(pattern, f);
      if (level >= 0) {
        levels.put(schema.fields().get(f).name(), comparisons.levelNames(f).get(level));
      }
    }
    return levels;
  }
}

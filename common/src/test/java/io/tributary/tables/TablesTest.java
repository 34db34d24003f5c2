package io.tributary.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.lake.Roots;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;

class TablesTest {

  @Test
  void everyTableIsNamedOnceAndFollowsTheConventions() {
    assertThat(Tables.ALL).extracting(Table::qualifiedName).doesNotHaveDuplicates();
    for (Table table : Tables.ALL) {
      for (Table.Field field : table.fields()) {
        String name = field.name();
        String type = field.type().typeName();
        assertThat(name).as(table.qualifiedName()).matches("_?[a-z][a-z0-9_]*");
        assertThat(field.comment()).as(name).matches(".*[.…]");
        if (type.equals("boolean")) {
          assertThat(name).as(table.qualifiedName()).matches("(is|has)_.*");
        }
        if (type.equals("timestamp")) {
          assertThat(name).as(table.qualifiedName()).matches(".*_at|as_of|valid_from");
        }
        if (type.equals("date")) {
          assertThat(name).as(table.qualifiedName()).matches(".*_on|birth_date");
        }
      }
    }
  }

  @Test
  void noOpenTableHasADirectColumn() {
    Roots roots = new Roots("lake", Optional.empty());

    assertThat(Tables.ALL)
        .allSatisfy(
            table ->
                assertThat(roots.path(table).startsWith("lake-restricted/"))
                    .isEqualTo(
                        table.fields().stream()
                            .anyMatch(field -> field.sensitivity() == Sensitivity.DIRECT)));
    assertThat(Tables.named("gold.customers").orElseThrow().isRestricted()).isFalse();
    assertThat(Tables.named("gold.customer_contacts").orElseThrow().isRestricted()).isTrue();
  }

  @Test
  void keepsNoStatisticsOfDirectColumns() {
    assertThat(Tables.ALL)
        .allSatisfy(
            table ->
                assertThat(table.statisticsColumns())
                    .allSatisfy(
                        column ->
                            assertThat(table.field(column).map(Table.Field::sensitivity))
                                .isNotEqualTo(Optional.of(Sensitivity.DIRECT))));
  }

  @Test
  void keysAreOfComparableTypes() {
    for (Table table : Tables.ALL) {
      for (String key : table.key()) {
        DataType type = table.field(key).orElseThrow().type();
        assertThat(type).as(table.qualifiedName() + "." + key).isNotInstanceOf(ArrayType.class);
      }
    }
  }

  @Test
  void refusesAKeyThatIsNoColumn() {
    assertThatThrownBy(() -> Table.gold("t", "One.").key("a").build())
        .hasMessageContaining("not declared: [a]");
  }

  @Test
  void refusesARestrictedRootInsideTheOpenOne() {
    assertThatThrownBy(() -> new Roots("lake", Optional.of("lake/restricted")))
        .hasMessageContaining("must not lie in root");
  }
}

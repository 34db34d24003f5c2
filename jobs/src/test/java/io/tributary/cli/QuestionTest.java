package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "SELECT * FROM gold.customers; SELECT * FROM gold__customers",
        "select * from Gold . CUSTOMERS c; select * from gold__customers   c",
        "SELECT gold.customers.region FROM `gold`.`customers`;"
            + " SELECT gold__customers.region FROM gold__customers",
        "SELECT silver.transactions.x; SELECT silver__transactions.x",
        "SELECT t.gold.customers, gold.nothing; SELECT t.gold.customers, gold.nothing",
        "WITH a AS (SELECT 1) SELECT 'ops.runs'; WITH a AS (SELECT 1) SELECT 'ops.runs'",
        "SELECT 'it''s \\' gold.customers', \"gold.customers\" FROM ops.runs;"
            + " SELECT 'it''s \\' gold.customers', \"gold.customers\" FROM ops__runs",
        "SELECT r'\\' , gold.customers.a; SELECT r'\\' , gold__customers.a",
        "SELECT 1 -- ops.runs; SELECT 1 -- ops.runs",
        "SELECT /* a /* b */ gold.customers */ 1; SELECT /* a /* b */ gold.customers */ 1",
        "SELECT '🌊' x FROM gold/**/.customers; SELECT '🌊' x FROM gold__customers/**/",
        "SELECT 'never closed FROM ops.runs; SELECT 'never closed FROM ops__runs"
      })
  void tablesAreNamesAndNotTextsOrComments(String sql, String overViews) {
    assertThat(Question.of(sql).overViews()).isEqualTo(overViews);
  }

  @Test
  void onlyTablesThatAreReadAreAskedFor() {
    assertThat(
            Question.of(
                    "SELECT 'gold.customer_contacts' FROM ops.runs -- silver.identifiers\n"
                        + "JOIN ops.runs r")
                .tables())
        .extracting(Table::qualifiedName)
        .containsExactly("ops.runs");
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT 1, true",
    "-- why\\n select 1, true",
    "DROP TABLE gold.customers, false",
    "'', false"
  })
  void aCommentMayComeFirst(String sql, boolean isQuestion) {
    assertThat(Question.of(sql.replace("\\n", "\n")).begins("select", "with"))
        .isEqualTo(isQuestion);
  }
}

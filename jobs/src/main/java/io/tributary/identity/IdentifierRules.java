package io.tributary.identity;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Column;

/** The rules of all types as columns; null for a type without a rule. */
record IdentifierRules(Map<String, IdentifierRule> types) {

  IdentifierRules {
    types = new TreeMap<>(types);
  }

  /** What the rule of a row's type says. */
  Column of(Column type, Function<IdentifierRule, Column> says) {
    Column choice = when(lit(false), says.apply(types.values().iterator().next()));
    for (Map.Entry<String, IdentifierRule> rule : types.entrySet()) {
      choice = choice.when(type.equalTo(rule.getKey()), says.apply(rule.getValue()));
    }
    return choice;
  }
}

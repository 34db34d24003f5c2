package io.tributary.profile;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.arrays_zip;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.zip_with;

import io.tributary.profile.SurvivorshipRules.Rule;
import io.tributary.tables.gold.CustomerContacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Which values survive. The candidates of a section are ordered by its rules; what no rule tells
 * apart, by position in the record, record key and value. Equal values count once, as their best
 * candidate. A rank is a candidate: at one rank all fields of a section come from one record, and
 * one that this record does not fill stays empty.
 */
final class Survivorship {
  private static final String BEST = "best";
  private static final String NEIGHBOUR = "neighbour";
  private static final String STATED = "stated";

  private Survivorship() {}

  /** Rows of {@link CustomerContacts} from {@link Candidates}. */
  static Dataset<Row> ranked(Dataset<Row> candidates, Map<String, SurvivorshipRules> survivorship) {
    WindowSpec section =
        Window.partitionBy(col(CustomerContacts.CUSTOMER_ID), col(Candidates.SECTION))
            .orderBy(col(BEST), col(Candidates.VALUES));
    Column scores = col(BEST).getField(Candidates.SCORES);
    return candidates
        .groupBy(col(CustomerContacts.CUSTOMER_ID), col(Candidates.SECTION), col(Candidates.VALUES))
        .agg(
            min(struct(
                    col(Candidates.SCORES),
                    col(Candidates.POSITION),
                    col(Candidates.RECORD_KEY),
                    col(Candidates.SOURCE),
                    col(Candidates.VALUED_AT)))
                .as(BEST))
        .select(
            col(CustomerContacts.CUSTOMER_ID),
            col(Candidates.SECTION),
            col(Candidates.VALUES),
            col(BEST),
            row_number().over(section).as(CustomerContacts.RANK),
            coalesce(lag(scores, 1).over(section), lead(scores, 1).over(section)).as(NEIGHBOUR))
        .where(col(CustomerContacts.RANK).leq(bySection(survivorship, rules -> lit(rules.keep()))))
        .select(
            col(CustomerContacts.CUSTOMER_ID),
            col(CustomerContacts.RANK),
            col(BEST),
            rule(survivorship).as(CustomerContacts.RULE),
            explode(
                    arrays_zip(
                        bySection(survivorship, Survivorship::fields).as(CustomerContacts.FIELD),
                        col(Candidates.VALUES).as(CustomerContacts.VALUE)))
                .as(STATED))
        .select(
            col(CustomerContacts.CUSTOMER_ID),
            col(STATED).getField(CustomerContacts.FIELD).as(CustomerContacts.FIELD),
            col(CustomerContacts.RANK),
            col(STATED).getField(CustomerContacts.VALUE).as(CustomerContacts.VALUE),
            col(BEST).getField(Candidates.SOURCE).as(CustomerContacts.SOURCE),
            col(BEST).getField(Candidates.RECORD_KEY).as(CustomerContacts.RECORD_KEY),
            col(BEST).getField(Candidates.VALUED_AT).as(CustomerContacts.VALUED_AT),
            col(CustomerContacts.RULE))
        .where(col(CustomerContacts.VALUE).isNotNull());
  }

  /**
   * The rule that set a candidate apart from the one before it; for the golden one, from the one
   * after it.
   */
  private static Column rule(Map<String, SurvivorshipRules> survivorship) {
    Column differs =
        zip_with(
            col(BEST).getField(Candidates.SCORES),
            col(NEIGHBOUR),
            (mine, other) -> mine.notEqual(other));
    Column first = array_position(differs, true);
    Column names =
        bySection(
            survivorship,
            rules ->
                array(
                    rules.rules().stream()
                        .map(Rule::text)
                        .map(text -> lit(text))
                        .toArray(Column[]::new)));
    return when(col(NEIGHBOUR).isNull(), "only value")
        .when(first.equalTo(0), "tie: record key")
        .otherwise(element_at(names, first.cast("int")));
  }

  private static Column fields(SurvivorshipRules rules) {
    return array(rules.fields().stream().map(field -> lit(field)).toArray(Column[]::new));
  }

  private static Column bySection(
      Map<String, SurvivorshipRules> survivorship, Function<SurvivorshipRules, Column> value) {
    List<Column> entries = new ArrayList<>();
    survivorship.forEach(
        (name, rules) -> {
          entries.add(lit(name));
          entries.add(value.apply(rules));
        });
    return element_at(map(entries.toArray(new Column[0])), col(Candidates.SECTION));
  }
}
